"""Attachments for readers who must not learn whose they are: without their properties, or not at all.

Pure. A kind of file that cannot be looked through, and one whose text still says who has made it, is kept back.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject

from hirehall.files import blind_office
from hirehall.files.pictures import redrawn
from hirehall.files.rules import DOCUMENTS, PICTURES
from hirehall.foundation.refused import Refused

LONGEST_SIDE = 4000
MOST_PAGES = 300
SHOWN_AT_MOST = 5
UNREADABLE = (
    PyPdfError, zipfile.BadZipFile, zlib.error, LookupError, ValueError, TypeError, AttributeError, ArithmeticError,
    RuntimeError, EOFError, OSError, NotImplementedError,
)  # fmt: skip
"""Whatever a library says about a file that somebody has made up."""
OFFICE = {DOCUMENTS[ending]: ending for ending in ("docx", "xlsx", "pptx", "odt", "ods", "odp", "epub")}
_OF_MAKERS = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/Thumb", "/B")
_OF_PAGES = ("/Annots", "/StructParents", *_OF_MAKERS)
Found = Callable[[str], list[str]]
Masked = Callable[[str], str]


class KeptBack(Exception):
    """The file is not shown; the message says why, to its sender, after its name."""


@dataclass(frozen=True, slots=True)
class Blind:
    """What is shown instead of a file.

    Attributes:
        ending: what its name ends with, without the dot.
    """

    data: bytes
    media_type: str
    ending: str


def blinded(data: bytes, media_type: str, name: str, *, found: Found, masked: Masked) -> Blind:
    """A file without its author, place, device, links and comments.

    Args:
        name: only its ending counts, and only of plain text.
        found: what in a text says whose it is, each once; names, and addresses of sites and mailboxes.
        masked: a text without that.
    Raises:
        KeptBack: it says whose it is where that cannot be taken out, or it cannot be looked through.
    """
    if media_type.startswith("text/") or media_type == "application/json":
        return _text(data, media_type, name, masked)
    if media_type in PICTURES.values():
        return _picture(data)
    if media_type not in OFFICE and media_type != DOCUMENTS["pdf"]:
        raise KeptBack("a file of its kind cannot be looked through. Send a PDF, a picture or plain text")
    try:
        if media_type in OFFICE:
            clean, texts = blind_office.rewritten(data)
            blind = Blind(clean, media_type, OFFICE[media_type])
        else:
            clean, texts = _pdf(data)
            blind = Blind(clean, media_type, "pdf")
    except UNREADABLE as broken:
        raise KeptBack("it cannot be opened, or is protected") from broken
    except blind_office.Embedded as inside:
        raise KeptBack(f"“{inside}” inside it cannot be looked through") from inside
    says = list(dict.fromkeys(word for text in texts for word in found(text)))
    if says:
        raise KeptBack("it says " + ", ".join(f"“{word}”" for word in says[:SHOWN_AT_MOST]))
    return blind


def _text(data: bytes, media_type: str, name: str, masked: Masked) -> Blind:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise KeptBack("it is no plain text in UTF-8") from broken
    ending = name.rpartition(".")[2].lower() if "." in name else "txt"
    plain = ending if ending.isascii() and ending.isalnum() and len(ending) <= 5 else "txt"
    return Blind(masked(text).encode(), media_type, plain if masked(plain) == plain else "txt")


def _picture(data: bytes) -> Blind:
    try:
        return Blind(redrawn(data, longest=LONGEST_SIDE, small=0, square=False).data, "image/webp", "webp")
    except Refused as refused:
        raise KeptBack("it cannot be read as a picture") from refused


def _pdf(data: bytes) -> tuple[bytes, list[str]]:
    """The pages alone in a new document, and what they say. Links, comments, attachments and signatures stay out."""
    reader, writer = PdfReader(BytesIO(data)), PdfWriter()
    if len(reader.pages) > MOST_PAGES:
        raise ValueError("more pages than are looked through")
    texts = []
    for page in reader.pages:
        texts.append(page.extract_text())
        for key in _OF_PAGES:
            page.pop(NameObject(key), None)
        writer.add_page(page)
    writer.metadata = None
    seen: set[int] = set()
    for page in writer.pages:
        _clean_tree(page, seen)
    out = BytesIO()
    writer.write(out)
    return out.getvalue(), texts


def _clean_tree(top: Any, seen: set[int]) -> None:
    """Drop what programs keep of makers and devices from an object and all that hangs on it."""
    waiting = [top]
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            for key in _OF_MAKERS:
                one.pop(NameObject(key), None)
            if isinstance(one, StreamObject) and _is_photo(one):
                one._data = blind_office.jpeg_without_makers(one._data)
            waiting += [value for key, value in one.items() if key != "/Parent"]
        elif isinstance(one, list):
            waiting += one


def _is_photo(stream: Any) -> bool:
    filters = stream.get("/Filter")
    return filters in ("/DCTDecode", ["/DCTDecode"])
