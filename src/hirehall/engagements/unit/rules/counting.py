"""How words are counted: pure, the same for what is typed and for what is uploaded. The page's script counts likewise.

A word is what stands between spaces and holds a letter or a digit; where a script has no spaces, each sign is one.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import BinaryIO
from xml.parsers import expat

from hirehall.engagements.unit.rules.page_text import text_of_page

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_TEXT = 40 * 1024 * 1024
LONGEST = 1_000_000
ENDINGS = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
}

# Han, kana and Hangul's syllables are counted sign by sign, as their writers do.
_SIGN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_SIGNS = re.compile(f"[{_SIGN}]")
_WORDS = re.compile(f"[^\\s{_SIGN}]+")

# Each of these reads a line once: what opens a mark also ends the search for the close of one before it.
_LINK = (re.compile(r"!?\[([^\[\]\n]*)\]\([^)\[\n]*\)"), r"\1")
_MARKDOWN = (
    (re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S+.*$", re.MULTILINE), " "),
    _LINK,
    _LINK,  # again: a picture inside a link
    (re.compile(r"!?\[([^\[\]\n]+)\]\[[^\[\]\n]*\]"), r"\1"),
    (re.compile(r"^[ ]{0,3}(```|~~~).*$", re.MULTILINE), " "),
    (re.compile(r"^[ \t]*[0-9]+[.)][ \t]+", re.MULTILINE), " "),
    (re.compile(r"</?[a-zA-Z][^<>\n]*>"), ""),
    (re.compile(r"[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}"), ""),
    (re.compile(r"\|"), " "),
)
_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_TEXT = frozenset(f"{space} t" for space in _SPACES)
_LINES = frozenset(f"{space} {name}" for space in _SPACES for name in ("p", "br", "cr"))
_GAPS = frozenset(f"{space} {name}" for space in _SPACES for name in ("tab", "tc"))
_RUNS = frozenset(f"{space} r" for space in _SPACES)
_HIDDEN = frozenset(f"{space} vanish" for space in _SPACES)
_OFF = frozenset({"0", "false", "off"})
# What is not read when every change is accepted: what went, where it was moved from, how it looked, what is
# said of a paragraph, and the second version of a drawing, for programs that do not know the first.
_PASSED_OVER = frozenset(
    (
        "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback",
        *(f"{space} {name}" for space in _SPACES for name in ("del", "moveFrom", "pPr", "rPrChange")),
    )
)
# Whatever the library says about an archive, a compression, an encoding or a number that somebody has made up.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, expat.ExpatError, LookupError, ValueError,
    ArithmeticError, RuntimeError, EOFError, OSError,
)  # fmt: skip


class Uncountable(ValueError):
    """The file cannot be read as what its ending says; the message is a sentence for its sender."""


def _too_long() -> Uncountable:
    return Uncountable(f"A text can have {LONGEST:,} characters here, and this one is longer.")


def words_in(text: str) -> int:
    """Words of plain text."""
    return sum(1 for run in _WORDS.findall(text) if any(sign.isalnum() for sign in run)) + len(
        _SIGNS.findall(text)
    )


def words_in_markdown(text: str) -> int:
    """Words that a reader sees: addresses of links, numbers of lists, comments and marks do not count."""
    return words_in(text_of_markdown(text))


def text_of_markdown(text: str) -> str:
    """What a reader of it sees."""
    text = _without_comments(text)
    for pattern, instead in _MARKDOWN:
        text = pattern.sub(instead, text)
    return text


def _without_comments(text: str) -> str:
    """The first comment that is never closed ends the search: what follows it is text."""
    kept, at = [], 0
    while (begun := text.find("<!--", at)) >= 0 and (end := text.find("-->", begun + 4)) >= 0:
        kept.append(text[at:begun])
        at = end + 3
    return " ".join((*kept, text[at:]))


def words_in_html(text: str) -> int:
    """Words of the page's text; scripts, styles and the head do not count."""
    return words_in(text_of_page(text))


def words_in_docx(file: BinaryIO) -> int:
    """Words of a document; see ``text_of_docx``."""
    return words_in(text_of_docx(file))


