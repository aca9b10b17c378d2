"""Pictures of the real product for README and docs: a fresh demo, a headless browser, the pages as they are.

make pictures            (or: python -m tools.pictures --url http://127.0.0.1:8000 for a running demo)
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.server import running
from hirehall.wiring.demo.cast import PASSWORD

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
BROWSER = "/usr/bin/chromium-headless-shell"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
TALL = 1180  # where what a picture is about stands further down


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--url", default="", help="a running demo; a fresh one is made where this is left out"
    )
    chosen = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _address(chosen.url) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("BROWSER_PATH", BROWSER), args=FLAGS
        )
        _public(browser, address)
        _signed_in(browser, address)
        browser.close()


@contextmanager
def _address(url: str) -> Iterator[str]:
    if url:
        yield url.rstrip("/")
        return
    with running() as server:
        yield f"http://127.0.0.1:{server.port}"


def _public(browser: Browser, address: str) -> None:
    page = _page(browser, scheme="light", phone=False)
    for name, path in (
        ("find-freelancers", "/find/freelancers/"),
        ("comparison", "/freelancing-and-outsourcing/"),
    ):
        _take(page, address + path, name)
    _take(page, f"{address}/", "home", height=TALL)
    _take(page, address + _ordered_service(page, address), "service", height=TALL)
    _take(_page(browser, scheme="dark", phone=True), f"{address}/find/briefs/", "find-work-phone-dark")


def _signed_in(browser: Browser, address: str) -> None:
    client = _page(browser, scheme="light", phone=False)
    _sign_in(client, address, "client@harbour.example")
    _take(client, f"{address}/home/", "dashboard-client")
    _take(client, address + _busiest_contract(client, address), "contract")
    freelancer = _page(browser, scheme="light", phone=False)
    _sign_in(freelancer, address, "freelancer@harbour.example")
    _take(freelancer, f"{address}/money/", "money-freelancer")
    _take(freelancer, f"{address}/account/calendar/", "calendar", height=TALL)
    phone = _page(browser, scheme="dark", phone=True)
    _sign_in(phone, address, "client@harbour.example")
    _take(phone, address + _busiest_contract(phone, address), "contract-phone-dark")


def _page(browser: Browser, *, scheme: str, phone: bool) -> Page:
    context = browser.new_context(
        viewport=PHONE if phone else WIDE,  # type: ignore[arg-type]
        color_scheme="dark" if scheme == "dark" else "light",
        device_scale_factor=1,
        reduced_motion="reduce",
    )
    return context.new_page()


def _sign_in(page: Page, address: str, email: str) -> None:
    page.goto(f"{address}/account/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/home/")


def _ordered_service(page: Page, address: str) -> str:
    """The address of a service that was ordered more than once, or of the first one in the catalogue."""
    page.goto(f"{address}/services/")
    cards = page.locator("main .service-card")
    often = cards.filter(has_text=re.compile("[2-9] orders done"))
    return str((often if often.count() else cards).locator("a").first.get_attribute("href"))


def _busiest_contract(page: Page, address: str) -> str:
    """The address of a contract with work to look at, or of the first one in the list."""
    page.goto(f"{address}/my-orders/")
    links = page.locator("main a[href^='/contracts/milestone/']")
    found = links.evaluate_all("links => links.map(l => l.getAttribute('href'))")
    contracts = [href for href in found if href.count("/") == 4]
    if not contracts:
        raise RuntimeError("the demo's client has no contract to show")
    for href in contracts:
        page.goto(address + href)
        if page.locator("main a", has_text="Review delivery").count():
            return str(href)
    return str(contracts[0])


def _take(page: Page, address: str, name: str, *, height: int | None = None) -> None:
    usual = page.viewport_size
    if usual and height:
        page.set_viewport_size({"width": usual["width"], "height": height})
    page.goto(address)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png")
    if usual and height:
        page.set_viewport_size(usual)
    print(f"docs/pictures/{name}.png")  # noqa: T201 - the command's answer


if __name__ == "__main__":
    main()
