// form[data-upload]: a multipart form that shows how far the files are. Plain submit stays underneath.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches?.("form[data-upload]") || form.dataset.sending) return;
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
  if (!files.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.dataset.sending = "yes";
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", "Upload");
  form.append(bar);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.onprogress = (step) => step.lengthComputable && (bar.value = step.loaded / step.total);
  const over = () => {
    delete form.dataset.sending;
    bar.remove();
  };
  request.onload = () => {
    over();
    location.assign(request.responseURL || location.href);
  };
  request.onerror = () => {
    over();
    const note = document.createElement("p");
    note.className = "note note-bad";
    note.setAttribute("role", "alert");
    note.textContent = "The upload broke off. Your files are still chosen: send again.";
    form.prepend(note);
  };
  request.send(new FormData(form, event.submitter));
}, true);
