"""How many units a file holds that is no text: pages of a PDF, minutes of sound, film or subtitles, lines of a list.

Pure. What cannot be read as what its ending says is refused with a sentence; what holds no units of that kind is None.
"""

from __future__ import annotations

import csv
import io
import re
import struct
from collections.abc import Callable, Mapping
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from tinytag import TinyTag, TinyTagException

from hirehall.engagements.unit.rules.counting import Uncountable, decoded

MOST_LINES = 200_000
LARGEST_PDF = 50 * 2**20
MEDIA = frozenset({"wav", "mp3", "ogg", "flac", "m4a", "mp4", "opus"})
_TIME = re.compile(r"-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})")
# Whatever the libraries say about a file that somebody has made up.
_BROKEN = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    EOFError,
    struct.error,
)


def _pages_of_pdf(name: str, content: bytes) -> int:
    if len(content) > LARGEST_PDF:
        raise Uncountable("This PDF is larger than what can be counted.")
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise Uncountable("This PDF is locked. Save it without a password.")
        pages = len(reader.pages)
    except (PyPdfError, *_BROKEN) as error:
        if isinstance(error, Uncountable):
            raise
        raise Uncountable("This file cannot be read as a PDF.") from error
    if not pages:
        raise Uncountable("This PDF has no pages.")
    return pages


def _seconds_of_media(name: str, content: bytes) -> int:
    try:
        length = TinyTag.get(filename=name, file_obj=BytesIO(content), tags=False).duration
    except (TinyTagException, OSError, *_BROKEN) as error:
        raise Uncountable("This file cannot be read as sound or film.") from error
    if not length or length != length or length < 0:
        raise Uncountable(
            "How long this file runs cannot be read from it. Say it yourself, and pack the file."
        )
    return _up(length)


def _seconds_of_subtitles(name: str, content: bytes) -> int:
    """Where the last of them ends."""
    ends = [
        int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(part.ljust(3, "0")) / 1000
        for hours, minutes, seconds, part in _TIME.findall(_text(content))
    ]
    if not ends:
        raise Uncountable("There are no times in these subtitles.")
    return _up(max(ends))


def _rows_of_table(name: str, content: bytes) -> int:
    """The lines below the names of the columns."""
    text = _text(content)
    head = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t|", key=head.count)
    try:
        rows = sum(
            1
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
            if any(map(str.strip, row))
        )
    except csv.Error as error:
        raise Uncountable("This file cannot be read as a table (CSV).") from error
    return _some(rows - 1)


def _lines_of_list(name: str, content: bytes) -> int:
    return _some(sum(1 for line in _text(content).splitlines() if line.strip()))


def _some(rows: int) -> int:
    if not 0 < rows <= MOST_LINES:
        raise Uncountable(
            "There is nothing to count in this list." if rows <= 0 else "This list is too long."
        )
    return rows


def _text(content: bytes) -> str:
    text = decoded(content)
    if text is None:
        raise Uncountable("This file cannot be read as a text. Save it as UTF-8.")
    return text


def _up(seconds: float) -> int:
    """Whole seconds; one that is begun counts."""
    return -int(-seconds // 1)


Counter = Callable[[str, bytes], int]
# by the unit of the order and the ending of the file; minutes are counted in seconds, and rounded up once, together
COUNTERS: Mapping[str, Mapping[str, Counter]] = {
    "page": {"pdf": _pages_of_pdf},
    "item": {"csv": _rows_of_table, "txt": _lines_of_list},
    "minute": {"srt": _seconds_of_subtitles, "vtt": _seconds_of_subtitles}
    | dict.fromkeys(MEDIA, _seconds_of_media),
}


def counter_for(what: str, name: str) -> Counter | None:
    """What counts units of this kind in a file with this name; None where nothing does."""
    return COUNTERS.get(what, {}).get(name.rpartition(".")[2].lower())


def units_of(what: str, measured: int) -> int:
    """Units from what was measured: minutes from seconds, one that is begun counts; others as they are."""
    return -(-measured // 60) if what == "minute" else measured
