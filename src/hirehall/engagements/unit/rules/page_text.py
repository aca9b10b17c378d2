"""The text of an HTML page as a reader sees it, read once from its beginning to its end.

The library's parser reads what is never closed again and again, so a page made for that would keep a worker for hours.
Here whatever is never closed ends the page, as it does in a browser.
"""

from __future__ import annotations

import re
from html import unescape

_APART = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *("li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody"),
        *("td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_UNREAD = frozenset({"script", "style", "template", "head", "noscript", "svg", "math"})
# What stands in these is no markup: it ends at their own end tag alone.
_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style")}
_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_REST = re.compile(r"""(?>[^>=]+|=\s*"[^"]*"|=\s*'[^']*'|=)*+>""")


def text_of_page(page: str) -> str:
    """What a page says; scripts, styles, comments and the head say nothing."""
    said: list[str] = []
    at = unread = 0
    while (sign := page.find("<", at)) >= 0:
        if not unread:
            said.append(unescape(page[at:sign]))
        tag = _NAME.match(page, sign)
        if tag is None:
            at = _after_aside(page, sign)
            if at == sign + 1 and not unread:
                said.append("<")
            continue
        at, depth = _after_tag(page, tag)
        unread = max(0, unread + depth)
        if tag[2].lower() in _APART:
            said.append("\n")
    if not unread:
        said.append(unescape(page[at:]))
    return "".join(said)


def _after_aside(page: str, sign: int) -> int:
    """Behind a comment, a declaration, or a sign that begins nothing."""
    if page.startswith("<!--", sign):
        end = page.find("-->", sign + 4)
        return end + 3 if end >= 0 else len(page)
    if page.startswith(("<!", "<?", "</"), sign):
        end = page.find(">", sign + 2)
        return end + 1 if end >= 0 else len(page)
    return sign + 1


def _after_tag(page: str, tag: re.Match[str]) -> tuple[int, int]:
    """Behind a tag, and behind what stands raw in its element; and how much deeper in what is not read that is."""
    rest = _REST.match(page, tag.end())
    if rest is None:
        return len(page), 0
    end, name = rest.end(), tag[2].lower()
    if tag[1]:
        return end, -1 if name in _UNREAD else 0
    if name in _RAW:
        raw = _RAW[name].search(page, end)
        return (raw.start() if raw else len(page)), 1
    return end, 1 if name in _UNREAD and page[end - 2] != "/" else 0
