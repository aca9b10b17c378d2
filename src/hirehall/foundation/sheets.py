"""Tables that people export from somewhere: the text of a CSV file, whatever wrote it, and its cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from hirehall.foundation.refused import Because, Refused

MOST_COLUMNS = 100
LONGEST_CELL = 2_000


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file as cells; rows keep the number of the line that they end on."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """How a module reads tables.

    Attributes:
        owner: the module's name, before the codes of its refusals.
        largest: bytes that are taken.
        most_rows: rows that are taken at once.
        less: what to do when there is more.
        entry: what one row is.
    """

    owner: str
    largest: int
    most_rows: int
    less: str
    entry: str

    def text_in(self, content: bytes) -> str:
        """The text of a file: UTF-8 with or without its mark, UTF-16 with one, else what Excel writes in the West.

        Raises:
            Refused: ``….file_too_large``, ``….not_a_table``.
        """
        if len(content) > self.largest:
            size = f"The file has {len(content) // 1000} kB; {self.largest // 1000} kB are taken. {self.less}"
            raise self.unfit("file_too_large", size)
        for encoding in (
            "utf-8-sig",
            "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "",
            "cp1252",
        ):
            try:
                text = content.decode(encoding) if encoding else ""
            except UnicodeDecodeError:
                continue
            if text and "\x00" not in text:
                return text
        raise self.unfit(
            "not_a_table", "This is not a CSV file with text in it. Export it as CSV and try again."
        )

    def table_of(
        self, text: str, *, cell: Callable[[str], str] = lambda cell: " ".join(cell.split())
    ) -> Table:
        """The cells of a file, whatever separates them.

        Args:
            cell: how a cell is cleaned; all its spaces are one where left out.
        Raises:
            Refused: ``….not_a_table``, ``….too_many_rows``.
        """
        found = self.rows_of(text, cell=cell)
        if len(found) < 2 or len(found[0][1]) < 2:
            said = (
                "There is no table in this file: a first line with the names of the columns, then a line for "
                f"each {self.entry}."
            )
            raise self.unfit("not_a_table", said)
        if len(found) - 1 > self.most_rows:
            raise self.unfit("too_many_rows", f"{self.most_rows} rows are taken at once. {self.less}")
        return Table(found[0][1], tuple(found[1:]))

    def rows_of(self, text: str, *, cell: Callable[[str], str]) -> list[tuple[int, tuple[str, ...]]]:
        """Every line that says something, the names of the columns first, with the number of the line it ends on.

        Where there are more than are taken, more come back than that, for the caller to refuse.

        Raises:
            Refused: ``….not_a_table`` when it cannot be read as CSV.
        """
        head = next((line for line in text.splitlines() if line.strip()), "")
        separator = max(",;\t|", key=lambda mark: len(next(csv.reader([head], delimiter=mark), [])))
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        found: list[tuple[int, tuple[str, ...]]] = []
        longest = LONGEST_CELL * (10 if cell is as_written else 1)
        try:
            for cells in islice(reader, self.most_rows * 2):
                if any(one.strip() for one in cells):
                    clean = tuple(cell(one)[:longest] for one in cells[:MOST_COLUMNS])
                    found.append((reader.line_num, clean))
        except csv.Error as broken:
            said = f"Line {reader.line_num} cannot be read as CSV: {broken}."
            raise self.unfit("not_a_table", said) from broken
        return found

    def unfit(self, code: str, sentence: str) -> Refused:
        return Refused(f"{self.owner}.{code}", sentence, because=Because.INVALID, field="file")


def as_written(cell: str) -> str:
    """A cell with its lines as they are: for texts of several paragraphs."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()
