"""The calendar page: one page of a person's dates, by month and day as the reader's own calendar has them.

The dates come from many tables, so the page is cut from the sorted whole (``front/dates.py`` reads it in a fixed number
of queries); its cursor names the last row, so a date that comes or goes meanwhile moves no other row to a page twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from babel.dates import format_date

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.front.dates import Dated, dates_of
from hirehall.look.formats import reader

PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One date as it stands on its day: ``time`` is empty for a whole day."""

    dated: Dated
    time: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its dates; today stands in the list though nothing be due."""

    day: date
    weekday: str
    is_today: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    months: tuple[Month, ...]
    total: int
    over: int
    next: str


Place = tuple[datetime, str]


def agenda(by: Actor, *, after: str = "", limit: int = PAGE) -> Agenda:
    """The actor's dates beyond the cursor, the next first."""
    now, today = clock.now(), _local(clock.now())
    dates, page, more = _cut(by, after, limit)
    lines = [(_day(one), Line(one, _time(one), _is_over(one, now, today))) for one in page]
    days = [
        _of(day, today, [line for _, line in rows]) for day, rows in groupby(lines, key=lambda row: row[0])
    ]
    begun = beyond(after)
    is_here = bool(dates) and (begun is None or _local(begun[0]) < today)
    if is_here and not any(day.is_today for day in days) and (not more or days[-1].day > today):
        days = sorted([*days, _of(today, today, [])], key=lambda day: day.day)
    over = sum(1 for one in dates if _is_over(one, now, today))
    months = groupby(days, key=lambda day: day.day.replace(day=1))
    return Agenda(tuple(Month(_month(first), tuple(rows)) for first, rows in months), len(dates), over, more)


def dates_page(by: Actor, *, after: str = "", limit: int = PAGE) -> tuple[list[Dated], str | None]:
    """The same page for programs, and the cursor of the next one."""
    _, page, more = _cut(by, after, limit)
    return page, more or None


def beyond(after: str) -> Place | None:
    """The place that a cursor names, or None for an empty or broken one."""
    instant, _, key = after.partition("~")
    try:
        when = datetime.fromisoformat(instant)
    except ValueError:
        return None
    return (when, key) if when.tzinfo is not None else None


def _cut(by: Actor, after: str, limit: int) -> tuple[list[Dated], list[Dated], str]:
    dates = sorted(dates_of(by), key=_place)
    begun = beyond(after)
    rest = [one for one in dates if begun is None or _place(one) > begun]
    page = rest[:limit]
    return dates, page, _cursor(page[-1]) if len(rest) > limit else ""


def _place(one: Dated) -> Place:
    """Where it stands: a whole day begins at the reader's own midnight, before what has an hour on that day."""
    at = one.at if isinstance(one.at, datetime) else datetime.combine(one.at, time(), tzinfo=_zone())
    return at, one.key


def _cursor(one: Dated) -> str:
    at, key = _place(one)
    return f"{at.isoformat()}~{key}"


def _zone() -> ZoneInfo:
    return ZoneInfo(reader().zone)


def _local(moment: datetime) -> date:
    return moment.astimezone(_zone()).date()


def _day(one: Dated) -> date:
    return _local(one.at) if isinstance(one.at, datetime) else one.at


def _time(one: Dated) -> str:
    return one.at.astimezone(_zone()).strftime("%H:%M") if isinstance(one.at, datetime) else ""


def _is_over(one: Dated, now: datetime, today: date) -> bool:
    return one.at < now if isinstance(one.at, datetime) else one.at < today


def _of(day: date, today: date, lines: Iterable[Line]) -> Day:
    return Day(day, format_date(day, "EEE", locale=reader().locale), day == today, tuple(lines))


def _month(first: date) -> str:
    return format_date(first, "LLLL y", locale=reader().locale)
