"""Texts that look alike are asked about once, and whatever differs is still found."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.look.axe import seen, violations

pytestmark = pytest.mark.journey

STYLE = """
  body { background: #fff; color: #222; font: 16px sans-serif; margin: 16px }
  p { margin: 8px 0 } .pale { color: #999 } .dark { background: #111 } .veiled { opacity: 0.4 } .big { font-size: 26px }
  .grey { color: #858585 } .over { position: relative; margin-top: -40px; height: 60px; background: #333; z-index: -1 }
  @media (max-width: 400px) { .phone { color: #aaa } }
  @media (prefers-color-scheme: dark) { .night { color: #ccc } }
"""
GOOD = "<p>One text that can be read well</p><p>Another one like it</p><button disabled class='pale'>Off</button>"
BAD = [
    ("<p class='pale'>Too pale on its ground</p>", {"390 light", "390 dark", "1280 light", "1280 dark"}, 1),
    ("<div class='dark'><p>Good elsewhere</p></div>", {"390 light"}, 1),
    ("<div class='veiled'><p>Good without the veil</p></div>", {"390 light"}, 1),
    ("<p class='big grey'>Large is enough</p><p class='grey'>Small is not</p>", {"390 light"}, 1),
    ("<p class='phone'>Pale on a phone</p>", {"390 light"}, 1),
    ("<p class='night'>Pale at night</p>", {"390 dark"}, 1),
    ("<p>Covered by what stands elsewhere</p><div class='over'></div>", {"390 light"}, 1),
    ("<label class='pale'>Off <input disabled></label><p class='pale'>But not this</p>", {"390 light"}, 1),
    ("<p class='pale'>Pale</p><div class='dark'><p class='pale'>Fine here</p></div>", {"390 light"}, 1),
]


@pytest.fixture
def page(chromium: Browser) -> Page:
    return chromium.new_context(reduced_motion="reduce").new_page()


@pytest.mark.parametrize(("html", "views", "texts"), BAD)
def test_a_text_that_cannot_be_read_is_found_beside_others_that_can(
    page: Page, html: str, views: set[str], texts: int
) -> None:
    _show(page, GOOD + html)
    found = [line for line in seen(page, set()) if "color-contrast" in line]
    assert views & {line.split(":")[0] for line in found}, found
    assert len({line.partition("color-contrast")[2] for line in found}) == texts, found


def test_colours_that_were_met_on_one_page_are_not_asked_about_on_the_next(page: Page) -> None:
    met: set[str] = set()
    _show(page, GOOD)
    assert seen(page, met) == []
    asked = "() => [...document.querySelectorAll('p[data-ask-colours]')].map((one) => one.textContent)"
    _show(page, GOOD + "<p class='big'>New here</p>")
    assert seen(page, met) == []
    _show(page, GOOD)
    violations(page, ("color-contrast",), met)
    assert page.evaluate(asked) == []


def _show(page: Page, body: str) -> None:
    page.set_content(
        f"<!doctype html><html lang='en'><head><title>Texts</title><style>{STYLE}</style></head>"
        f"<body><main><h1>Texts</h1>{body}</main></body></html>"
    )
