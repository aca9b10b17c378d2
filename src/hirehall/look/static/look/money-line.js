// <money-line data-quote="/address" data-for="id_amount">: asks the hall what an amount means, while it is typed.
const DELAY = 250;

class MoneyLine extends HTMLElement {
  #asking = null;
  #timer = 0;
  #field = null;
  #ask = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(), DELAY);
  };

  connectedCallback() {
    this.setAttribute("aria-live", "polite");
    this.#field = document.getElementById(this.dataset.for);
    this.#field?.addEventListener("input", this.#ask);
    if (this.#field?.value && this.dataset.eager !== undefined) this.#ask();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#field?.removeEventListener("input", this.#ask);
  }

  async #fetch() {
    this.#asking?.abort();
    this.#asking = new AbortController();
    const address = new URL(this.dataset.quote, location.href);
    const form = this.#field.form;
    for (const name of (this.dataset.with || "").split(" ").filter(Boolean)) {
      const value = form ? new FormData(form).get(name) : null;
      if (value) address.searchParams.set(name, value);
    }
    address.searchParams.set(this.dataset.name || "amount", this.#field.value);
    try {
      const response = await fetch(address, {
        signal: this.#asking.signal,
        headers: { Accept: "text/html" },
      });
      if (!response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const line = page.querySelector("[data-quote-line]");
      if (line) this.replaceChildren(document.importNode(line, true));
    } catch (error) {
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    }
  }
}

customElements.define("money-line", MoneyLine);
