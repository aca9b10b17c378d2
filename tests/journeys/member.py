"""One person at one browser, doing what people do: reading labels, filling fields, pressing buttons."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from django.core import mail
from playwright.sync_api import Browser, Locator, Page, expect

from hirehall.foundation import jobs
from tests.journeys.conftest import listen

PASSWORD = "seven quiet harbours"
Named = str | re.Pattern[str]
UNDER_WAY = """
const main = (event) => event.detail.ctx.target?.id === "main";
document.addEventListener("htmx:before:request", (event) => { if (main(event)) window.underWay = true; });
for (const over of ["htmx:finally:request", "htmx:error", "look:swapped"]) {
  document.addEventListener(over, () => { window.underWay = false; });
}
"""
"""In the page: whether the next one is being fetched and put into this one's place."""


class Member:
    """A browser of one's own, with or without JavaScript.

    Every verb that touches the page is one of ``activate``, ``write``, ``tick``, ``select`` and ``attach``, so
    that a member with other hands (``Typist``) replaces only those.
    """

    def __init__(self, browser: Browser, home: str, heard: list[str], *, scripts: bool = True) -> None:
        self.home = home
        context = browser.new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 900})
        context.set_default_timeout(30_000)
        self.scripts = scripts
        if scripts:
            context.add_init_script(UNDER_WAY)
        self.page: Page = context.new_page()
        self.page.on("console", partial(listen, heard))
        self.page.on("pageerror", lambda error: heard.append(str(error)))

    def close(self) -> None:
        self.page.context.close()

    def activate(self, target: Locator) -> None:
        target.click()
        self.arrive()

    def arrive(self) -> None:
        """Wait for the page that a press has asked for: until it stands, what is written goes into the old one."""
        self.page.wait_for_load_state()
        if self.scripts:
            self.page.wait_for_function("() => !window.underWay")

    def say_yes(self, answer: Named = re.compile("Pause|End|Yes|Go ahead")) -> None:
        """Answer the dialog that a weighty button opens."""
        self.activate(self.page.get_by_role("dialog").get_by_role("button", name=answer).first)

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def tick(self, target: Locator) -> None:
        """Check a box, or choose one of several."""
        target.check()

    def select(self, name: str, label: str) -> None:
        self.page.locator(f"#id_{name}").select_option(label=label)

    def attach(self, name: str, file: Path) -> None:
        self.page.locator(f"#id_{name}").set_input_files(file)

    def open(self, path: str) -> None:
        """Type an address, or open a link from a mail."""
        self.page.goto(self.home + path)

    def press(self, name: Named) -> None:
        """Press the button, or follow the link, of that name in the page."""
        main = self.page.locator("main")
        self.activate(main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first)

    def press_last(self, name: Named) -> None:
        self.activate(self.page.locator("main").get_by_role("button", name=name).last)

    def follow(self, name: Named) -> None:
        """Follow a link of the frame around the page."""
        self.activate(self.page.locator("#top").get_by_role("link", name=name).first)

    def follow_in_menu(self, name: str) -> None:
        """Open one's own menu and follow a link in it."""
        self.activate(self.page.locator("#top").get_by_label("Your menu"))
        self.follow(name)

    def go_home(self) -> None:
        """To one's own first page, by the sign of the hall."""
        self.activate(self.page.locator("#top .brand"))
        expect(self.page).to_have_url(re.compile("/home/$"))
        self.sees("Hello, ")

    def fill(self, **fields: str) -> None:
        """Fill fields by their ids, without ``id_``."""
        for name, value in fields.items():
            self.write(self.page.locator(f"#id_{name.replace('__', '-')}"), value)

    def fill_rows(self, name: str, *values: str) -> None:
        """Fill a list of rows, one value a row."""
        for number, value in enumerate(values):
            self.write(self.page.locator(f"[name='{name}']").nth(number), value)

    def unfold(self, text: str) -> None:
        """Open what is folded away under these words."""
        self.activate(self.page.locator("main summary", has_text=text))

    def choose(self, name: str, value: str) -> None:
        self.tick(self.page.locator(f"input[name='{name}'][value='{value}']"))

    def sees(self, text: Named) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    def join(self, name: str, side: str) -> None:
        """Join with e-mail and password, and confirm the address from the mail."""
        email = name.lower().replace(" ", ".") + "@example.org"
        self.sees("One log-in, two hats")
        self.choose("side", side)
        self.fill(name=name, email=email, password1=PASSWORD)
        self.press("Join")
        self.sees("Look into your mail")
        jobs.drain()
        self.open(_link_to(email))
        self.press("Yes, confirm")
        expect(self.page).to_have_url(re.compile("/home/"))


def _link_to(email: str) -> str:
    message = next(message for message in reversed(mail.outbox) if email in message.to)
    found = re.search(r"https?://[^/\s]+(/\S*confirm\S*)", str(message.body))
    assert found is not None, message.body
    return found[1]
