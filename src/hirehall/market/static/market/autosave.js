// form[data-autosave="/address"]: what is typed is kept by the hall while one types. Saving by the button does the same.
const DELAY = 900;
const timers = new WeakMap();

function said(form, text) {
  const place = form.querySelector("[data-autosave-said]") ?? document.querySelector("[data-autosave-said]");
  if (place) place.textContent = text;
}

async function keep(form) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  try {
    const response = await fetch(form.dataset.autosave, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
    const answers = (response.headers.get("content-type") || "").includes("json");
    const answer = answers ? await response.json() : {};
    if (answer.seen && form.elements.seen) form.elements.seen.value = answer.seen;
    said(form, answer.said || "Not saved yet: use the button below.");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    said(form, "No connection: not saved yet.");
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.autosave || event.target.type === "file") return;
  clearTimeout(timers.get(form));
  timers.set(
    form,
    setTimeout(() => keep(form), DELAY),
  );
});

document.addEventListener("submit", (event) => clearTimeout(timers.get(event.target)), true);
