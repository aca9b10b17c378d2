"""A bank as a file, TOML or CSV: read with every mistake named, and written so that reading it gives the same."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hirehall.vetting.models import BankVersion, Question
from hirehall.vetting.rules import MOST_QUESTIONS
from hirehall.vetting.rules.marking import number_in
from hirehall.vetting.states import CHOOSES, Kind

LARGEST_FILE = 500_000
MOST_OPTIONS = 10
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")
COLUMNS = ("key", "kind", "text", "options", "right", "tolerance", "points", "why")
BETWEEN = " | "
NUMBERS = ("minutes", "drawn", "pass_percent", "retake_days", "valid_months")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as a file says it, checked."""

    key: str
    kind: Kind
    text: str
    options: tuple[str, ...]
    right: tuple[Any, ...]
    points: int
    why: str


@dataclass(slots=True)
class Read:
    """What a file says: the numbers of the test that it names, its questions, and all that is wrong with it."""

    numbers: dict[str, int] = field(default_factory=dict)
    questions: list[Asked] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def read(text: str) -> Read:
    """Read a file of either kind. Nothing is guessed: what cannot be understood stands in ``wrong`` with its place."""
    found = Read()
    if len(text) > LARGEST_FILE:
        found.wrong.append("The file is too large.")
        return found
    rows = list(_rows(text, found))
    if not rows and not found.wrong:
        found.wrong.append("There is no question in the file.")
    if len(rows) > MOST_QUESTIONS:
        found.wrong.append(f"A version has at most {MOST_QUESTIONS} questions.")
        return found
    keys: set[str] = set()
    for place, row in rows:
        try:
            asked = read_one(row)
            if asked.key in keys:
                raise ValueError(f"the key {asked.key} stands there twice")
        except ValueError as error:
            found.wrong.append(f"{place}: {error}.")
        else:
            keys.add(asked.key)
            found.questions.append(asked)
    return found


def _rows(text: str, found: Read) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """(where it stands, what it says), of TOML when there is a table in it, else of CSV."""
    if "[[question]]" in text:
        return _toml_rows(text, found)
    return _csv_rows(text, found)


def _toml_rows(text: str, found: Read) -> list[tuple[str, Mapping[str, Any]]]:
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found.wrong.append(f"This is no TOML: {error}.")
        return []
    test = written.get("test", {})
    for name in NUMBERS:
        value = test.get(name) if isinstance(test, dict) else None
        if isinstance(value, int) and not isinstance(value, bool):
            found.numbers[name] = value
        elif value is not None:
            found.wrong.append(f"{name} in [test] is a whole number.")
    listed = written.get("question", [])
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    return [(f"Question {place}", row) for place, row in enumerate(rows, 1)]


def _csv_rows(text: str, found: Read) -> list[tuple[str, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text))
    missing = {"key", "kind", "text", "right"} - set(reader.fieldnames or ())
    if missing:
        found.wrong.append(
            f"The first line names the columns; these are missing: {', '.join(sorted(missing))}."
        )
        return []
    try:
        return [(f"Line {reader.line_num}", _from_csv(row)) for row in reader]
    except csv.Error as error:
        found.wrong.append(f"This is no CSV: {error}.")
        return []


def _from_csv(row: Mapping[str, str | None]) -> dict[str, Any]:
    """Options and right answers are parted by ``|``; right ones are counted from 1, as people count."""
    said = {name: (row.get(name) or "").strip() for name in COLUMNS}
    kind, right = said.get("kind", ""), said.get("right", "")
    options = [one.strip() for one in said.get("options", "").split("|")] if said.get("options") else []
    made: dict[str, Any] = {name: said.get(name, "") for name in ("key", "kind", "text", "why")}
    made["options"] = options
    made["right"] = [one.strip() for one in right.split("|")] if kind == Kind.SEVERAL else right
    made["tolerance"] = said.get("tolerance", "")
    made["points"] = said.get("points") or "1"
    return made


