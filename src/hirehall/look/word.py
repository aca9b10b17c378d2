"""People’s Markdown as a document for word processors (.docx): headings, lists, quotes, code, tables and links."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from markdown_it.token import Token

from hirehall.look.markdown import tokens_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
ABOUT = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DUBLIN = "http://purl.org/dc/elements/1.1/"
BEGINNING = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MADE = (1980, 1, 1, 0, 0, 0)  # the same text is the same file, byte for byte
DEEPEST = 8
MARKS = {"strong_open": "<w:b/>", "em_open": "<w:i/>", "s_open": "<w:strike/>"}
COURIER = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/>'
# id, name, how its paragraphs stand, how its signs look
STYLES = (
    ("Title", "Title", '<w:spacing w:after="240"/>', '<w:b/><w:sz w:val="44"/>'),
    *((f"Heading{level}", f"heading {level}",
       f'<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="{level - 1}"/>',
       f'<w:b/><w:sz w:val="{36 - 3 * level}"/>')
      for level in range(1, 7)),
    ("Quote", "Quote", '<w:spacing w:after="160"/><w:ind w:left="480"/>', "<w:i/>"),
    ("Code", "Code", '<w:spacing w:after="0"/>', f'{COURIER}<w:sz w:val="20"/>'),
)  # fmt: skip
LINK = '<w:rStyle w:val="Hyperlink"/>'
# A4 with margins of an inch, in twentieths of a point
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/>'
    "</w:sectPr>"
)
_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELL = '<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>'
TABLES = {
    "table_open": '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/>'
    f"<w:tblBorders>{_EDGES}</w:tblBorders></w:tblPr><w:tblGrid/>",
    "table_close": "</w:tbl><w:p/>", "tr_open": "<w:tr>", "tr_close": "</w:tr>",
    "th_open": _CELL, "td_open": _CELL, "th_close": "</w:tc>", "td_close": "</w:tc>",
    "hr": "<w:p><w:r><w:t>* * *</w:t></w:r></w:p>",
}  # fmt: skip


@dataclass
class _Document:
    """A document's body while it is written."""

    body: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    lists: list[tuple[bool, int]] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    quoted: int = 0
    style: str = ""
    head: int = 0
    fresh: bool = False

    def paragraph(self, runs: str, style: str = "") -> None:
        about = f'<w:pStyle w:val="{style}"/>' if style else ""
        if self.open and not style:
            depth = min(len(self.open) - 1, DEEPEST)
            if self.fresh:
                about += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{self.open[-1]}"/></w:numPr>'
            else:
                about += f'<w:ind w:left="{360 * (depth + 1)}"/>'
            self.fresh = False
        self.body.append(f"<w:p><w:pPr>{about}</w:pPr>{runs}</w:p>")

    def add(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            self._add(token)

    def _add(self, token: Token) -> None:
        match token.type:
            case "heading_open" | "heading_close":
                self.style = f"Heading{token.tag[1:]}" if token.nesting > 0 else ""
            case "bullet_list_open" | "ordered_list_open":
                self.lists.append((token.tag == "ol", int(token.attrGet("start") or 1)))
                self.open.append(len(self.lists))
            case "bullet_list_close" | "ordered_list_close":
                self.open.pop()
            case "list_item_open":
                self.fresh = True
            case "blockquote_open" | "blockquote_close":
                self.quoted += token.nesting
            case "inline":
                self._inline(token)
            case "fence" | "code_block":
                for line in token.content.rstrip("\n").split("\n"):
                    self.paragraph(_run(line), "Code")
            case _:
                self._other(token.type, token.nesting)

    def _other(self, kind: str, nesting: int) -> None:
        """A table, whose head is repeated on each page that it goes on; a line across; or nothing."""
        if kind in ("thead_open", "thead_close"):
            self.head += nesting
        head = self.head and kind == "tr_open"
        self.body.append("<w:tr><w:trPr><w:tblHeader/></w:trPr>" if head else TABLES.get(kind, ""))

    def _inline(self, token: Token) -> None:
        runs, marks, link = [], ["<w:b/>"] if self.head else [], ""
        for child in token.children or ():
            if child.type in MARKS:
                marks.append(MARKS[child.type])
            elif child.type.replace("_close", "_open") in MARKS:
                marks.pop()
            elif child.type == "link_open":
                self.links.append(str(child.attrGet("href") or ""))
                runs.append(f'<w:hyperlink r:id="link{len(self.links)}">')
                link = LINK
            elif child.type == "link_close":
                runs.append("</w:hyperlink>")
                link = ""
            elif child.type in ("softbreak", "hardbreak"):
                runs.append("<w:r><w:br/></w:r>")
            elif child.type == "code_inline":
                runs.append(_run(child.content, link + COURIER))
            else:
                runs.append(_run(child.content, link + "".join(dict.fromkeys(marks))))
        self.paragraph("".join(runs), self.style or ("Quote" if self.quoted and not self.open else ""))


def _run(text: str, marks: str = "") -> str:
    about = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{_said(text)}</w:t></w:r>'


def _said(text: str) -> str:
    """Without the signs that no such document can hold."""
    return escape(_FORBIDDEN.sub("", text))


def document_of(title: str, text: str, *, author: str = "") -> bytes:
    """The document: its title, then what the Markdown says. The same words give the same bytes.

    Args:
        author: whom its properties name.
    """
    made = _Document()
    made.paragraph(_run(title), "Title")
    made.add(tokens_of(text))
    body = "".join(made.body)
    body = f'{BEGINNING}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{PAGE}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("[Content_Types].xml", _content_types()),
            ("_rels/.rels", _relations([
                ("officeDocument", "word/document.xml", "main", False),
                (f"{RELATIONS}/metadata/core-properties", "docProps/core.xml", "about", False),
            ])),
            ("docProps/core.xml", _about(title, author)),
            ("word/document.xml", body),
            ("word/styles.xml", _styles()),
            ("word/numbering.xml", _numbering(made.lists)),
            ("word/_rels/document.xml.rels", _relations([
                ("styles", "styles.xml", "styles", False), ("numbering", "numbering.xml", "numbering", False),
                *(("hyperlink", href, f"link{number}", True) for number, href in enumerate(made.links, 1)),
            ])),
        ):  # fmt: skip
            archive.writestr(zipfile.ZipInfo(name, MADE), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _content_types() -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}.{what}+xml"/>'
        for name, what in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    )
    parts += (
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    )
    rels = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    rels += '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{BEGINNING}<Types xmlns="{TYPES}">{rels}{parts}</Types>'


