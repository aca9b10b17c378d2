// button[data-copy="text"] copies; its label says so for a moment, and a screen reader hears it.
const voice = document.createElement("p");
voice.className = "unseen";
voice.setAttribute("role", "status");

// Where the page came without TLS there is no clipboard to ask for; the old way still works.
function copyOldWay(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "unseen";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[data-copy]");
  if (!button || button.dataset.copied) return;
  const done = await copy(button.dataset.copy);
  button.focus();
  const label = button.querySelector("span") || button;
  const before = label.textContent;
  button.dataset.copied = "yes";
  if (!voice.isConnected) document.body.append(voice);
  label.textContent = voice.textContent = done ? "Copied" : "Copy it by hand";
  setTimeout(() => {
    label.textContent = before;
    voice.textContent = "";
    delete button.dataset.copied;
  }, 1600);
});
