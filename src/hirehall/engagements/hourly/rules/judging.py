"""Which rows of a timesheet can come in, and why the others cannot: the rules of time by hand, row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from hirehall.engagements.hourly import rules
from hirehall.engagements.hourly.models import Entry, Week
from hirehall.engagements.hourly.rules.sheets import Line
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Time of the same freelancer under another contract."""

    title: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """One row with its verdict: ready where ``code`` is empty."""

    line: Line
    key: str = ""
    week: Week | None = None
    code: str = ""
    why: str = ""

    @property
    def is_ready(self) -> bool:
        return not self.code

    @property
    def begun(self) -> datetime:
        """When the time of a row that can come in began."""
        return cast(datetime, self.line.starts_at)

    @property
    def amount(self) -> Money | None:
        return self.week.worth(self.line.minutes) if self.week is not None and self.is_ready else None


@dataclass(slots=True)
class Ground:
    """What rows are judged against, of one contract and its freelancer.

    Attributes:
        entries: by week; rows that are ready are added while the next ones are judged.
        known: the keys of rows that came in before.
        elsewhere: the freelancer's time under other contracts around these rows.
    """

    contract_id: UUID
    weeks: Sequence[Week]
    entries: Mapping[UUID, list[Entry]]
    known: set[str]
    elsewhere: Sequence[Elsewhere] = field(default_factory=list)


def judged(lines: Sequence[Line], ground: Ground, *, project: str = "") -> list[Judged]:
    """Every row with its verdict, in the file's order; time is taken in its own order, so the earlier gets the room."""
    mine = [line for line in lines if not project or line.project == project]
    taken = {
        line.number: _judge(line, ground)
        for line in sorted(mine, key=lambda line: (line.starts_at is None, line.starts_at or 0))
    }
    return [taken[line.number] for line in mine]


def require_free(elsewhere: Sequence[Elsewhere], starts_at: datetime, minutes: int) -> None:
    """An hour is worked once: refuse time that another contract of the freelancer's already has."""
    ends_at = starts_at + timedelta(minutes=minutes)
    for other in elsewhere:
        if other.starts_at < ends_at and starts_at < other.ends_at:
            raise Refused(
                "hourly.overlaps_elsewhere",
                f"You logged {other.starts_at:%H:%M} to {other.ends_at:%H:%M} UTC that day under “{other.title}”. "
                "One hour is paid once.",
                because=Because.INVALID,
                field="starts_at",
            )


def key_of(contract_id: UUID, line: Line) -> str:
    """What a row is, whatever file it stands in: the tool's own number of it, else its time and its memo."""
    what = f"id {line.entry}" if line.entry else f"{line.starts_at} {line.minutes} {line.memo}"
    return hashlib.sha256(f"{contract_id} {what}".encode()).hexdigest()


def _judge(line: Line, ground: Ground) -> Judged:
    if line.problem or line.starts_at is None:
        return Judged(line, code="hourly.unreadable", why=line.problem)
    key = key_of(ground.contract_id, line)
    week = next((row for row in ground.weeks if row.starts_at <= line.starts_at < row.ends_at), None)
    try:
        memo = rules.require_memo(line.memo)
        found = rules.require_logging(week)
        rows = ground.entries[found.id]
        _require_new(key, line, rows, ground.known)
        rules.require_span(found, line.starts_at, line.minutes)
        rules.require_room(found, rows, line.starts_at, line.minutes)
        require_free(ground.elsewhere, line.starts_at, line.minutes)
    except Refused as refused:
        return Judged(line, key, week, refused.code, refused.sentence)
    ground.known.add(key)
    rows.append(Entry(week=found, starts_at=line.starts_at, minutes=line.minutes, memo=memo))
    return Judged(line, key, found)


def _require_new(key: str, line: Line, rows: Sequence[Entry], known: set[str]) -> None:
    same = any(
        (row.starts_at, row.minutes, row.memo) == (line.starts_at, line.minutes, line.memo) for row in rows
    )
    if same or key in known:
        raise Refused("hourly.duplicate", "This time is logged already, or stands in this file twice.")
