// Before and after: two pictures side by side become one with a slider, which a keyboard moves as well.
class BeforeAfter extends HTMLElement {
  connectedCallback() {
    if (this.classList.contains("is-live")) return;
    const label = document.createElement("label");
    const says = document.createElement("span");
    says.className = "unseen";
    says.textContent = "How much of “before” is shown";
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: "0", max: "100", value: "50", step: "1" });
    slider.addEventListener("input", () => {
      this.style.setProperty("--at", `${slider.value}%`);
      slider.setAttribute("aria-valuetext", `${slider.value} % before, ${100 - slider.value} % after`);
    });
    label.append(says, slider);
    this.append(label);
    this.classList.add("is-live");
  }
}

customElements.define("before-after", BeforeAfter);
