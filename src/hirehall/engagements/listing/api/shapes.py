"""What the board’s calls take and answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from hirehall.engagements.listing.models import Content, Position, Tracked
from hirehall.engagements.listing.queries import Seen
from hirehall.engagements.listing.rules import LONGEST_DESCRIPTION


class PositionIn(Schema):
    """What is said about a position. Amounts in the hall’s minor unit; ``country`` empty for anywhere."""

    title: str
    employer: str
    site: str
    description: str = Field(max_length=LONGEST_DESCRIPTION)
    kind: str = "contract"
    work: str = "remote"
    place: str = ""
    country: str = ""
    apply_url: str = ""
    apply_email: str = ""
    apply_until: date | None = None
    category_id: UUID | None = None
    skill_ids: list[UUID] = []
    pay_min_minor: int | None = None
    pay_max_minor: int | None = None
    pay_per: str = "hour"

    @property
    def content(self) -> Content:
        data = self.dict(exclude={"version"})
        return Content(**{**data, "skill_ids": tuple(data["skill_ids"])})


class PositionAgainIn(PositionIn):
    version: int | None = None


class VersionIn(Schema):
    version: int | None = None


class ReasonIn(VersionIn):
    reason: str


class ListIn(VersionIn):
    """Every point of the list that is in force, in its words."""

    checks: list[str]


class ReportIn(Schema):
    text: str


class NoteIn(VersionIn):
    step: str
    note: str = ""
    applied_on: date | None = None
    next_at: datetime | None = None
    next_what: str = ""


class SignalOut(Schema):
    """What is remarked on in a position, where it stands, and why."""

    id: UUID
    code: str
    field: str
    start: int
    end: int
    quote: str
    why: str
    dismissed_at: datetime | None
    dismissal: str


class PositionOut(Schema):
    """One position. ``signals`` and ``reports`` are for the desk alone.

    Where ``is_whole`` is false, a membership of the board opens the rest of its text, and how one applies.
    """

    id: UUID
    state: str
    version: int
    title: str
    employer: str
    site: str
    description: str
    kind: str
    work: str
    place: str
    country: str
    apply_url: str
    apply_email: str
    apply_until: date | None
    skills: list[str]
    pay_min_minor: int | None
    pay_max_minor: int | None
    currency: str
    pay_per: str
    listed_at: datetime | None
    expires_at: datetime | None
    screened_at: datetime | None
    screened_by: str | None
    reason: str
    signals: list[SignalOut] | None = None
    is_whole: bool = True

    @staticmethod
    def of(row: Position, **more: Any) -> PositionOut:
        names = set(PositionOut.model_fields) - {"skills", "screened_by", "signals", "is_whole"}
        told = {name: getattr(row, name) for name in names}
        by = row.screened_by.name if row.screened_by_id and row.screened_by else None
        return PositionOut(**told, skills=row.skill_names, screened_by=by, **more)


class SeenOut(Schema):
    """A position that is like another. ``percent`` of the newer one’s passages stand in it."""

    id: UUID
    title: str
    state: str
    reason: str
    percent: int
    same_words: bool
    same_address: bool

    @staticmethod
    def of(one: Seen) -> SeenOut:
        row = one.position
        return SeenOut(
            id=row.id, title=row.title, state=row.state, reason=row.reason, percent=one.percent,
            same_words=one.same_words, same_address=one.same_address,
        )  # fmt: skip


class SeenListOut(Schema):
    items: list[SeenOut]


class CardOut(Schema):
    """One position in a list."""

    id: UUID
    title: str
    employer: str
    domain: str
    summary: str
    kind: str
    work: str
    where: str
    pay: str
    skills: list[str]
    listed_at: datetime
    apply_until: date | None


class CardsOut(Schema):
    items: list[CardOut]
    next: str | None
    total: int
    words: str


class PositionsOut(Schema):
    items: list[PositionOut]
    next: UUID | None


class TrackedOut(Schema):
    """A position that one keeps, and what one noted."""

    id: UUID
    position_id: UUID
    title: str
    position_state: str
    step: str
    note: str
    applied_on: date | None
    next_at: datetime | None
    next_what: str
    version: int

    @staticmethod
    def of(row: Tracked) -> TrackedOut:
        names = set(TrackedOut.model_fields) - {"title", "position_state"}
        told = {name: getattr(row, name) for name in names}
        return TrackedOut(**told, title=row.position.title, position_state=row.position.state)


class TrackedListOut(Schema):
    items: list[TrackedOut]
    next: UUID | None


class SearchIn(Schema):
    """What is looked for, and how often one is told: ``instant``, ``daily``, ``weekly`` or ``never``."""

    text: str = Field("", max_length=200)
    skills: list[UUID] = []
    category: UUID | None = None
    work: str = ""
    kind: str = ""
    country: str = ""
    least_minor: int | None = None
    every: str = "daily"
    name: str = ""


class EveryIn(VersionIn):
    every: str


class SearchOut(Schema):
    """A saved search; ``next_at`` is when it tells next, and empty for one that tells at once or never."""

    id: UUID
    name: str
    asked: dict[str, Any]
    every: str
    next_at: datetime | None
    version: int


class SearchesOut(Schema):
    items: list[SearchOut]


class ScreeningIn(Schema):
    """A dated list; it counts from now where no instant is given."""

    checks: list[str]
    free_mail: list[str] = []
    hosts: list[str] = []
    reason: str
    effective_from: datetime | None = None


class ScreeningOut(Schema):
    checks: list[str]
    free_mail: list[str]
    hosts: list[str]
    effective_from: datetime | None
