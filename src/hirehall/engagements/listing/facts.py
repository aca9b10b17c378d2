"""What happens to outside positions. Facts name who is to be told, so that notices need no look-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionFact(Fact):
    position_id: UUID
    poster_id: UUID | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionSubmitted(PositionFact):
    name: ClassVar[str] = "position.submitted"
    source: str
    signals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionListed(PositionFact):
    name: ClassVar[str] = "position.listed"
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRefused(PositionFact):
    name: ClassVar[str] = "position.refused"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionWithdrawn(PositionFact):
    name: ClassVar[str] = "position.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionConfirmed(PositionFact):
    name: ClassVar[str] = "position.confirmed"
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionClosed(PositionFact):
    name: ClassVar[str] = "position.closed"
    by_desk: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionExpired(PositionFact):
    name: ClassVar[str] = "position.expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionReported(PositionFact):
    """A member says that something is wrong; who, only the desk sees."""

    name: ClassVar[str] = "position.reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalDismissed(PositionFact):
    name: ClassVar[str] = "position.signal_dismissed"
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningDated(Fact):
    name: ClassVar[str] = "position.screening_dated"
    screening_id: UUID
    effective_from: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedKept(Fact):
    """An editor has entered a feed, changed it, or switched it on or off."""

    name: ClassVar[str] = "position.feed_kept"
    source_id: UUID
    address: str
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRead(Fact):
    """A feed has brought something new, or something in it is gone."""

    name: ClassVar[str] = "position.feed_read"
    source_id: UUID
    new: int
    changed: int
    gone: int
