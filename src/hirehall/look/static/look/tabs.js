// A row of tabs that is wider than the screen shows the one that is open, in the middle, without moving the page.
function showCurrent() {
  for (const row of document.querySelectorAll(".tabs")) {
    const current = row.querySelector("[aria-current]");
    if (!current || row.scrollWidth <= row.clientWidth) continue;
    const here = current.getBoundingClientRect(), all = row.getBoundingClientRect();
    row.scrollLeft += here.left + here.width / 2 - (all.left + all.width / 2);
  }
}

document.addEventListener("look:swapped", showCurrent);
document.fonts?.ready.then(showCurrent);
showCurrent();