def text_of_docx(file: BinaryIO) -> str:
    """The document's body as it reads with every change accepted.

    Nothing outside the file is read, no entity is expanded, and no more is unpacked than a text can have.

    Raises:
        Uncountable: it is no such document, or one that unpacks to more than a text can have.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entry = archive.getinfo("word/document.xml")
            if entry.file_size > LARGEST_TEXT:
                raise Uncountable("This document unpacks to more than can be counted.")
            return _docx_text(archive, entry)
    except Uncountable:
        raise
    except _UNREADABLE as error:
        raise Uncountable("This file cannot be read as a document (.docx).") from error


class _Body:
    """Collects the text of a document's body while it is parsed."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._inside = self._length = self._passed = 0
        # Of each run that is open: where its text begins, and whether it is hidden.
        self._runs: list[tuple[int, bool]] = []

    def parser(self) -> expat.XMLParserType:
        """A parser that expands no entity and reads nothing else."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._finish
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
        return parser

    def _begin(self, name: str, about: dict[str, str]) -> None:
        if name in _PASSED_OVER or self._passed:
            self._passed += 1
        elif name in _TEXT:
            self._inside += 1
        elif name in _LINES:
            self._add("\n")
        elif name in _GAPS:
            self._add(" ")
        elif name in _RUNS:
            self._runs.append((len(self.parts), False))
        elif name in _HIDDEN and self._runs:
            self._runs[-1] = (self._runs[-1][0], not _OFF.intersection(about.values()))

    def _finish(self, name: str) -> None:
        if self._passed:
            self._passed -= 1
        elif name in _TEXT:
            self._inside -= 1
        elif name in _RUNS:
            begun, hidden = self._runs.pop()
            if hidden:
                del self.parts[begun:]

    def _text(self, data: str) -> None:
        if self._inside and not self._passed:
            self._add(data)

    def _add(self, words: str) -> None:
        self._length += len(words)
        if self._length > LONGEST:
            raise _too_long()
        self.parts.append(words)


def _refuse(*_: object) -> None:
    raise Uncountable("This document declares things of its own, so it is not read.")


def _docx_text(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    body = _Body()
    parser = body.parser()
    with archive.open(entry) as packed:
        left = LARGEST_TEXT
        while piece := packed.read(64 * 1024):
            left -= len(piece)
            if left < 0:
                raise Uncountable("This document unpacks to more than can be counted.")
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    return "".join(body.parts)


def words_in_file(name: str, content: bytes) -> int | None:
    """Words of an upload, by its ending; None for what is not text, like a picture.

    Raises:
        Uncountable: with a sentence for its sender.
    """
    text = text_of_file(name, content)
    return None if text is None else words_in(text)


def text_of_file(name: str, content: bytes) -> str | None:
    """What the reader of an upload sees, by its ending; None for what is not text.

    Raises:
        Uncountable: with a sentence for its sender.
    """
    kind = ENDINGS.get("." + name.rsplit(".", 1)[-1].lower() if "." in name else "")
    if kind is None:
        return None
    if kind == "docx":
        if len(content) > LARGEST_FILE:
            raise Uncountable("This document is larger than what can be counted.")
        return text_of_docx(BytesIO(content))
    if len(content) > 4 * (LONGEST + 1):
        raise _too_long()
    text = decoded(content)
    if text is None:
        raise Uncountable("This file cannot be read as a text. Save it as UTF-8.")
    if len(text) > LONGEST:
        raise _too_long()
    try:
        return text if kind == "plain" else (text_of_markdown if kind == "markdown" else text_of_page)(text)
    except ValueError as error:
        raise Uncountable("This page names a sign by a number that no sign has.") from error


def in_lines(text: str) -> str:
    """A text without the empty lines and the indents that a file’s marks leave behind."""
    return "\n".join(clean for line in text.splitlines() if (clean := " ".join(line.split())))


def decoded(content: bytes) -> str | None:
    """The text of a file in UTF-8 or, with its mark, UTF-16; None for anything else."""
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def pages_of(words: int, words_per_page: int) -> int:
    """Pages that so many words fill, by the hall's measure; a page that is begun counts."""
    return -(-words // words_per_page)
