"""Looks at pages as a browser and as axe do: 1280 and 390 px, light and dark, and no sideways scroll anywhere.

with open_browser() as browser:
    assert look_at(browser, live_server.url, ["/", "/briefs/"], session=session_of(person)) == []
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python import sync_playwright as axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = os.environ.get("HIREHALL_CHROMIUM", "/usr/bin/chromium-headless-shell")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AXE = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SEEN = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
SCROLLED = (320, 390, 768, 1280)
SETTLE_MS = 80


def browser_is_here() -> bool:
    return Path(CHROMIUM).exists()


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless Chromium of the system."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def context(browser: Browser, base_url: str, *, session: str | None = None, **options: Any) -> BrowserContext:
    """A context, signed in by the cookie of ``session``."""
    made = browser.new_context(base_url=base_url, **options)
    if session:
        made.add_cookies([{"name": "sessionid", "value": session, "url": base_url}])
    return made


def look_at(
    browser: Browser, base_url: str, paths: Sequence[str], *, session: str | None = None
) -> list[str]:
    """Everything that is wrong with these pages, one line each; nothing wrong is an empty list."""
    found: list[str] = []
    for width, scheme in SEEN:
        found += _with_axe(browser, base_url, paths, session, width, scheme)
    found += _as_people_do(browser, base_url, paths, session)
    return found


def _with_axe(
    browser: Browser, base_url: str, paths: Sequence[str], session: str | None, width: int, scheme: str
) -> list[str]:
    """axe is injected, so the policy is off in this context, and only here."""
    found = []
    made = context(
        browser,
        base_url,
        session=session,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,
    )
    page = made.new_page()
    for path in paths:
        page.goto(path)
        page.wait_for_timeout(SETTLE_MS)
        found += [f"{path} {width} {scheme}: {line}" for line in violations(page)]
    made.close()
    return found


def violations(page: Page) -> list[str]:
    """What axe says about the page as it stands now."""
    page.evaluate(AXE)
    result = page.evaluate("() => axe.run()")
    return [
        f"{one['id']}: {node['html'][:120]} {' '.join(check['message'] for check in node['any'])[:160]}"
        for one in result["violations"]
        for node in one["nodes"]
    ]


def _as_people_do(browser: Browser, base_url: str, paths: Sequence[str], session: str | None) -> list[str]:
    """Under the real policy: nothing in the console, no failed request, no sideways scroll."""
    found: list[str] = []
    made = context(browser, base_url, session=session, viewport={"width": SCROLLED[0], "height": 900})
    page = made.new_page()
    listen(page, found)
    for path in paths:
        answer = page.goto(path)
        if answer is None or answer.status >= 400:
            found.append(f"{path}: answered {answer.status if answer else 'nothing'}")
        for width in SCROLLED:
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(SETTLE_MS)
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{path} {width}: {wide} px wide")
    made.close()
    return found


def listen(page: Page, found: list[str]) -> None:
    """Write into ``found`` what the page complains about. The events process does not run in tests."""
    page.on(
        "console",
        lambda said: (
            found.append(f"{page.url}: console {said.text} {said.location.get('url', '')}")
            if said.type == "error" and "/events" not in str(said.location)
            else None
        ),
    )
    page.on("pageerror", lambda error: found.append(f"{page.url}: error {error}"))
