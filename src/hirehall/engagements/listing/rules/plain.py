"""HTML of other places as our plain Markdown, and what pages carry for machines."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BLOCKS = frozenset(
    {"p", "div", "section", "article", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}
)
UNSEEN = frozenset({"script", "style", "template", "noscript"})
MOST_HTML = 40_000
SCRIPT, SCRIPT_END = re.compile(r"<script\b", re.IGNORECASE), re.compile(r"</script", re.IGNORECASE)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(re.sub(r"[ \t\r\f\v\xa0]+", " ", data))


def plain_text(html: str) -> str:
    """What a reader of the HTML reads: paragraphs and points, without anything that acts.

    The parser looks for the end of each thing that begins, so what begins after the last end is text before it sees it;
    comments and declarations, some of which it gives up at, it does not see at all.
    """
    if "<" not in html and "&" not in html:
        return html.strip()
    html = _uncommented(html[:MOST_HTML])
    end = html.rfind(">") + 1
    reader = _Text()
    reader.feed(re.sub(r"<![^>]*>", "", html[:end]) + html[end:].replace("<", "&lt;"))
    reader.close()
    lines = "".join(reader.parts).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()


def _uncommented(html: str) -> str:
    kept: list[str] = []
    at = 0
    while (begun := html.find("<!--", at)) >= 0 and (ended := html.find("-->", begun + 4)) >= 0:
        kept.append(html[at:begun])
        at = ended + 3
    return "".join([*kept, html[at:]])


def scripts_in(page: str) -> list[str]:
    """What a page carries for machines: the contents of each ``<script type="application/ld+json">``.

    Found by search and not by a parser: a page may be large, and every search here goes on where the last one ended.
    """
    found: list[str] = []
    at = 0
    while begun := SCRIPT.search(page, at):
        head = page.find(">", begun.end())
        ended = SCRIPT_END.search(page, head) if head >= 0 else None
        if ended is None:
            break
        if "application/ld+json" in page[begun.start() : head].lower():
            found.append(page[head + 1 : ended.start()])
        at = ended.end()
    return found
