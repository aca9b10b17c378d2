// textarea[data-markdown="/preview/address"]: a small toolbar, and a preview made by the server.
const WAYS = [
  ["Bold", "B", "**", "**", "bold text"],
  ["Italic", "I", "*", "*", "text"],
  ["Heading", "H", "\n## ", "\n", "Heading"],
  ["List", "•", "\n- ", "", "item"],
  ["Link", "↗", "[", "](https://)", "text"],
  ["Code", "</>", "`", "`", "code"],
];

function put(area, before, after, otherwise) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to) || otherwise;
  const start = from === 0 && before.startsWith("\n") ? before.slice(1) : before;
  area.setRangeText(start + chosen + after, from, to, "end");
  area.setSelectionRange(from + start.length, from + start.length + chosen.length);
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function button(text, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.title = label;
  return made;
}

async function preview(area, pane) {
  const body = new FormData();
  body.set("text", area.value);
  const token = area.form?.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const response = await fetch(area.dataset.markdown, {
    method: "POST",
    body,
    headers: token ? { "X-CSRFToken": token } : {},
  });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  pane.replaceChildren(...document.importNode(page.body, true).childNodes);
}

function equip(area) {
  if (area.dataset.equipped) return;
  area.dataset.equipped = "yes";
  const bar = document.createElement("div");
  bar.className = "markdown-bar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Text format");
  for (const [label, text, before, after, otherwise] of WAYS) {
    const one = button(text, label);
    one.addEventListener("click", () => put(area, before, after, otherwise));
    bar.append(one);
  }
  const pane = document.createElement("div");
  pane.className = "prose markdown-pane";
  pane.hidden = true;
  const look = button("Preview", "Preview");
  look.className = "markdown-look";
  look.setAttribute("aria-pressed", "false");
  look.addEventListener("click", async () => {
    const show = pane.hidden;
    if (show && area.value.trim()) await preview(area, pane);
    else if (show) pane.textContent = "Nothing written yet.";
    pane.hidden = !show;
    area.hidden = show;
    look.setAttribute("aria-pressed", String(show));
  });
  bar.append(look);
  area.before(bar);
  area.after(pane);
}

const equipAll = () => document.querySelectorAll("textarea[data-markdown]").forEach(equip);
document.addEventListener("look:swapped", equipAll);
equipAll();
