"""People's Markdown as safe HTML: no raw HTML in, an allow-list on the way out, headings below the page's own."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

LONGEST = 50_000
LOWEST_HEADING, DEMOTED_BY = 6, 2
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


def render(text: str) -> Markup:
    """HTML that may stand in a page, whoever wrote ``text``."""
    tokens = _parser.parse(text[:LONGEST])
    for token in tokens:
        _demote(token)
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow noopener ugc"
    )
    return Markup(clean)  # noqa: S704 - this is what nh3's allow-list let through


def _demote(token: Token) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(LOWEST_HEADING, int(token.tag[1]) + DEMOTED_BY)}"
