// <work-timer data-contract data-started>: shows how long it runs. A stop without a connection is kept here with its
// moment, also over a reload, and sent when the connection is back; without this the form stops it as ever.
class WorkTimer extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.say = this.querySelector("[data-say]");
    if (!this.form || !this.say) return;
    this.kept = `timer:${this.dataset.contract}:${this.dataset.started}`;
    this.whenBack = () => this.send();
    addEventListener("online", this.whenBack);
    this.form.addEventListener("submit", (event) => this.keep(event), true);
    this.ticking = setInterval(() => this.show(), 10_000);
    this.show();
    this.send();
  }

  disconnectedCallback() {
    clearInterval(this.ticking);
    removeEventListener("online", this.whenBack);
  }

  show() {
    if (localStorage.getItem(this.kept)) return;
    const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(this.dataset.started)) / 60_000));
    const text = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")} h so far`;
    if (this.say.textContent !== text) this.say.textContent = text;
  }

  keep(event) {
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!localStorage.getItem(this.kept)) localStorage.setItem(this.kept, new Date().toISOString());
    this.say.textContent = "Stopped. There is no connection now; it is sent when it is back.";
  }

  send() {
    const stopped = localStorage.getItem(this.kept);
    if (!stopped || !navigator.onLine) return;
    this.form.elements.stopped_at.value = stopped;
    localStorage.removeItem(this.kept);
    this.form.requestSubmit();
  }
}
customElements.define("work-timer", WorkTimer);
