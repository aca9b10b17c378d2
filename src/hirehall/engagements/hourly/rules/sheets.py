"""Timesheets of other tools: which tool wrote a CSV file, which column is what, and one line for each of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hirehall.engagements.hourly.rules.reading import (
    LONGEST_DAY,
    Order,
    Unreadable,
    day_of,
    in_zone,
    moment_of,
    order_in,
    span_of,
    time_of,
)
from hirehall.foundation.sheets import Reader, Table

LARGEST_FILE = 1_000_000
MOST_ROWS = 2_000
READER = Reader("hourly", LARGEST_FILE, MOST_ROWS, "Export fewer weeks at once.", "entry")

# What a column can be. A day and a time may stand in one column ("start", "end") or in two.
ROLES: Mapping[str, str] = {
    "memo": "What was worked on",
    "start": "Start, day and time",
    "start_day": "Day of the start",
    "start_time": "Time of the start",
    "end": "End, day and time",
    "end_day": "Day of the end",
    "end_time": "Time of the end",
    "duration": "Duration",
    "project": "Project (to choose rows by)",
    "entry": "The tool’s own number of the entry",
}


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool's export: the columns by which it is known, and the names that its columns have in it."""

    code: str
    label: str
    known_by: frozenset[str]
    names: Mapping[str, tuple[str, ...]]


# Toggl Track, "Detailed report"; Clockify, "Detailed report"; Kimai, "Export" and "My times". Newer versions renamed
# some columns, so each role has every name that was seen. Compared in small letters, brackets and all.
TOOLS = (
    Tool(
        "toggl",
        "Toggl Track",
        frozenset({"description", "start date", "start time", "duration"}),
        {
            "memo": ("description",),
            "start_day": ("start date",),
            "start_time": ("start time",),
            "end_day": ("end date", "stop date"),
            "end_time": ("end time", "stop time"),
            "duration": ("duration",),
            "project": ("project",),
            "entry": ("time entry id", "id"),
        },
    ),
    Tool(
        "clockify",
        "Clockify",
        frozenset({"description", "start date", "start time", "duration (h)"}),
        {
            "memo": ("description",),
            "start_day": ("start date",),
            "start_time": ("start time",),
            "end_day": ("end date",),
            "end_time": ("end time",),
            "duration": ("duration (h)", "duration (decimal)"),
            "project": ("project",),
            "entry": ("time entry id", "id"),
        },
    ),
    Tool(
        "kimai",
        "Kimai",
        frozenset({"date", "activity", "description"}),
        {
            "memo": ("description",),
            "start_day": ("date",),
            "start_time": ("from", "begin", "in", "start"),
            "end_time": ("to", "end", "out"),
            "duration": ("duration", "duration (decimal)", "working time", "duration in seconds"),
            "project": ("project",),
            "entry": ("id",),
        },
    ),
)
OTHER = Tool("other", "Another tool", frozenset(), {})
BY_CODE = {tool.code: tool for tool in (*TOOLS, OTHER)}


@dataclass(frozen=True, slots=True)
class Line:
    """One row as time; ``problem`` says why it is none."""

    number: int
    starts_at: datetime | None = None
    minutes: int = 0
    memo: str = ""
    project: str = ""
    entry: str = ""
    problem: str = ""


def text_in(content: bytes) -> str:
    """The text of a file.

    Raises:
        Refused: ``hourly.file_too_large``, ``hourly.not_a_table``.
    """
    return READER.text_in(content)


def table_of(text: str) -> Table:
    """The cells of a file, whatever separates them.

    Raises:
        Refused: ``hourly.not_a_table``, ``hourly.too_many_rows``.
    """
    return READER.table_of(text)


def recognised(header: Sequence[str]) -> Tool:
    """The tool that writes such a header; ``OTHER`` where it is none that we know."""
    names = {name.strip().lower() for name in header}
    fitting = [tool for tool in TOOLS if tool.known_by <= names]
    return max(fitting, key=lambda tool: len(tool.known_by), default=OTHER)


def columns_of(tool: Tool, header: Sequence[str]) -> dict[str, int]:
    """Which column has which role, by the tool's names; the first of several names that is there."""
    places = {name.strip().lower(): place for place, name in reversed(list(enumerate(header)))}
    found = {}
    for role, names in tool.names.items():
        place = next((places[name] for name in names if name in places), None)
        if place is not None:
            found[role] = place
    return found


