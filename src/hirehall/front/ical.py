"""Writes calendars as RFC 5545 has them: lines of at most 75 octets, CRLF, escaped text, instants in UTC. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

PRODUCT = "-//Hirehall//Dates//EN"
LONGEST_LINE = 75
MOST_SEQUENCE = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Event:
    """One date.

    Attributes:
        uid: the same for as long as the date is about the same thing, wherever it moves.
        at: an instant, or a whole day.
        sequence: goes up whenever what the date is about has moved.
        stamp: since when it stands as it does, as far as that is known.
    """

    uid: str
    title: str
    text: str
    at: datetime | date
    address: str
    sequence: int
    stamp: datetime


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """A whole calendar. The same events give the same bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(event: Event) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{instant(event.stamp)}",
        f"SEQUENCE:{min(max(event.sequence, 0), MOST_SEQUENCE)}",
        f"DTSTART:{instant(event.at)}"
        if isinstance(event.at, datetime)
        else f"DTSTART;VALUE=DATE:{event.at:%Y%m%d}",
        f"SUMMARY:{escaped(event.title)}",
        f"DESCRIPTION:{escaped(event.text)}",
        f"URL:{event.address}",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def instant(moment: datetime) -> str:
    """An instant in UTC, which is the same in every time zone."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Text as a value: line ends, commas, semicolons and backslashes escaped; other control characters left out."""
    kept = "".join(
        letter
        for letter in text.replace("\r\n", "\n").replace("\r", "\n")
        if letter >= " " or letter in "\n\t"
    )
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        kept = kept.replace(plain, written)
    return kept


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, each next one begun with a space; no letter is cut."""
    pieces, piece, room = [], "", LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", LONGEST_LINE - 1
        piece += letter
        room -= size
    return "\r\n ".join([*pieces, piece])
