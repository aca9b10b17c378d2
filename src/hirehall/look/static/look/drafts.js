// form[data-draft="key"]: what was typed survives a closed tab. Kept in this browser only, dropped when sent.
const PREFIX = "draft:";
const WEEK = 7 * 24 * 3600 * 1000;
const KEPT = "input:not([type=password], [type=hidden], [type=file], [type=checkbox], [type=radio]), textarea";

const keyOf = (form) => PREFIX + form.dataset.draft;
const read = (form) => {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(form)));
    return kept && Date.now() - kept.at < WEEK ? kept.values : null;
  } catch {
    return null;
  }
};
const fields = (form) => [...form.querySelectorAll(KEPT)].filter((field) => field.name);

function keep(form) {
  const values = {};
  for (const field of fields(form)) if (field.value !== field.defaultValue) values[field.name] = field.value;
  try {
    if (Object.keys(values).length) {
      localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), values }));
    } else {
      localStorage.removeItem(keyOf(form));
    }
  } catch {
    // A full or closed storage: the form works all the same.
  }
}

function restore(form) {
  if (form.dataset.draftSeen) return;
  form.dataset.draftSeen = "yes";
  const values = read(form);
  if (!values || form.querySelector("[aria-invalid=true]")) return;
  const filled = fields(form).filter((field) => field.name in values && field.value !== values[field.name]);
  if (!filled.length) return;
  for (const field of filled) field.value = values[field.name];
  const note = document.createElement("p");
  note.className = "note note-info";
  note.setAttribute("role", "status");
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "button button-quiet button-small";
  drop.textContent = "Start afresh";
  drop.addEventListener("click", () => {
    localStorage.removeItem(keyOf(form));
    for (const field of filled) field.value = field.defaultValue;
    note.remove();
  });
  note.append("What you typed last time is back. ", drop);
  form.prepend(note);
}

const restoreAll = () => document.querySelectorAll("form[data-draft]").forEach(restore);

let timer;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.draft) return;
  clearTimeout(timer);
  timer = setTimeout(() => keep(form), 400);
});
document.addEventListener("submit", (event) => {
  if (!event.target.dataset?.draft) return;
  clearTimeout(timer);
  try {
    localStorage.removeItem(keyOf(event.target));
  } catch {
    // Nothing was kept then.
  }
});
document.addEventListener("look:swapped", restoreAll);
restoreAll();