def require_columns(columns: Mapping[str, int], header: Sequence[str]) -> None:
    """Refuse columns from which no time can be read: it takes a memo, a start, and an end or a duration."""
    has = columns.keys()
    if any(not 0 <= place < len(header) for place in columns.values()) or not has <= ROLES.keys():
        raise READER.unfit("no_such_column", "This file has no such column.")
    missing = []
    if "memo" not in has:
        missing.append("what was worked on")
    if "start" not in has and not {"start_day", "start_time"} <= has:
        missing.append("the start with its day and time")
    if not has & {"end", "end_time", "duration"}:
        missing.append("the end or the duration")
    if missing:
        raise READER.unfit("columns_missing", f"Say which column holds {' and '.join(missing)}.")


def lines_of(table: Table, columns: Mapping[str, int], *, order: Order | None, zone: ZoneInfo) -> list[Line]:
    """Each row as time, in UTC; a row that cannot be read says why."""
    days = [_cell(cells, columns, "start_day") or _cell(cells, columns, "start") for _, cells in table.rows]
    known = order or order_in([day.partition(" ")[0] for day in days])
    return [_line(number, cells, columns, known, zone) for number, cells in table.rows]


def _line(
    number: int, cells: Sequence[str], columns: Mapping[str, int], order: Order | None, zone: ZoneInfo
) -> Line:
    memo, project = _cell(cells, columns, "memo"), _cell(cells, columns, "project")
    entry = _cell(cells, columns, "entry")[:64]
    try:
        start = _moment(cells, columns, "start", order, zone)
        if start is None:
            raise Unreadable("The start is missing")
        length = _length(cells, columns, start, order, zone)
    except Unreadable as unreadable:
        return Line(number, memo=memo, project=project, entry=entry, problem=_sentence(unreadable))
    except (OverflowError, ValueError):
        return Line(number, memo=memo, project=project, entry=entry, problem="Its day is out of all range.")
    begun = start.astimezone(UTC).replace(second=0, microsecond=0)
    problem = ""
    if length < timedelta(minutes=1):
        problem = "It is shorter than a minute."
    elif length > LONGEST_DAY:
        problem = "It is longer than 24 hours. Split it in the tool and export again."
    return Line(number, begun, int(length.total_seconds()) // 60, memo, project, entry, problem)


def _sentence(unreadable: Unreadable) -> str:
    text = str(unreadable)
    return text if text.endswith("?") else f"{text}."


def _length(
    cells: Sequence[str], columns: Mapping[str, int], start: datetime, order: Order | None, zone: ZoneInfo
) -> timedelta:
    """From start to end where the file has an end, else its duration; whole minutes are taken later, never more."""
    end = _moment(cells, columns, "end", order, zone, day=start)
    if end is not None:
        if end < start and not _cell(cells, columns, "end_day") and not _cell(cells, columns, "end"):
            end += LONGEST_DAY  # a time alone that comes before the start is that of the next day
        if end < start:
            raise Unreadable("It ends before it starts")
        return end.astimezone(UTC) - start.astimezone(UTC)
    written = _cell(cells, columns, "duration")
    if not written:
        raise Unreadable("It has neither an end nor a duration; is the timer still running?")
    return span_of(written)


def _moment(
    cells: Sequence[str],
    columns: Mapping[str, int],
    which: str,
    order: Order | None,
    zone: ZoneInfo,
    day: datetime | None = None,
) -> datetime | None:
    """The start or the end of a row; None where the row has none."""
    whole = _cell(cells, columns, which)
    if whole:
        return moment_of(whole, order, zone)
    clock_text, day_text = _cell(cells, columns, f"{which}_time"), _cell(cells, columns, f"{which}_day")
    if not clock_text:
        return None
    if not day_text and day is None:
        raise Unreadable("The day is missing")
    on = day_of(day_text, order) if day_text else day.astimezone(zone).date()  # type: ignore[union-attr]
    return in_zone(on, time_of(clock_text), zone)


def _cell(cells: Sequence[str], columns: Mapping[str, int], role: str) -> str:
    place = columns.get(role)
    return cells[place].strip() if place is not None and place < len(cells) else ""
