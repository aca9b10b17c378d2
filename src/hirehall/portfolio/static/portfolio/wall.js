// The wall without a new page: more of it is put below what is there, and a like changes in its place.
async function more(link) {
  const wall = document.querySelector(link.dataset.more);
  const place = link.parentElement;
  link.setAttribute("aria-busy", "true");
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    location.assign(link.href);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const shots = [...page.querySelectorAll(`${link.dataset.more} > li`)].filter((one) => !document.getElementById(one.id));
  wall.append(...shots);
  place.replaceChildren(...(page.getElementById(place.id)?.childNodes || []));
  const said = place.querySelector("[role=status]");
  if (said) said.textContent = `${shots.length} more`;
  shots[0]?.querySelector("a")?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-more]") : null;
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (link.getAttribute("aria-busy") !== "true") more(link);
}, true);

async function like(form) {
  const button = form.querySelector("button");
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
  });
  if (!answer.ok || !(answer.headers.get("content-type") || "").startsWith("application/json")) {
    form.submit();
    return;
  }
  const { liked, likes } = await answer.json();
  button.setAttribute("aria-pressed", String(liked));
  button.querySelector(".number").textContent = likes;
  form.elements.like.value = liked ? "0" : "1";
}

document.addEventListener("submit", (event) => {
  if (!(event.target instanceof HTMLFormElement) || !event.target.matches("form[data-like]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  like(event.target);
}, true);
