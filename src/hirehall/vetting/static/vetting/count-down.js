// <count-down data-seconds="1180" data-over="/sittings/…/">: how long a test still runs, by the hall's clock; at the end
// the page that says so is opened. Without scripts the time until which it runs stands beside it.
class CountDown extends HTMLElement {
  #timer = 0;
  #until = 0;

  connectedCallback() {
    this.setAttribute("role", "timer");
    this.#until = performance.now() + Number(this.dataset.seconds) * 1000;
    this.#timer = setInterval(() => this.#show(), 1000);
    this.#show();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  static get observedAttributes() {
    return ["data-seconds"];
  }

  attributeChangedCallback() {
    this.#until = performance.now() + Number(this.dataset.seconds) * 1000;
  }

  #show() {
    const left = Math.max(0, Math.round((this.#until - performance.now()) / 1000));
    this.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0 || this.dataset.told) return;
    this.dataset.told = "yes";
    clearInterval(this.#timer);
    location.assign(this.dataset.over);
  }
}
if (!customElements.get("count-down")) customElements.define("count-down", CountDown);
