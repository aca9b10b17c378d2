"""People's Markdown as safe HTML: no raw HTML in, an allow-list on the way out, headings below the page's own."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

LONGEST = 50_000
HIGHEST_HEADING, LOWEST_HEADING = 3, 6
TAGS = {
    *("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("table", "thead", "tbody", "tr", "th", "td", "h3", "h4", "h5", "h6"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable(
    ["table", "strikethrough"]
)
_parser.disable("image")
_without_links = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable(
    ["table", "strikethrough"]
)
_without_links.disable(["image", "link"])
MOST_BRACKETS = 500  # looking for the end of a link from each bracket takes the square of their number


def render(text: str, *, longest: int = LONGEST, highest: int = HIGHEST_HEADING) -> Markup:
    """HTML that may stand in a page, whoever wrote ``text``.

    Args:
        longest: where the text is cut; a page does not show a book.
        highest: the level of its first heading; below the page's own.
    """
    parser = _parser_for(text[:longest])
    tokens = parser.parse(text[:longest])
    _demote(tokens, highest)
    html = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS | {f"h{highest}"},
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener ugc",
    )
    return Markup(clean)  # noqa: S704 - this is what nh3's allow-list let through


def tokens_of(text: str) -> list[Token]:
    """What the text is made of, for other ways to show it; its headings begin with the first level."""
    tokens = _parser_for(text).parse(text)
    _demote(tokens, 1)
    return tokens


def _parser_for(text: str) -> MarkdownIt:
    return _parser if text.count("[") <= MOST_BRACKETS else _without_links


def _demote(tokens: list[Token], highest: int) -> None:
    """Headings start below the page's own and never skip a level, whatever levels the text uses."""
    levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
    above, tag = highest - 1, ""
    for token in tokens:
        if token.type == "heading_open":
            above = min(highest + levels.index(token.tag), above + 1, LOWEST_HEADING)
            tag = f"h{above}"
        if token.type in ("heading_open", "heading_close"):
            token.tag = tag
