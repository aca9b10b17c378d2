// <live-notices data-state="…" data-events="…">: unread counts stay true, by events or by asking every 25 seconds.
const EVERY = 25_000;

class LiveNotices extends HTMLElement {
  #source = null;
  #timer = 0;
  #tag = "";
  #seen = () => {
    if (!document.hidden) this.#ask();
  };

  connectedCallback() {
    document.addEventListener("visibilitychange", this.#seen);
    this.#listen();
    this.#later();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#seen);
    this.#source?.close();
    clearTimeout(this.#timer);
  }

  #listen() {
    if (!this.dataset.events || !globalThis.EventSource) return;
    this.#source = new EventSource(this.dataset.events, { withCredentials: true });
    // Nobody looks at a hidden page: what it would fetch again is not seen, and asks when it is shown.
    this.#source.onmessage = this.#seen;
    this.#source.addEventListener("told", this.#seen);
    this.#source.onerror = () => this.#source.readyState === EventSource.CLOSED && (this.#source = null);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (document.hidden ? this.#later() : this.#ask()), EVERY);
  }

  async #ask() {
    this.#later();
    try {
      const headers = this.#tag ? { "If-None-Match": this.#tag } : {};
      const response = await fetch(this.dataset.state, { headers, cache: "no-store" });
      if (response.status !== 200) return;
      this.#tag = response.headers.get("etag") || "";
      this.#show(await response.json());
    } catch {
      // Offline: the next round asks again.
    }
  }

  #show(state) {
    for (const place of document.querySelectorAll("[data-unread]")) {
      const count = Number(state[place.dataset.unread] ?? 0);
      place.hidden = count === 0;
      const number = place.querySelector("[data-number]");
      if (number) number.textContent = String(count);
    }
    document.body.dispatchEvent(new CustomEvent("hall:told", { bubbles: true, detail: state }));
  }
}

customElements.define("live-notices", LiveNotices);
