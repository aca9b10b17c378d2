"""Whatever somebody writes, a page stays safe."""

from __future__ import annotations

import pytest

from hirehall.look.markdown import MOST_BRACKETS, render

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "[click](vbscript:x)",
    "![picture](https://example.org/track.gif)",
    "<svg/onload=alert(1)>",
    "<a href='x' onclick='alert(1)'>x</a>",
    '[x](https://example.org "onmouseover=alert(1)")',
    "<div style='position:fixed'>",
    "<form action=/money/><button>Pay</button></form>",
    "<div hx-get=/x hx-trigger=load>",
    "`<script>`",
    "&lt;script&gt;",
    "[a](JaVaScRiPt:alert(1))",
    "<https://example.org/><iframe src=//evil>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_script_style_form_or_foreign_picture_comes_through(text: str) -> None:
    html = render(text).lower()
    for mark in (
        "<script",
        "<img",
        "<svg",
        "<iframe",
        "<form",
        "<button",
        "<div",
        'href="javascript',
        'href="data',
    ):
        assert mark not in html
    for attribute in ("onclick=", "onerror=", "hx-get=", "style="):
        assert f" {attribute}" not in html.replace("&lt;", "").split(">")[0] or "&lt;" in html


def test_links_say_that_they_are_not_ours() -> None:
    assert render("[shop](https://example.org)") == (
        '<p><a href="https://example.org" rel="nofollow noopener ugc">shop</a></p>\n'
    )


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# a\n## b", ["h3", "h4"]),
        ("## a\n#### b", ["h3", "h4"]),
        ("### a", ["h3"]),
        ("# a\n### c\n## b\n### d", ["h3", "h4", "h4", "h5"]),
    ],
)
def test_headings_start_below_the_page_and_skip_no_level(text: str, levels: list[str]) -> None:
    html = render(text)
    assert [
        html[place + 1 : place + 3] for place in range(len(html)) if html.startswith("<h", place)
    ] == levels


def test_emphasis_lists_tables_and_line_breaks_are_kept() -> None:
    html = render("**a** *b* ~~c~~\nnext\n\n- x\n\n| h |\n|---|\n| d |")
    for part in ("<strong>a</strong>", "<em>b</em>", "<br>", "<li>x</li>", "<th>h</th>", "<td>d</td>"):
        assert part in html


def test_a_text_of_any_length_is_cut_at_the_limit() -> None:
    assert len(render("a" * 80_000)) < 51_000


def test_a_text_of_nothing_but_brackets_gets_no_links_because_looking_for_them_would_take_seconds() -> None:
    link = "[a](https://example.org)"
    assert str(render(link + "[" * (MOST_BRACKETS - 1))).count("<a ") == 1
    assert str(render(link + "[" * MOST_BRACKETS)).count("<a ") == 0
