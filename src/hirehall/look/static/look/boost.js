// htmx swaps #main by morphing; what it cannot know is here: files, another layout, focus, the phone's menus.
const isPage = (response) => (response.headers.get("content-type") || "").startsWith("text/html");

// A second click while the first is on its way asks for nothing new.
const underWay = new WeakSet();

document.addEventListener("htmx:before:request", (event) => {
  const { request, sourceElement } = event.detail.ctx;
  if (request.method === "POST" && sourceElement) underWay.add(sourceElement);
});

document.addEventListener("submit", (event) => {
  if (!underWay.has(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("htmx:finally:request", (event) => underWay.delete(event.detail.ctx.sourceElement));

document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  if (isPage(ctx.response.raw)) return;
  // A link that answers with a file: let the browser fetch it in its own way.
  event.preventDefault();
  if (ctx.request.method === "GET") location.assign(ctx.response.raw.url);
});

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  const head = /<html[^>]*\bdata-look="([^"]*)"/.exec(ctx.text || "");
  if (head && head[1] !== document.documentElement.dataset.look && ctx.request.method === "GET") {
    // Another version of the look: load the page whole.
    event.preventDefault();
    location.assign(ctx.response.raw.url);
    return;
  }
  const body = /<body[^>]*\bclass="([^"]*)"/.exec(ctx.text || "");
  if (body) document.body.className = body[1];
});

// A morph keeps what was typed into a control when the next page has one of the same id (a review's words would
// stand in the reply to it). Another page says what stands in its controls, as if it had been loaded whole.
function takeFromServer(main) {
  for (const field of main.querySelectorAll("input, textarea")) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = field.defaultChecked;
    else if (field.type === "file") field.value = "";
    else if (field.value !== field.defaultValue) field.value = field.defaultValue;
  }
  for (const option of main.querySelectorAll("option")) {
    if (option.selected !== option.defaultSelected && option.closest("select[multiple]")) option.selected = option.defaultSelected;
  }
  for (const list of main.querySelectorAll("select:not([multiple])")) {
    const chosen = [...list.options].findIndex((option) => option.defaultSelected);
    list.selectedIndex = Math.max(chosen, 0);
  }
}

document.addEventListener("htmx:after:swap", (event) => {
  const { sourceElement, target } = event.detail.ctx;
  const live = sourceElement instanceof Element && sourceElement.closest("form[data-live]");
  // Only a whole page moves the focus: a list that renews itself must not take it from somebody who types.
  const isPart = target instanceof Element && target.id !== "main";
  if (!live && !isPart) {
    takeFromServer(document.getElementById("main"));
    const summary = document.querySelector("#main [data-focus]");
    (summary || document.getElementById("main"))?.focus({ preventScroll: !summary });
  }
  document.dispatchEvent(new CustomEvent("look:swapped"));
});

// A request that fails says so instead of doing nothing.
document.addEventListener("htmx:error", (event) => {
  const { ctx, error } = event.detail;
  if (error?.name === "AbortError" || !ctx || ctx.status === "swapped") return;
  const main = document.getElementById("main");
  if (!main || main.querySelector("[data-offline]")) return;
  const note = document.createElement("p");
  note.className = "note note-warn";
  note.dataset.offline = "";
  note.setAttribute("role", "alert");
  note.textContent = "The hall could not be reached. Check the connection and try again.";
  main.prepend(note);
});
