"""A CSV file of positions, row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hirehall.engagements.listing import rules
from hirehall.engagements.listing.models import Content
from hirehall.engagements.listing.rules.reading import ROLES, Vocabulary, content_of, why_of
from hirehall.foundation.refused import Refused
from hirehall.foundation.sheets import Reader, Table, as_written

LARGEST_FILE = 2_000_000
READER = Reader("position", LARGEST_FILE, 500, "Send them in several files.", "position")
EXAMPLE = {
    "title": "Editor for a magazine about gardens",
    "employer": "Juniper Press",
    "site": "https://juniper-press.example/",
    "description": "Edit short essays and calendars, two days a week. We choose by a short trial text and one call.",
    "kind": "Freelance contract",
    "work": "Remote",
    "country": "Germany",
    "skills": "Copy editing; Proofreading",
    "pay_min": "35",
    "pay_max": "45",
    "pay_per": "hour",
    "apply_url": "https://juniper-press.example/work/editor",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: a position, or why it is none."""

    number: int
    title: str
    employer: str
    content: Content | None = None
    problem: str = ""
    fingerprint: str = ""

    @property
    def is_ready(self) -> bool:
        return self.content is not None and not self.problem


def table_of(text: str) -> Table:
    """The cells of a file, with the paragraphs of long ones."""
    return READER.table_of(text, cell=as_written)


def template() -> str:
    """A file to begin from: every column that we know, and one example."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(ROLES)
    writer.writerow([EXAMPLE.get(role, "") for role in ROLES])
    return out.getvalue()


def require_columns(columns: Mapping[str, int], header: Sequence[str]) -> dict[str, int]:
    if not columns.keys() <= ROLES.keys() or any(not 0 <= one < len(header) for one in columns.values()):
        raise READER.unfit("no_such_column", "This file has no such column.")
    return dict(columns)


def rows_of(
    table: Table, columns: Mapping[str, int], words: Vocabulary, *, today: date, here: frozenset[str]
) -> list[Row]:
    """Each line as a position, checked as one that is sent in by form; what is not one says why.

    Args:
        here: fingerprints of the positions that wait or are listed already.
    """
    found: list[Row] = []
    seen: dict[str, int] = {}
    for number, cells in table.rows:
        row = _row(number, cells, columns, words, today)
        if row.is_ready and row.fingerprint in here:
            row = replace(row, problem="The same words wait for the desk or are listed already.")
        elif row.is_ready and row.fingerprint in seen:
            row = replace(row, problem=f"The same words stand in line {seen[row.fingerprint]}.")
        seen.setdefault(row.fingerprint, number)
        found.append(row)
    return found


def _row(
    number: int, cells: Sequence[str], columns: Mapping[str, int], words: Vocabulary, today: date
) -> Row:
    told = {role: cells[place] for role, place in columns.items() if place < len(cells)}
    bare = Row(number, told.get("title", "")[:140], told.get("employer", "")[:120])
    try:
        content = rules.require_content(content_of(told, words), today=today)
    except Refused as refused:
        return replace(bare, problem=why_of(refused))
    return replace(bare, content=content, fingerprint=rules.fingerprint(content))
