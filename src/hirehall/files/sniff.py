"""What a file really is: read from its bytes, never from what the browser says about it."""

from __future__ import annotations

import puremagic

from hirehall.files.rules import TEXTS, Limit
from hirehall.foundation.refused import Because, Refused

CONTAINERS = {
    "zip": {"docx", "xlsx", "pptx", "odt", "ods", "odp", "epub"},
    "gz": {"tgz"},
    "mp4": {"m4a", "mov"},
}
PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
HEAD_BYTES = 64 * 1024
MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# What people call a text; one of these that is none is mostly one in another encoding.
WRITTEN = {"csv", "htm", "html", "json", "markdown", "md", "srt", "tsv", "txt", "vtt", "xml"}


def media_type_of(head: bytes, name: str, limit: Limit) -> str:
    """The media type of a file that starts with ``head``, if files of its kind are taken.

    Args:
        head: the first ``HEAD_BYTES`` bytes.
        name: only chooses between kinds that share their first bytes, such as zip and docx.
    Raises:
        Refused: ``file.kind_refused``, with the kinds that are taken.
    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    found = _endings(head)
    if not head.startswith(PROGRAMS):
        for kind in found:
            if (ending == kind or ending in CONTAINERS.get(kind, ())) and ending in limit.kinds:
                return limit.kinds[ending]
        for kind in found:
            if kind in limit.kinds:
                return limit.kinds[kind]
        if limit.texts and _is_text(head):
            return TEXTS.get(ending, "text/plain")
    if limit.texts and ending in WRITTEN and not head.startswith(PROGRAMS):
        raise Refused(
            "file.kind_refused",
            "This text is in an encoding that is not read here. Save it as UTF-8 and choose it again.",
            because=Because.INVALID,
            field="file",
        )
    taken = ", ".join(sorted(limit.kinds)) + (", and plain text" if limit.texts else "")
    raise Refused(
        "file.kind_refused",
        f"This is not a kind of file that is taken here. Taken are {taken}.",
        because=Because.INVALID,
        field="file",
    )


def _endings(head: bytes) -> list[str]:
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return []
    found = [match.extension.lstrip(".").lower() for match in matches]
    return ["jpg" if ending in {"jfif", "jpe"} else ending for ending in found if ending]


def _is_text(head: bytes) -> bool:
    """UTF-8, or UTF-16 with its mark, as Windows writes "Unicode"; no text has a sign that is no sign."""
    encoding = MARKS.get(head[:2], "utf-8")
    for cut in range(4):  # a character of several bytes may be cut at the end of the head
        try:
            text = head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return "\x00" not in text
    return False
