// Every password field can be looked at while one types; it is hidden again when its form is sent.
function show(field, look, visible) {
  field.type = visible ? "text" : "password";
  look.textContent = visible ? "Hide" : "Show";
  look.setAttribute("aria-label", `${look.textContent} what you type`);
}

function equip(field) {
  const look = document.createElement("button");
  look.type = "button";
  look.className = "password-look";
  look.setAttribute("aria-controls", field.id);
  const box = document.createElement("span");
  box.className = "password";
  field.replaceWith(box);
  box.append(field, look);
  field.spellcheck = false;
  field.autocapitalize = "none";
  show(field, look, false);
  look.addEventListener("click", () => show(field, look, field.type === "password"));
  field.form?.addEventListener("submit", () => show(field, look, false), true);
}

const equipAll = () =>
  document.querySelectorAll("input[type=password]").forEach((field) => field.closest(".password") || equip(field));
document.addEventListener("look:swapped", equipAll);
equipAll();
