/* Marks what has to be asked about its contrast, and answers which colours were met that were not known.

   Whether a text can be read follows from its colour, its size and weight, and everything that is painted beneath it.
   One of several texts that share all of that is enough, on this page and on the next. That holds only for plain ones:
   whatever may be excused (what is off, what names it), may be cut, hidden from the eye or covered is always asked
   about, and answers for nobody else. */
(known) => {
  const met = new Set(known);
  const fresh = new Set();
  const styles = new Map();
  const style = (element) => styles.get(element) ?? styles.set(element, getComputedStyle(element)).get(element);
  const boxes = new Map();
  const box = (element) => boxes.get(element) ?? boxes.set(element, element.getBoundingClientRect()).get(element);
  const above = (element) => {
    const found = [];
    for (let one = element; one; one = one.parentElement) found.push(one);
    return found;
  };
  const everything = [...document.body.querySelectorAll("*")];
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const holds = (a, b) => a.left <= b.left && b.right <= a.right && a.top <= b.top && b.bottom <= a.bottom;
  const raised = everything.filter(
    (one) => style(one).position !== "static" || style(one).float !== "none" || style(one).transform !== "none"
      || parseFloat(style(one).marginTop) < 0 || parseFloat(style(one).marginLeft) < 0
      || parseFloat(style(one).marginBottom) < 0 || parseFloat(style(one).marginRight) < 0,
  );
  const painted = (one) => {
    const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, backdropFilter } = style(one);
    const told = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode, backdropFilter].join(" ");
    return told === "rgba(0, 0, 0, 0) none 1 none normal none" ? [] : [told];
  };
  const ornament = (one) => ["::before", "::after"].some((part) => {
    const { content, backgroundColor, backgroundImage, position } = getComputedStyle(one, part);
    return content !== "none" && content !== "normal"
      && (position !== "static" || backgroundImage !== "none" || backgroundColor !== "rgba(0, 0, 0, 0)");
  });
  const ornaments = new Map();
  const ornamented = (one) => ornaments.get(one) ?? ornaments.set(one, ornament(one)).get(one);
  const off = "[disabled], [aria-disabled], [inert], [aria-hidden], :disabled";
  const digest = (text) => {  // fifty-three bits are enough to tell a few thousand colours apart
    let [a, b] = [0xdeadbeef, 0x41c6ce57];
    for (let place = 0; place < text.length; place += 1) {
      const code = text.charCodeAt(place);
      [a, b] = [Math.imul(a ^ code, 2654435761), Math.imul(b ^ code, 1597334677)];
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
  };
  const excused = (one) => one.closest(off) || one.closest("label")?.control?.closest(off);
  const names = new Set([...document.querySelectorAll("[aria-labelledby]")].flatMap(
    (one) => one.getAttribute("aria-labelledby").split(/\s+/),
  ));
  const page = { left: 0, top: -scrollY, right: document.documentElement.clientWidth,
    bottom: document.documentElement.scrollHeight - scrollY };
  const plain = (element, text, line) => {
    const here = box(element);
    return /[\p{L}\p{N}]{2}/u.test(text) && here.width >= 8 && here.height >= 8 && holds(page, here)
      && !excused(element)
      && line.every((one) => !names.has(one.id) && !ornamented(one) && style(one).clipPath === "none"
        && style(one).clip === "auto" && style(one).visibility === "visible"
        && (one === document.documentElement || one === document.body || style(one).overflow === "visible"
          || holds(box(one), here)))
      && !raised.some((one) => meets(box(one), here) && !one.contains(element));
  };
  for (const element of everything) {
    const text = [...element.childNodes].filter((one) => one.nodeType === 3).map((one) => one.data).join("").trim();
    const field = element.matches("input, select, textarea, button, option");
    element.toggleAttribute("data-ask-colours", field || text !== "");
    if (field || !text) continue;
    const line = above(element);
    if (!plain(element, text, line)) continue;
    const { color, fontSize, fontWeight, textShadow, webkitTextStrokeWidth } = style(element);
    const told = [color, fontSize, fontWeight, textShadow, webkitTextStrokeWidth, ...line.flatMap(painted)].join("; ");
    const short = digest(told);
    if (met.has(short) || fresh.has(short)) element.removeAttribute("data-ask-colours");
    else fresh.add(short);
  }
  document.body.toggleAttribute("data-ask-colours", true);
  return [...fresh];
}