def _about(title: str, author: str) -> str:
    said = f"<dc:title>{_said(title)}</dc:title>" + (
        f"<dc:creator>{_said(author)}</dc:creator>" if author else ""
    )
    return f'{BEGINNING}<cp:coreProperties xmlns:cp="{ABOUT}" xmlns:dc="{DUBLIN}">{said}</cp:coreProperties>'


def _relations(rows: Iterable[tuple[str, str, str, bool]]) -> str:
    made = "".join(
        f"<Relationship Id={quoteattr(id_)} Type={quoteattr(kind if ':' in kind else f'{R}/{kind}')}"
        f" Target={quoteattr(_FORBIDDEN.sub('', to))}" + (' TargetMode="External"/>' if outside else "/>")
        for kind, to, id_, outside in rows
    )
    return f'{BEGINNING}<Relationships xmlns="{RELATIONS}">{made}</Relationships>'


def _styles() -> str:
    """A paragraph without a style is "Normal", on which the others are built."""
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{"Code" if id_ == "Code" else "Normal"}"/><w:qFormat/><w:pPr>{stands}</w:pPr>'
        f"<w:rPr>{marks}</w:rPr></w:style>"
        for id_, name, stands, marks in STYLES
    )
    plain = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
        '<w:sz w:val="24"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>'
    )
    return f'{BEGINNING}<w:styles xmlns:w="{W}">{plain}{made}</w:styles>'


def _numbering(lists: list[tuple[bool, int]]) -> str:
    """Each list counts by itself."""
    shapes, uses = [], []
    for number, (ordered, begin) in enumerate(lists, 1):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="{begin if ordered else 1}"/>'
            f'<w:numFmt w:val="{"decimal" if ordered else "bullet"}"/>'
            f'<w:lvlText w:val="{f"%{level + 1}." if ordered else "•"}"/>'
            f'<w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
            for level in range(DEEPEST + 1)
        )
        shapes.append(f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>')
        uses.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    return f'{BEGINNING}<w:numbering xmlns:w="{W}">{"".join(shapes)}{"".join(uses)}</w:numbering>'
