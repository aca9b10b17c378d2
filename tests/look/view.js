/* One look at the page as it stands: once it has settled, how wide it is, and what axe finds where rules are given. */
async ({ rules, known }) => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const wide = document.documentElement.scrollWidth;
  if (rules === null) return { wide, met: [], found: [] };
  const mark = "colours.js";
  const met = mark(known);
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-ask-colours]" }] });
  const told = await axe.run(document, {
    resultTypes: ["violations"],
    preload: false,
    ...(rules.length ? { runOnly: { type: "rule", values: rules } } : {}),
  });
  const found = told.violations.flatMap(({ id, nodes }) => nodes.map(
    ({ html, any }) => `${id}: ${html.slice(0, 120)} ${any.map((one) => one.message).join(" ").slice(0, 160)}`,
  ));
  return { wide, met, found };
}
