"""How other tools write days, times and durations; each reader gives a value or says what it could not read."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


@cache
def zones() -> tuple[str, ...]:
    """The time zones that a file's times can be in: UTC and places, as continent and city."""
    return (
        "UTC",
        *sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")),
    )


class Order(StrEnum):
    """Which comes first in a day like 03/04/2026, where the day and the month cannot be told apart."""

    DAY = "day"
    MONTH = "month"


class Unreadable(ValueError):
    """A cell that is nothing of what its column should hold; the text says so to a person."""


_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_SHORT = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_TIME = re.compile(r"(\d{1,2})(?::|\.|h)(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?")
_WORDS = re.compile(
    r"(?:(?P<h>\d+(?:[.,]\d+)?)\s*h(?:ours?|rs?)?)?\s*(?:(?P<m>\d+)\s*m(?:in(?:utes?|s)?)?)?\s*(?:(?P<s>\d+)\s*s(?:ec(?:onds?)?)?)?",
    re.IGNORECASE,
)
_ISO_SPAN = re.compile(r"PT(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+)(?:\.\d+)?S)?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
LONGEST_DAY = timedelta(hours=24)


def day_of(text: str, order: Order | None) -> date:
    """A day: ISO always, with points the day first, with slashes as ``order`` says where it could be both.

    Raises:
        Unreadable: also when it can be read in two ways and no order is known.
    """
    clean = text.strip()
    if found := _ISO.fullmatch(clean):
        return _day(int(found[1]), int(found[2]), int(found[3]), clean)
    found = _SHORT.fullmatch(clean)
    if not found:
        raise Unreadable(f"“{clean}” is not a day")
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    year += 2000 if year < 100 else 0
    if found[2] == "." or first > 12:
        return _day(year, second, first, clean)
    if second > 12:
        return _day(year, first, second, clean)
    if order is None and first != second:
        raise Unreadable(f"“{clean}” can be read in two ways; say whether the day or the month comes first")
    return _day(year, first, second, clean) if order is Order.MONTH else _day(year, second, first, clean)


def order_in(days: list[str]) -> Order | None:
    """What the days of a column give away together: one that has only one reading decides for all.

    What is a day in no reading, as 13/32/2026, gives nothing away.
    """
    for text in days:
        found = _SHORT.fullmatch(text.strip())
        if found and found[2] != ".":
            first, second = int(found[1]), int(found[3])
            if 12 < first <= 31 and second <= 12:
                return Order.DAY
            if first <= 12 < second <= 31:
                return Order.MONTH
    return None


def time_of(text: str) -> time:
    """A time of day, by the 24-hour or the 12-hour clock: 13:26, 13:26:00, 1:26 PM, 01:26:00 pm."""
    clean = " ".join(text.split())
    found = _TIME.fullmatch(clean)
    if not found:
        raise Unreadable(f"“{clean}” is not a time of day")
    hour, minute, half = int(found[1]), int(found[2]), (found[4] or "").lower()
    if half and not 1 <= hour <= 12:
        raise Unreadable(f"“{clean}” is not a time of day")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute, int(found[3] or 0))
    except ValueError as wrong:
        raise Unreadable(f"“{clean}” is not a time of day") from wrong


def moment_of(text: str, order: Order | None, zone: ZoneInfo) -> datetime:
    """A day and a time in one cell; an offset in it counts before the file's zone."""
    clean = text.strip()
    try:
        exact = datetime.fromisoformat(clean)
    except ValueError:
        exact = None
    if exact is not None and (":" in clean or "T" in clean):
        return exact if exact.tzinfo is not None else in_zone(exact.date(), exact.time(), zone)
    first, _, rest = clean.replace("T", " ").replace(",", " ").partition(" ")
    if not rest.strip():
        raise Unreadable(f"“{clean}” has no time of day")
    return in_zone(day_of(first, order), time_of(rest), zone)


def in_zone(day: date, moment: time, zone: ZoneInfo) -> datetime:
    """That wall clock in that zone; of an hour that a clock change repeats, the first.

    Raises:
        Unreadable: for a time that a clock change skips.
    """
    local = datetime.combine(day, moment, zone)
    if local.astimezone(ZoneInfo("UTC")).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Unreadable(f"{moment:%H:%M} did not exist on {day:%-d %B %Y} in {zone.key}: the clocks changed")
    return local


def span_of(text: str) -> timedelta:
    """A duration: 01:30:00, 1:30, 1.5 or 1,5 (hours), 1h 30m, 90 min, PT1H30M; a number above 24 is in seconds."""
    clean = " ".join(text.split())
    if found := _CLOCK.fullmatch(clean):
        return timedelta(hours=int(found[1]), minutes=int(found[2]), seconds=int(found[3] or 0))
    if _NUMBER.fullmatch(clean):
        number = float(clean.replace(",", "."))
        return timedelta(hours=number) if number <= 24 else timedelta(seconds=number)
    for written in (_ISO_SPAN, _WORDS):
        found = written.fullmatch(clean)
        if found and clean and any(found.groupdict().values()):
            return timedelta(
                hours=float((found["h"] or "0").replace(",", ".")),
                minutes=int(found["m"] or 0),
                seconds=int(found["s"] or 0),
            )
    raise Unreadable(f"“{clean}” is not a duration")


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as wrong:
        raise Unreadable(f"“{text}” is not a day") from wrong
