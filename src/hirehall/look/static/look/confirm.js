// A button with data-confirm asks first, in our own dialog.
function make() {
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  dialog.setAttribute("aria-labelledby", "ask-question");
  const form = document.createElement("form");
  form.method = "dialog";
  const question = document.createElement("h2");
  question.id = "ask-question";
  const actions = document.createElement("div");
  actions.className = "actions";
  const no = document.createElement("button");
  no.className = "button button-secondary";
  no.value = "no";
  no.textContent = "Go back";
  const yes = document.createElement("button");
  yes.value = "yes";
  actions.append(no, yes);
  form.append(question, actions);
  dialog.append(form);
  document.body.append(dialog);
  return { dialog, question, yes, no };
}

let box;
let answered = null;

document.addEventListener(
  "submit",
  (event) => {
    const { submitter, target } = event;
    const asked = submitter?.dataset.confirm;
    if (!asked || answered === submitter) {
      answered = null;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    box ??= make();
    if (!box.dialog.isConnected) document.body.append(box.dialog);
    box.question.textContent = asked;
    box.yes.textContent = submitter.textContent.trim();
    box.yes.className = submitter.className;
    box.dialog.returnValue = "no";
    box.dialog.onclose = () => {
      if (box.dialog.returnValue !== "yes") return submitter.focus();
      answered = submitter;
      target.requestSubmit(submitter);
    };
    box.dialog.showModal();
    box.no.focus();
  },
  true,
);