def read_one(row: Mapping[str, Any]) -> Asked:
    """One question as a row of a file says it.

    Raises:
        ValueError: what is wrong with it, in words.
    """
    key, kind = str(row.get("key", "")), str(row.get("kind", ""))
    if not KEY.match(key):
        raise ValueError("the key has small letters, digits and hyphens, at most 40")
    if kind not in set(Kind):
        raise ValueError(f"the kind is one of {', '.join(Kind)}")
    text, why = str(row.get("text", "")).strip(), str(row.get("why", "")).strip()
    if not 5 <= len(text) <= 4_000 or len(why) > 2_000 or "\x00" in text + why:
        raise ValueError("the question has 5 to 4,000 characters, its explanation at most 2,000")
    points = number_in(str(row.get("points", 1)))
    if points is None or points not in {Decimal(one) for one in range(1, 11)}:
        raise ValueError("the points are a whole number from 1 to 10")
    options = _options(Kind(kind), row.get("options", []))
    right = _right(Kind(kind), row, options)
    return Asked(key, Kind(kind), text, options, right, int(points), why)


def _options(kind: Kind, given: Any) -> tuple[str, ...]:
    options = tuple(str(one).strip() for one in given) if isinstance(given, list) else ()
    if kind not in CHOOSES:
        if options:
            raise ValueError(f"a question of the kind {kind} has no options")
        return ()
    if not 2 <= len(options) <= MOST_OPTIONS or not all(0 < len(one) <= 400 for one in options):
        raise ValueError(f"there are 2 to {MOST_OPTIONS} options of at most 400 characters each")
    if len(set(options)) != len(options):
        raise ValueError("two options are the same")
    return options


def _right(kind: Kind, row: Mapping[str, Any], options: tuple[str, ...]) -> tuple[Any, ...]:
    """Written places of the right options, from 0; a number with its tolerance; nothing where none is needed."""
    given = row.get("right", [])
    if kind in (Kind.ORDER, Kind.TEXT):
        return ()
    if kind == Kind.NUMBER:
        number, tolerance = number_in(str(given)), number_in(str(row.get("tolerance") or "0"))
        if number is None or tolerance is None or tolerance < 0:
            raise ValueError(
                "the right number and its tolerance are numbers, the tolerance not below nothing"
            )
        return (str(number), str(tolerance))
    places = [_place(one, options) for one in (given if isinstance(given, list) else [given])]
    if kind == Kind.SINGLE and len(places) != 1:
        raise ValueError("one option is right")
    if kind == Kind.SEVERAL and not 1 <= len(set(places)) == len(places):
        raise ValueError("at least one option is right, each named once")
    return tuple(sorted(places))


def _place(said: Any, options: tuple[str, ...]) -> int:
    """The place of a right option, which a file names by its words or counts from 1."""
    if isinstance(said, str) and said in options:
        return options.index(said)
    number = number_in(str(said))
    if number is None or number != number.to_integral_value() or not 1 <= number <= len(options):
        raise ValueError(f"{said!s} is none of the options; count them from 1")
    return int(number) - 1


def as_row(one: Question) -> dict[str, Any]:
    """A question as ``read_one`` reads it, places of right options counted from 1."""
    row: dict[str, Any] = {"key": one.key, "kind": str(one.kind), "text": one.text}
    if one.options:
        row["options"] = list(one.options)
    if one.kind == Kind.SEVERAL:
        row["right"] = [place + 1 for place in one.right]
    elif one.kind == Kind.SINGLE:
        row["right"] = one.right[0] + 1
    elif one.kind == Kind.NUMBER:
        row["right"], row["tolerance"] = str(one.right[0]), str(one.right[1])
    row["points"] = one.points
    if one.why:
        row["why"] = one.why
    return row


def as_toml(version: BankVersion, questions: Iterable[Question]) -> str:
    """The version as TOML. A JSON string is a TOML string as well."""
    lines = ["[test]", *(f"{name} = {getattr(version, name)}" for name in NUMBERS)]
    for one in questions:
        lines += ["", "[[question]]"]
        lines += [f"{name} = {_written(value)}" for name, value in as_row(one).items()]
    return "\n".join(lines) + "\n"


def _written(value: str | int | list[str | int]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return str(value) if isinstance(value, int) else _quoted(value)


def _quoted(text: str) -> str:
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")


def as_csv(questions: Iterable[Question]) -> str:
    """The questions as CSV, as they were written: the file is read again by us."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in questions:
        right = right_words(one)
        tolerance = one.right[1] if one.kind == Kind.NUMBER else ""
        writer.writerow(
            (one.key, one.kind, one.text, BETWEEN.join(one.options), right, tolerance, one.points, one.why)
        )
    return out.getvalue()


def right_words(one: Question) -> str:
    """The right answer of a question in one cell, places counted from 1."""
    if one.kind == Kind.NUMBER:
        return str(one.right[0])
    return BETWEEN.join(str(place + 1) for place in one.right)
