// <row-list data-most="12" data-one="milestone">: rows are added and removed in the page. Its buttons submit the form
// where this does not run, and the hall answers with a row more or less.
const CONTROLS = "input, select, textarea";

class RowList extends HTMLElement {
  #press = (event) => {
    const button = event.target.closest("button[name=more_rows], button[name=fewer_rows]");
    if (!button || !this.#rows.length) return;
    event.preventDefault();
    if (button.name === "more_rows") this.#add();
    else this.#remove(button.closest("li"));
    this.querySelector(CONTROLS)?.dispatchEvent(new Event("input", { bubbles: true }));
  };

  connectedCallback() {
    this.addEventListener("click", this.#press);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#press);
  }

  get #rows() {
    return [...this.querySelectorAll(":scope > ol > li")];
  }

  #add() {
    const row = this.#rows.at(-1).cloneNode(true);
    this.#clear(row);
    this.querySelector("ol").append(row);
    this.#number();
    row.querySelector(CONTROLS).focus();
    this.#say(`Row ${this.#rows.length} is added.`);
  }

  #remove(row) {
    const rows = this.#rows;
    const number = rows.indexOf(row) + 1;
    if (rows.length === 1) {
      this.#clear(row);
      row.querySelector(CONTROLS).focus();
    } else {
      const next = rows[number] ?? rows[number - 2];
      row.remove();
      this.#number();
      next.querySelector(CONTROLS).focus();
    }
    this.#say(`Row ${number} is removed.`);
  }

  #clear(row) {
    for (const control of row.querySelectorAll(CONTROLS)) {
      if (control.tagName === "SELECT") control.selectedIndex = 0;
      else control.value = "";
      control.removeAttribute("autofocus");
      control.removeAttribute("aria-invalid");
    }
    for (const wrong of row.querySelectorAll(".errors, .error-summary")) wrong.remove();
  }

  #number() {
    const rows = this.#rows;
    rows.forEach((row, index) => {
      for (const named of row.querySelectorAll("[data-label]")) {
        named.setAttribute("aria-label", `${named.dataset.label} ${index + 1}`);
      }
      for (const named of row.querySelectorAll("[data-number]")) {
        named.textContent = `${named.dataset.number} ${index + 1}`;
      }
      // Fields with labels of their own carry the row's number in their ids: id_r0_…
      for (const one of row.querySelectorAll("[id], [for], [aria-describedby]")) {
        for (const name of ["id", "for", "aria-describedby"]) {
          const before = one.getAttribute(name);
          if (before) one.setAttribute(name, before.replace(/\bid_r\d+_/g, `id_r${index}_`));
        }
      }
      const button = row.querySelector("button[name=fewer_rows]");
      button.value = `${button.value.split(":")[0]}:${index}`;
    });
    this.querySelector("button[name=more_rows]").hidden = rows.length >= Number(this.dataset.most);
  }

  #say(text) {
    this.querySelector(":scope > [role=status]").textContent = text;
  }
}

customElements.define("row-list", RowList);
