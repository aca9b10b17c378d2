"""Office documents and the pictures in them, rewritten without whoever made them. Pure, part by part, never run."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

MOST_PARTS = 5000
MOST_BYTES = 120 * 1024 * 1024
TEXTS = (".xml", ".rels", ".vml", ".opf", ".ncx", ".xhtml", ".html", ".htm", ".css", ".svg", ".rdf", ".txt")
PACKAGES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PEOPLE = re.compile(
    r"(<(?P<tag>(?:dc:creator|dc:contributor|dc:publisher|cp:lastModifiedBy|meta:initial-creator|meta:printed-by|"
    r"loext:sender-initials|meta:creator-initials|text:author-name|text:author-initials|text:initial-creator|"
    r"text:printed-by|text:creator|Company|Manager|author))(?:\s[^>]*)?>)[^<]*(?=</(?P=tag)>)"
)
_PEOPLE_ATTRIBUTES = re.compile(
    r"(\s(?:[\w.]+:)?(?:author|initials|userId|userName|displayName|providerId|lastModifiedBy|absPath|user)=)"
    r"(\"[^\"]*\"|'[^']*')"
)
_NAMED_PEOPLE = re.compile(r"(\s(?:name|url)=)(\"[^\"]*\"|'[^']*')")
_OUTSIDE = re.compile(
    r"(<Relationship\b[^>]*?\sTarget=)(\"[^\"]*\"|'[^']*')(?=[^>]*TargetMode=[\"']External)"
)
_OUTSIDE_AFTER = re.compile(
    r"(<Relationship\b[^>]*?TargetMode=[\"']External[\"'][^>]*?\sTarget=)(\"[^\"]*\"|'[^']*')"
)
_LINK = re.compile(
    r"((?:xlink:href|\shref)=)(\"(?:https?|mailto|file):[^\"]*\"|'(?:https?|mailto|file):[^']*')"
)
_BREAK = re.compile(
    r"</(?:w:p|a:p|si|text:p|text:h|p|h\d|li|td|div|title|author|v)>|<(?:w:br|w:tab|br|text:tab)[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_SPOKEN = re.compile(
    r"(?:\s(?:[\w.]+:)?(?:descr|title|alt|tooltip|display)|<(?:sheet|table:table)\b[^>]*?\s(?:table:)?name)="
    r"(?:\"([^\"]*)\"|'([^']*)')"
)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_PROPERTIES = re.compile(r"(^|/)(docProps/|meta\.xml$)")
_PNG_TEXTS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")


class Embedded(Exception):
    """A part that is a document or a program of its own; the message is its name."""


def rewritten(data: bytes) -> tuple[bytes, list[str]]:
    """The document without authors, properties, links to outside and what cameras write, and the texts that are left.

    Raises:
        Embedded: another document or a program is inside.
        ValueError, zipfile.BadZipFile and the like: it is not what it says.
    """
    out, texts = BytesIO(), []
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = [part for part in old.infolist() if not part.is_dir()]
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise ValueError("larger than is looked through")
        for part in parts:
            clean, said = _part(part.filename, old.read(part))
            texts += [said, part.filename.rpartition("/")[2].rpartition(".")[0]]
            as_is = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(part.filename), clean, compress_type=as_is)
    return out.getvalue(), texts


def _part(name: str, data: bytes) -> tuple[bytes, str]:
    """One part without its makers, and what it still says."""
    if data.startswith(PACKAGES):
        raise Embedded(name.rpartition("/")[2])
    if name.lower().endswith(TEXTS) or data.lstrip()[:5] == b"<?xml":
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        text = _without_people(name, data.decode(encoding))
        return text.encode("utf-16" if encoding == "utf-16" else "utf-8"), _said(text)
    if data.startswith(b"\xff\xd8"):
        return jpeg_without_makers(data), ""
    if data.startswith(b"\x89PNG"):
        return png_without_makers(data), ""
    plain = data.decode("latin-1") + "\n" + data.decode("utf-16-le", errors="ignore")
    return data, " ".join(run for run in re.findall(r"[^\W\d_][\w\- ]{2,}", plain))


def _without_people(name: str, text: str) -> str:
    if _PROPERTIES.search(name):
        return _emptied(text)
    text = _PEOPLE.sub(r"\1", text)
    text = _PEOPLE_ATTRIBUTES.sub(r'\1""', text)
    if re.search(r"(commentAuthors|/authors|/people|persons?/)", name) or "absPath" in text[:20000]:
        text = re.sub(
            r"<(?:[\w.]+:)?(?:cmAuthor|author|person|absPath)\b[^>]*>",
            lambda found: _NAMED_PEOPLE.sub(r'\1""', found.group()),
            text,
        )
    text = _OUTSIDE.sub(r'\1"#"', text)
    text = _OUTSIDE_AFTER.sub(r'\1"#"', text)
    return _LINK.sub(r'\1"#"', text)


def _emptied(text: str) -> str:
    """A part of properties without any: its outermost tag alone."""
    return re.sub(r"(?s)^(.*?<(?P<tag>[\w.:]+)(?:\s[^<>]*)?(?<!/)>).*(</(?P=tag)>)\s*$", r"\1\3", text)


def _said(text: str) -> str:
    """What readers see of it: twice, with words of one paragraph joined and parted, and what pictures are called."""
    joined = _TAG.sub("", _BREAK.sub("\n", text))
    parted = _TAG.sub(" ", text)
    spoken = "\n".join(value for pair in _SPOKEN.findall(text) for value in pair)
    whole = f"{joined}\n{parted}\n{spoken}"
    for entity, letter in _ENTITIES.items():
        whole = whole.replace(entity, letter)
    return re.sub(r"&#(x[0-9a-fA-F]{1,6}|\d{1,7});", _letter, whole)


def _letter(found: re.Match[str]) -> str:
    number = found.group(1)
    code = int(number[1:], 16) if number.startswith("x") else int(number)
    return chr(code) if code < 0x110000 else ""


def jpeg_without_makers(data: bytes) -> bytes:
    """The same picture without the segments of cameras, programs and people (APP1, APP3 to APP13, comments)."""
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            break
        if not (marker == 0xE1 or 0xE3 <= marker <= 0xED or marker == 0xFE):
            kept.append(data[at : at + 2 + size])
        at += 2 + size
    end = data.rfind(b"\xff\xd9")
    kept.append(data[at : end + 2] if end > at else data[at:])
    return b"".join(kept)


def png_without_makers(data: bytes) -> bytes:
    """The same picture without its texts, times and what cameras write."""
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind not in _PNG_TEXTS:
            kept.append(data[at : at + 12 + size])
        at += 12 + size
        if kind == b"IEND":
            break
    return b"".join(kept)
