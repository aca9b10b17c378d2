"""A member whose only tool is the keyboard: no click, no filling by script, no focus set from outside."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import ElementHandle, Locator, expect

from tests.journeys.member import Member

MOST_STOPS = 160  # more presses of Tab than any page needs

# What a person sees of the focus now. Read only: nothing in the page is touched.
LOOK = """target => {
  const here = document.activeElement;
  if (!here || here === document.body || here.id === "main") return { stop: "", wrong: "", gone: !target.isConnected };
  const name = `${here.tagName.toLowerCase()} “${(here.innerText || here.ariaLabel || here.name || "").slice(0, 40)}”`;
  const hasRing = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const ringed = hasRing(here) || hasRing(here.parentElement);  // a search field is ringed with its button
  const box = here.getBoundingClientRect();
  const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  const at = (x, y) => {
    const found = document.elementFromPoint(
      Math.min(Math.max(x, 1), innerWidth - 2), Math.min(Math.max(y, 1), innerHeight - 2));
    return found && (found === here || here.contains(found) || found.contains(here)
      || [...(here.labels || [])].some((label) => label.contains(found)));
  };
  const seen = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]]
    .some(([x, y]) => at(box.left + box.width * x, box.top + box.height * y));
  const wrong = !ringed ? "has no visible focus" : !inside ? "is out of sight" : !seen ? "is covered" : "";
  const before = target.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING;
  const reached = here === target, gone = !target.isConnected;
  return { stop: name, reached, wrong, before: Boolean(before), tag: here.className, gone };
}"""


class Typist(Member):
    """Tab, Shift+Tab, Enter, Space, arrows and letters. At each stop the focus must be there to see."""

    def reach(self, target: Locator) -> None:
        """Move the focus to ``target`` as a person would, looking where it is after every press."""
        expect(target).to_be_visible()
        element = target.element_handle()
        now = self._look(element)
        for _ in range(MOST_STOPS):
            if now["reached"]:
                return
            if now["tag"] == "skip" and self._is_in_main(target):
                self.page.keyboard.press("Enter")
            self.page.keyboard.press("Shift+Tab" if now["before"] else "Tab")
            now = self._look(element)
            if now["gone"]:  # the page was renewed under our hands
                element = target.element_handle()
        raise AssertionError(f"the keyboard does not reach {target} at {self.page.url}")

    def activate(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")
        self.arrive()

    def write(self, target: Locator, text: str) -> None:
        self.reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        expect(target).to_have_value(text)

    def tick(self, target: Locator) -> None:
        """Space ticks a box; among several choices the arrows go from one to the next."""
        if target.get_attribute("type") == "checkbox":
            self.reach(target)
            self.page.keyboard.press("Space")
        elif not target.is_checked():
            self._choose(target)
        expect(target).to_be_checked()

    def _choose(self, target: Locator) -> None:
        group = self.page.locator(f"input[type=radio][name='{target.get_attribute('name')}']")
        chosen = [radio for radio in group.all() if radio.is_checked()]
        self.reach(chosen[0] if chosen else group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
            self._look(target.element_handle())

    def select(self, name: str, label: str) -> None:
        box = self.page.locator(f"#id_{name}")
        self.reach(box)
        self.page.keyboard.type(label)
        expect(box.locator("option:checked")).to_have_text(label)

    def attach(self, name: str, file: Path) -> None:
        """Open the system's own window for files by keyboard; what happens inside it is not ours."""
        field = self.page.locator(f"#id_{name}")
        self.page.once("filechooser", lambda window: window.set_files(file))
        self.reach(field)
        self.page.keyboard.press("Space")
        if self.page.evaluate("Boolean(customElements.get('resumable-upload'))"):  # it went ahead of its form
            expect(self.page.locator(".upload[data-state=done]").last).to_contain_text(file.name)
        else:
            expect(field).to_have_value(re.compile(re.escape(file.name)))

    def _look(self, target: ElementHandle) -> dict[str, object]:
        now: dict[str, object] = self.page.evaluate(LOOK, target)
        assert not now["wrong"], f"{self.page.url}: {now['stop']} {now['wrong']}"
        return {"reached": False, "before": False, "tag": "", **now}

    def _is_in_main(self, target: Locator) -> bool:
        return bool(target.evaluate("element => Boolean(element.closest('main'))"))
