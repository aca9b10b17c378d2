// Live filters, focus on the error summary, and no empty parameters in addresses of filters.
const DELAY = 250;
const timers = new WeakMap();
const isTyped = (field) => field.matches("input:not([type=checkbox], [type=radio], [type=range]), textarea");

function send(form, typed) {
  if (!globalThis.htmx) return;
  form.setAttribute("data-hx-sync", "this:replace");
  // While typing the address is replaced; a click on a filter can be undone by going back.
  form.setAttribute(typed ? "data-hx-replace-url" : "data-hx-push-url", "true");
  form.removeAttribute(typed ? "data-hx-push-url" : "data-hx-replace-url");
  form.requestSubmit();
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches("form[data-live]")) return;
  clearTimeout(timers.get(form));
  const typed = isTyped(event.target);
  timers.set(
    form,
    setTimeout(() => send(form, typed), typed ? DELAY : 0),
  );
});

document.addEventListener("formdata", (event) => {
  if (event.target.method !== "get") return;
  for (const [name, value] of [...event.formData]) {
    if (value === "") event.formData.delete(name);
  }
});

document.querySelector("#main [data-focus]")?.focus();
