"""A file of orders: CSV, a line for each. Pure: what every line asks for, or the sentence that says what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hirehall.engagements.unit.rules.counting import decoded
from hirehall.engagements.unit.states import LEVELS, UNITS
from hirehall.foundation.posted import whole
from hirehall.foundation.refused import Because, Refused
from hirehall.foundation.sheets import Reader, as_written

COLUMNS = ("title", "instructions", "unit", "least", "most", "level", "hours")
LARGEST_FILE = 4_000_000
MOST_ROWS = 500
READER = Reader("unit", LARGEST_FILE, MOST_ROWS, "Send the others in another file.", "order")
MOST_COLUMNS = 50
TEMPLATE = (
    COLUMNS,
    ("Washing a linen cloth", "For people who have just bought one: how to wash it, how to dry it, what to leave.",
     "word", "300", "400", "1", "48"),
    ("Nine short texts for tiles", "One text for each tile of the list: its colour, its size, where it fits.",
     "item", "9", "9", "2", "72"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file. Where ``problem`` says something, the rest is what could be read."""

    number: int
    title: str
    instructions: str
    what: str = ""
    least: int = 0
    most: int = 0
    level: int = 0
    hours: int = 0
    problem: str = ""


def text_in(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or what Excel writes in the West.

    Raises:
        Refused: ``unit.file_too_large``, ``unit.not_a_table``.
    """
    if len(content) > LARGEST_FILE:
        raise _unfit("unit.file_too_large", f"A file can have {LARGEST_FILE // 1_000_000} MB here.")
    text = decoded(content)
    if text is None and b"\x00" not in content:
        text = content.decode("cp1252", errors="replace")
    if not text:
        raise _unfit("unit.not_a_table", "This is not a CSV file with text in it. Save it as CSV, in UTF-8.")
    return text


def lines_of(text: str) -> list[Line]:
    """What each line asks for, whatever separates the columns and in whatever order they stand.

    Raises:
        Refused: ``unit.not_a_table``, ``unit.too_many_rows``, when there is nothing to read line by line.
    """
    if len(text) > LARGEST_FILE or "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise _unfit("unit.not_a_table", "This is not a CSV file with text in it. Save it as CSV, in UTF-8.")
    found = READER.rows_of(text, cell=as_written)
    names = [cell.strip().lower() for cell in found[0][1][:MOST_COLUMNS]] if found else []
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise _unfit(
            "unit.not_a_table",
            f"The first line must name the columns; these are missing: {', '.join(missing)}.",
        )
    if len(found) == 1:
        raise _unfit("unit.not_a_table", "There is no order in this file: a line for each, below the names.")
    if len(found) - 1 > MOST_ROWS:
        raise _unfit(
            "unit.too_many_rows", f"A file can have {MOST_ROWS} orders. Send the others in another file."
        )
    places = {name: names.index(name) for name in COLUMNS}
    return [_line(number, cells, places) for number, cells in found[1:]]


def _line(number: int, cells: Sequence[str], places: dict[str, int]) -> Line:
    said = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
    title, instructions = " ".join(said["title"].split()), said["instructions"]
    what = next((code for code, kind in UNITS.items() if said["unit"].lower() in (code, kind.many)), "")
    words = {word.lower(): level for level, word in LEVELS.items()}
    level = words.get(said["level"].lower(), whole(said["level"]) or 0)
    counts = {name: whole(said[name]) for name in ("least", "most", "hours")}
    problem = next((f"The {name} is no whole number." for name, count in counts.items() if count is None), "")
    if not what:
        problem = f"The unit is one of {', '.join(UNITS)}."
    numbers = {name: count or 0 for name, count in counts.items()}
    return Line(number, title, instructions, what, **numbers, level=level, problem=problem)


def _unfit(code: str, sentence: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field="file")
