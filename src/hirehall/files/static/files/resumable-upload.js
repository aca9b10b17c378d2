// <resumable-upload data-to data-purpose data-largest data-name>: a file input whose files go ahead of their form,
// piece by piece (tus 1.0), survive a lost connection, and are named by hidden inputs when the form is sent.
const PIECE = 4 * 1024 * 1024;
const LONGEST_WAIT = 20;
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const size = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`);
const make = (tag, text = "", given = {}) => Object.assign(document.createElement(tag), { textContent: text }, given);
const isPlain = (request) => request.getResponseHeader("Content-Type")?.startsWith("text/plain");
const kept = (store, key, value) => {
  try {
    if (value === undefined) return store.getItem(key);
    value === null ? store.removeItem(key) : store.setItem(key, value);
  } catch {
    // A full or closed storage: nothing is taken up again after a reload, all else works.
  }
  return null;
};

class Refusal extends Error {}
class Broken extends Error {}

// One file on its way, or one that is there already (`found`).
class Transfer {
  constructor(host, file, found) {
    Object.assign(this, { host, file, at: 0, state: "sending", address: found?.address, wake: () => {} });
    this.key = `upload:${host.dataset.purpose}:${file.name}:${file.size}:${file.lastModified}`;
    this.row = make("li", "", { className: "upload" });
    this.bar = make("progress", "", { max: file.size || 1, value: 0 });
    this.bar.setAttribute("aria-label", `Upload of ${file.name}`);
    this.said = make("span", "", { className: "upload-said" });
    this.pause = make("button", "Pause", { type: "button", className: "button button-quiet button-small" });
    this.drop = make("button", "Remove", { type: "button", className: "button button-quiet button-small" });
    this.drop.setAttribute("aria-label", `Remove ${file.name}`);
    this.pause.onclick = () => this.toggle();
    this.drop.onclick = () => this.remove();
    const name = make("span", file.name, { className: "upload-name", dir: "auto" });
    this.row.append(name, this.said, this.bar, this.pause, this.drop);
    found ? this.finish(false) : this.show("sending");
  }

  show(state, text) {
    this.state = state;
    this.row.dataset.state = state;
    const of = `${Math.floor((100 * this.at) / (this.file.size || 1))} % of ${size(this.file.size)}`;
    this.said.textContent = text ?? { sending: of, paused: `Paused at ${of}`, done: size(this.file.size) }[state];
    this.bar.value = this.at;
    this.bar.hidden = state === "done" || state === "failed";
    this.pause.hidden = this.bar.hidden;
    this.pause.textContent = state === "paused" ? "Go on" : "Pause";
    this.pause.setAttribute("aria-label", `${this.pause.textContent}: ${this.file.name}`);
  }

  toggle() {
    const going = this.state === "paused";
    this.show(going ? "sending" : "paused");
    this.host.say(`${this.file.name}: ${going ? "going on" : "paused"}`);
    going ? this.wake() : this.request?.abort();
  }

  // Its page is left; choosing the file again takes it up where it stopped.
  stop() {
    this.state = "gone";
    this.request?.abort();
    this.wake();
  }

  remove() {
    this.stop();
    kept(localStorage, this.key, null);
    if (this.address) this.ask("DELETE", this.address).catch(() => {});
    this.row.remove();
    this.host.removed(this);
  }

  ask(method, address, headers = {}, body = null) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      if (method !== "DELETE") this.request = request;
      request.open(method, address);
      const all = { "Tus-Resumable": "1.0.0", "X-CSRFToken": this.host.token, ...headers };
      for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
      const from = this.at;
      if (body) request.upload.onprogress = (step) => this.state === "sending" && this.progress(from + step.loaded);
      request.onerror = request.onabort = request.ontimeout = () => reject(new Broken());
      if (method !== "PATCH") request.timeout = 30_000;
      request.onload = () => {
        if (request.status < 300) resolve(request);
        else if ([404, 409, 410].includes(request.status)) reject(request);
        else if (request.status >= 500 || request.status === 429) reject(new Broken());
        else reject(new Refusal(isPlain(request) ? request.responseText : ""));
      };
      request.send(body);
    });
  }

  progress(at) {
    this.at = Math.min(at, this.file.size);
    this.show("sending");
  }

  async find() {
    this.address ??= kept(localStorage, this.key) || undefined;
    if (this.address) {
      try {
        const there = await this.ask("HEAD", this.address);
        this.at = Number(there.getResponseHeader("Upload-Offset"));
        if (!there.getResponseHeader("Hirehall-Used")) return;
      } catch (problem) {
        if (!(problem instanceof XMLHttpRequest)) throw problem;
      }
    }
    const told = `filename ${base64(this.file.name)},purpose ${base64(this.host.dataset.purpose)}`;
    const headers = { "Upload-Length": String(this.file.size), "Upload-Metadata": told };
    this.at = 0;
    this.address = (await this.ask("POST", this.host.dataset.to, headers)).getResponseHeader("Location");
    kept(localStorage, this.key, this.address);
  }

  async send() {
    await this.find();
    do {
      this.progress(this.at);
      const headers = { "Upload-Offset": String(this.at), "Content-Type": "application/offset+octet-stream" };
      const answer = await this.ask("PATCH", this.address, headers, this.file.slice(this.at, this.at + PIECE));
      this.at = Number(answer.getResponseHeader("Upload-Offset"));
      this.told = false;
    } while (this.at < this.file.size && this.state === "sending");
  }

  async run() {
    for (let wait = 1, before = -1; this.state !== "gone"; ) {
      try {
        if (this.state === "sending") await this.send();
        if (this.state === "sending") return this.finish(true);
      } catch (problem) {
        if (problem instanceof Refusal) return this.fail(problem.message);
        if (this.state === "sending" && problem instanceof Broken) this.lost();
        else if (!(problem instanceof Broken || problem instanceof XMLHttpRequest)) throw problem;
      }
      wait = this.at > before ? 1 : Math.min(wait * 2, LONGEST_WAIT);
      before = this.at;
      await this.rest(this.state === "paused" ? 0 : wait);
      if (this.state === "waiting") this.show("sending");
    }
  }

  lost() {
    if (!this.told) this.host.say(`${this.file.name}: connection lost. It goes on by itself when it is back.`);
    this.told = true;
    this.show("waiting", "Connection lost. Goes on by itself when it is back.");
  }

  rest(seconds) {
    if (this.state === "gone") return null;
    return new Promise((resolve) => {
      this.wake = resolve;
      if (seconds) setTimeout(resolve, seconds * 1000);
    });
  }

  finish(fresh) {
    this.at = this.file.size;
    this.id = this.address.split("/").filter(Boolean).pop();
    this.row.append(make("input", "", { type: "hidden", name: this.host.dataset.name, value: this.id }));
    kept(localStorage, this.key, null);
    this.show("done");
    if (fresh) this.host.say(`${this.file.name} is uploaded.`);
  }

  fail(why) {
    kept(localStorage, this.key, null);
    this.address = undefined;
    this.show("failed", why || "That file was not taken.");
    this.host.say(`${this.file.name} was not taken. ${why}`);
  }
}

class ResumableUpload extends HTMLElement {
  transfers = [];
  waiting = null;
  busy = false;
  #swapped = () => this.list?.isConnected || this.#equip();
  #online = () => this.transfers.forEach((one) => one.state === "waiting" && one.wake());
  #leaving = (event) => this.transfers.some((one) => one.state === "sending") && event.preventDefault();

  connectedCallback() {
    document.addEventListener("look:swapped", this.#swapped);
    addEventListener("online", this.#online);
    addEventListener("beforeunload", this.#leaving);
    this.addEventListener("change", this.#chosen);
    queueMicrotask(() => this.#equip());
  }

  disconnectedCallback() {
    document.removeEventListener("look:swapped", this.#swapped);
    removeEventListener("online", this.#online);
    removeEventListener("beforeunload", this.#leaving);
    this.removeEventListener("change", this.#chosen);
    queueMicrotask(() => this.isConnected || this.transfers.forEach((one) => one.stop()));
  }

  get input() {
    return this.querySelector("input[type=file]");
  }

  get token() {
    return this.closest("form")?.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  }

  get #memory() {
    return `uploads:${location.pathname}:${this.dataset.name}`;
  }

  // The list and the voice; and what was sent before the page came back with something to mend.
  async #equip() {
    if (!this.isConnected) return;
    this.list = make("ul", "", { className: "uploads", role: "list" });
    this.list.setAttribute("aria-label", "Uploads");
    this.voice = make("p", "", { className: "unseen", role: "status" });
    this.append(this.list, this.voice);
    this.transfers = this.transfers.filter((one) => one.state !== "done");
    this.list.append(...this.transfers.map((one) => one.row));
    for (const found of JSON.parse(kept(sessionStorage, this.#memory) || "[]")) {
      const one = new Transfer(this, found, found);
      const there = await one.ask("HEAD", found.address).catch(() => null);
      if (there?.getResponseHeader("Hirehall-File") && !there.getResponseHeader("Hirehall-Used")) this.#add(one);
    }
    this.#remember();
  }

  #remember() {
    const there = this.transfers.filter((one) => one.state === "done");
    const told = there.map(({ address, file: { name, size, lastModified } }) => ({ address, name, size, lastModified }));
    kept(sessionStorage, this.#memory, told.length ? JSON.stringify(told) : null);
  }

  #add(one) {
    this.transfers.push(one);
    this.list.append(one.row);
  }

  #chosen = (event) => {
    const files = [...event.target.files];
    if (!this.list) return;
    event.target.value = "";
    if (!event.target.multiple) for (const one of [...this.transfers]) one.remove();
    for (const file of files) {
      const one = new Transfer(this, file);
      if (this.transfers.some((other) => other.key === one.key && other.state !== "failed")) continue;
      this.#add(one);
      const most = Number(this.dataset.largest);
      if (file.size > most) one.fail(`It is larger than ${most / 1048576} MB.`);
      else if (!file.size) one.fail("It is empty.");
    }
    this.#work();
  };

  async #work() {
    if (this.busy) return;
    this.busy = true;
    for (let one; (one = this.transfers.find((each) => !["done", "failed"].includes(each.state))); ) {
      await one.run();
      this.#remember();
    }
    this.busy = false;
    this.#goOn();
  }

  removed(one) {
    this.transfers = this.transfers.filter((each) => each !== one);
    if (!this.waiting) delete this.dataset.waiting;
    this.#remember();
    this.say(`${one.file.name} is removed.`);
    this.input?.focus();
  }

  say(text) {
    if (this.voice) this.voice.textContent = text;
  }

  // Whether the form may go; if not, it goes by itself when the last file is there.
  hold(submitter) {
    const wrong = this.transfers.find((one) => one.state === "failed");
    if (wrong) {
      this.dataset.waiting = `${wrong.file.name} was not taken. Remove it or choose another, then send again.`;
      this.say(this.dataset.waiting);
      wrong.drop.focus();
      return true;
    }
    if (!this.transfers.some((one) => one.state !== "done")) return false;
    this.waiting = submitter ?? this.closest("form");
    this.say("Sent as soon as all files are there.");
    this.dataset.waiting = "Sent as soon as all files are there.";
    return true;
  }

  #goOn() {
    const { waiting } = this;
    this.waiting = null;
    delete this.dataset.waiting;
    if (!waiting?.isConnected || this.transfers.some((one) => one.state === "failed")) return;
    const form = waiting.form ?? waiting;
    form.requestSubmit(waiting === form ? undefined : waiting);
  }
}

customElements.define("resumable-upload", ResumableUpload);

document.addEventListener(
  "submit",
  (event) => {
    const held = [...event.target.querySelectorAll("resumable-upload")].filter((one) => one.hold(event.submitter));
    if (!held.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
