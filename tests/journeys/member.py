"""One person at one browser, doing what people do: reading labels, filling fields, pressing buttons."""

from __future__ import annotations

import re
from functools import partial

from django.core import mail
from playwright.sync_api import Browser, Page, expect

from hirehall.foundation import jobs
from tests.journeys.conftest import listen

PASSWORD = "seven quiet harbours"


class Member:
    """A browser of one's own, with or without JavaScript."""

    def __init__(self, browser: Browser, home: str, heard: list[str], *, scripts: bool = True) -> None:
        self.home = home
        context = browser.new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 900})
        context.set_default_timeout(15_000)
        self.page: Page = context.new_page()
        self.page.on("console", partial(listen, heard))
        self.page.on("pageerror", lambda error: heard.append(str(error)))

    def close(self) -> None:
        self.page.context.close()

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press the button, or follow the link, of that name."""
        main = self.page.locator("main")
        target = main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first
        target.click()
        self.page.wait_for_load_state()

    def fill(self, **fields: str) -> None:
        """Fill fields by their ids, without ``id_``."""
        for name, value in fields.items():
            self.page.locator(f"#id_{name.replace('__', '-')}").fill(value)

    def fill_rows(self, name: str, *values: str) -> None:
        """Fill a list of rows, one value a row."""
        for number, value in enumerate(values):
            self.page.locator(f"[name='{name}']").nth(number).fill(value)

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    def join(self, name: str, side: str) -> None:
        """Join with e-mail and password, and confirm the address from the mail."""
        email = name.lower().replace(" ", ".") + "@example.org"
        self.go(f"/account/signup/?side={side}")
        self.page.locator(f"input[name='side'][value='{side}']").check()
        self.fill(name=name, email=email, password1=PASSWORD)
        self.press("Join")
        self.sees("Look into your mail")
        jobs.drain()
        self.page.goto(self.home + _link_to(email))
        self.press("Yes, confirm")
        expect(self.page).to_have_url(re.compile("/home/"))


def _link_to(email: str) -> str:
    message = next(message for message in reversed(mail.outbox) if email in message.to)
    found = re.search(r"https?://[^/\s]+(/\S*confirm\S*)", str(message.body))
    assert found is not None, message.body
    return found[1]
