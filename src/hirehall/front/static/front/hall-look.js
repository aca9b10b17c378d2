// <hall-look data-hue="id" data-chroma="id" data-face="id">: shows a hall's colour and type on the page itself while it is chosen, and how
// well it can be read. Without scripts the form's "Show this look" does the same.
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

const luminance = (colour) => {
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data]
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

class HallLook extends HTMLElement {
  #fields = [];
  #before = "";
  #show = () => {
    const [hue, chroma, face] = this.#fields.map((field) => field.value);
    const root = document.documentElement;
    root.style.setProperty("--h", hue);
    root.style.setProperty("--c", chroma / 1000);
    root.dataset.type = face;
    for (const scheme of ["light", "dark"]) this.#measure(scheme);
  };

  connectedCallback() {
    const { hue, chroma, face } = this.dataset;
    this.#fields = [hue, chroma, face].map((id) => document.getElementById(id));
    this.#before = document.documentElement.dataset.type;
    for (const field of this.#fields) field?.addEventListener("input", this.#show);
  }

  disconnectedCallback() {
    for (const field of this.#fields) field?.removeEventListener("input", this.#show);
    document.documentElement.dataset.type = this.#before;
    for (const name of ["--h", "--c"]) document.documentElement.style.removeProperty(name);
  }

  #measure(scheme) {
    const probe = document.createElement("span");
    probe.hidden = true;
    probe.style.colorScheme = scheme;
    this.append(probe);
    for (const row of this.querySelectorAll("tr[data-front]")) {
      const [front, ground] = [row.dataset.front, row.dataset.ground].map((name) => {
        probe.style.color = `var(--${name})`;
        return luminance(getComputedStyle(probe).color);
      });
      const ratio = (Math.max(front, ground) + 0.05) / (Math.min(front, ground) + 0.05);
      row.querySelector(`[data-scheme="${scheme}"]`).textContent = ratio.toFixed(1);
    }
    probe.remove();
  }
}

customElements.define("hall-look", HallLook);
