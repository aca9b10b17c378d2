// Signed out in the middle of a form: what was typed comes back after signing in again, in this tab only.
const PREFIX = "sent:";
const LONGEST = 2 * 3600 * 1000;
const TYPED = "input:not([type=password], [type=hidden], [type=file]), textarea, select";
const isAccount = (path) => /^(\/at\/[^/]+)?\/account\//.test(path);

const read = (path) => {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + path));
  } catch {
    return null;
  }
};

const write = (path, kept) => {
  try {
    if (kept) sessionStorage.setItem(PREFIX + path, JSON.stringify(kept));
    else sessionStorage.removeItem(PREFIX + path);
  } catch {
    // A closed or full storage: nothing is kept, and the form works all the same.
  }
};

const typed = (form) => [...form.querySelectorAll(TYPED)].filter((field) => field.name);
const valueOf = (field) => (/checkbox|radio/.test(field.type) ? field.checked : field.value);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || !form.closest("main") || isAccount(location.pathname)) return;
  const values = typed(form).map((field) => [field.name, valueOf(field)]);
  if (values.length) write(location.pathname, { at: Date.now(), action: form.getAttribute("action") || "", values });
}, true);

const paths = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));

// At the log-in the last form is marked as lost; anywhere else an answer came, and what is not marked is dropped.
function arrive() {
  const here = location.pathname;
  for (const path of paths()) {
    const kept = read(path);
    if (!kept || Date.now() - kept.at > LONGEST) write(path, null);
    else if (/^(\/at\/[^/]+)?\/account\/login\//.test(here)) write(path, { ...kept, lost: true });
    else if (!kept.lost && !isAccount(here)) write(path, null);
  }
  const kept = read(here);
  if (kept?.lost) restore(here, kept);
}

function restore(path, kept) {
  write(path, null);
  const form = [...document.querySelectorAll("main form")].find((found) => (found.getAttribute("action") || "") === kept.action);
  if (!form) return;
  const fields = typed(form);
  kept.values.forEach(([name, value], index) => {
    const field = fields[index]?.name === name ? fields[index] : fields.find((other) => other.name === name);
    if (!field) return;
    if (typeof value === "boolean") field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const note = document.createElement("p");
  note.className = "note note-info";
  note.setAttribute("role", "status");
  note.textContent = "You had been signed out, and nothing was sent. What you typed is back: look it over and send it again.";
  form.prepend(note);
}

document.addEventListener("look:swapped", arrive);
arrive();
