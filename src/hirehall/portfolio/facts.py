"""What happens to work that is shown. One like or one follower is no news of its own: they are told together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceLiked(Fact):
    name: ClassVar[str] = "piece.liked"
    showing_id: UUID
    maker_id: UUID
    liked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MakerFollowed(Fact):
    name: ClassVar[str] = "maker.followed"
    maker_id: UUID
    follows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MakersAsked(Fact):
    """One request went to several makers; each of them hears of theirs as of any other."""

    name: ClassVar[str] = "makers.asked"
    project_id: UUID
    makers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectClosed(Fact):
    name: ClassVar[str] = "project.closed"
    project_id: UUID
    withdrawn: int
    by_clock: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionChanged(Fact):
    name: ClassVar[str] = "collection.changed"
    collection_id: UUID
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditMoved(Fact):
    """The maker asks, the client answers, or one of them takes it back."""

    name: ClassVar[str] = "credit.moved"
    credit_id: UUID
    contract_id: UUID
    showing_id: UUID
    state: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceReported(Fact):
    name: ClassVar[str] = "piece.reported"
    report_id: UUID
    showing_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsAnswered(Fact):
    """The desk has looked at what was reported: the piece is hidden, or stays."""

    name: ClassVar[str] = "piece.reports_answered"
    showing_id: UUID
    report_ids: list[UUID]
    upheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceHidden(Fact):
    name: ClassVar[str] = "piece.hidden"
    hiding_id: UUID
    showing_id: UUID
    wrong: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HidingAppealed(Fact):
    name: ClassVar[str] = "piece.hiding_appealed"
    hiding_id: UUID
    showing_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HidingAnswered(Fact):
    """The hiding stands after an appeal, or is lifted."""

    name: ClassVar[str] = "piece.hiding_answered"
    hiding_id: UUID
    showing_id: UUID
    lifted: bool
    words: str
