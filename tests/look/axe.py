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
from urllib.parse import urlsplit

from axe_playwright_python import sync_playwright as axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
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
SEEN = [(320, ""), (390, "light"), (390, "dark"), (1280, "dark"), (1280, "light"), (768, "")]
"""Widths on one loaded page, in the order that repaints least; where a scheme stands, axe looks too."""
HERE = Path(__file__).parent
MARK = (HERE / "colours.js").read_text(encoding="utf-8")
VIEW = (HERE / "view.js").read_text(encoding="utf-8").replace('"colours.js"', MARK.strip())
COLOURS = ("color-contrast", "link-in-text-block")
"""All that another scheme can change: in the dark, axe runs these rules only."""
MET: set[str] = set()
"""Colours on their grounds that axe was asked about in this process, on whatever page."""


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
    browser: Browser,
    base_url: str,
    paths: Sequence[str],
    *,
    session: str | None = None,
    status: int = 200,
) -> list[str]:
    """Everything that is wrong with these pages, one line each; nothing wrong is an empty list.

    Each page is loaded once, under the real policy: nothing in the console, no failed request, the status that is
    expected, and no other page than the one that was asked for. Then it is seen at each width and in each scheme.
    """
    found: list[str] = []
    made = context(browser, base_url, session=session, reduced_motion="reduce", color_scheme="light")
    page = made.new_page()
    page.add_init_script(AXE)
    listen(page, found, status)
    for path in paths:
        page.set_viewport_size({"width": SEEN[0][0], "height": 900})
        answer = page.goto(path)
        if answer is None or answer.status != status:
            found.append(f"{path}: answered {answer.status if answer else 'nothing'}")
        elif urlsplit(page.url).path != urlsplit(path).path:
            found.append(f"{path}: led to {page.url}")
        found += [f"{path} {line}" for line in seen(page, MET)]
    made.close()
    return found


def seen(page: Page, met: set[str]) -> list[str]:
    """What is wrong with the page as it stands, at every width and in both schemes; it is left in the light.

    Args:
        met: colours on their grounds that axe was asked about before; those of this page are added.
    """
    found = []
    before = (0, "light")
    for width, scheme in SEEN:
        if width != before[0]:
            page.set_viewport_size({"width": width, "height": 900})
        if scheme and scheme != before[1]:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        before = (width, scheme or before[1])
        rules = (COLOURS if scheme == "dark" else ()) if scheme else None
        wide, lines = _view(page, rules, met)
        if wide > width:
            found.append(f"{width}: {wide} px wide")
        found += [f"{width} {scheme}: {line}" for line in lines]
    return found


def violations(page: Page, only: Sequence[str] = (), met: set[str] | None = None) -> list[str]:
    """What axe says about the page as it stands now.

    Args:
        only: the rules to ask, all if none.
        met: as for ``seen``; contrast takes two thirds of axe's time, and most texts of a page look like another.
    """
    return _view(page, only, set() if met is None else met)[1]


def _view(page: Page, rules: Sequence[str] | None, met: set[str]) -> tuple[int, list[str]]:
    """How wide the page is, and what axe says by these rules: by all where none is named, nothing where it is None."""
    if rules is not None and not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    told = page.evaluate(VIEW, {"rules": None if rules is None else list(rules), "known": sorted(met)})
    met.update(told["met"])
    return told["wide"], told["found"]


def listen(page: Page, found: list[str], status: int = 200) -> None:
    """Write into ``found`` what the page complains about. The events process does not run in tests.

    Args:
        status: what the page itself answers; where that is an error, the browser's own line about it is no complaint.
    """
    own = f"status of {status}" if status >= 400 else "no such status"
    page.on(
        "console",
        lambda said: (
            found.append(f"{page.url}: console {said.text} {said.location.get('url', '')}")
            if said.type == "error" and "/events" not in str(said.location) and own not in said.text
            else None
        ),
    )
    page.on("pageerror", lambda error: found.append(f"{page.url}: error {error}"))
