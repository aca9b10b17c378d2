// <money-line data-quote="/address" data-for="id_amount">: asks the hall what an amount means, while it is typed.
// <money-line data-quote="/address" data-send="amount plan_amount">: the same for several fields of its form.
const DELAY = 250;

class MoneyLine extends HTMLElement {
  #asking = null;
  #timer = 0;
  #watched = null;
  #field = null;
  #ask = (event) => {
    if (!this.#field && !this.#names.includes(event.target.name)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(), DELAY);
  };

  connectedCallback() {
    if (!this.querySelector("[data-quote-part]")) this.setAttribute("aria-live", "polite");
    this.#field = this.dataset.for ? document.getElementById(this.dataset.for) : null;
    this.#watched = this.#field ?? (this.dataset.send ? this.closest("form") : null);
    this.#watched?.addEventListener("input", this.#ask);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#watched?.removeEventListener("input", this.#ask);
  }

  get #names() {
    return (this.dataset.send ?? "").split(" ").filter(Boolean);
  }

  #address() {
    const address = new URL(this.dataset.quote, location.href);
    if (this.#field) {
      address.searchParams.set("amount", this.#field.value);
      return address;
    }
    const typed = new FormData(this.#watched);
    for (const name of this.#names) for (const value of typed.getAll(name)) address.searchParams.append(name, value);
    return address;
  }

  async #fetch() {
    this.#asking?.abort();
    this.#asking = new AbortController();
    try {
      const response = await fetch(this.#address(), {
        signal: this.#asking.signal,
        headers: { Accept: "text/html" },
      });
      if (response.ok) this.#show(new DOMParser().parseFromString(await response.text(), "text/html"));
    } catch (error) {
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    }
  }

  #show(page) {
    const line = page.querySelector("[data-quote-line]");
    if (line) this.replaceChildren(document.importNode(line, true));
    for (const part of this.querySelectorAll("[data-quote-part]")) {
      const found = page.querySelector(`[data-quote-part="${part.dataset.quotePart}"]`);
      if (found) part.replaceChildren(...document.importNode(found, true).childNodes);
    }
  }
}

customElements.define("money-line", MoneyLine);
