"""What has happened with panels and addenda, in the past tense. None of it says who has proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelArranged(Fact):
    name: ClassVar[str] = "panel.arranged"
    brief_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDropped(Fact):
    name: ClassVar[str] = "panel.dropped"
    brief_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMemberInvited(Fact):
    name: ClassVar[str] = "panel.member_invited"
    brief_id: UUID
    seat_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMemberAnswered(Fact):
    """They sit on it, have said no, or have left."""

    name: ClassVar[str] = "panel.member_answered"
    brief_id: UUID
    seat_id: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMemberExcluded(Fact):
    """A conflict of interest takes a member off the panel: they have said so, or the moderator has decided it."""

    name: ClassVar[str] = "panel.member_excluded"
    brief_id: UUID
    seat_id: UUID
    declared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelOpened(Fact):
    """The closing day has come: the proposals have their numbers, and the members can score."""

    name: ClassVar[str] = "panel.opened"
    brief_id: UUID
    proposals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRecused(Fact):
    name: ClassVar[str] = "panel.recused"
    brief_id: UUID
    seat_id: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelHandedIn(Fact):
    name: ClassVar[str] = "panel.handed_in"
    brief_id: UUID
    seat_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelCompared(Fact):
    """The members see each other's scores from now on."""

    name: ClassVar[str] = "panel.compared"
    brief_id: UUID
    scorers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelAgreed(Fact):
    """What the panel agreed on for one proposal; ``points`` in the order of the criteria."""

    name: ClassVar[str] = "panel.agreed"
    brief_id: UUID
    number: int
    points: list[int]
    before: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelAwarded(Fact):
    name: ClassVar[str] = "panel.awarded"
    brief_id: UUID
    number: int
    proposal_ids: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddendumPublished(Fact):
    name: ClassVar[str] = "brief.addendum"
    brief_id: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalConfirmed(Fact):
    name: ClassVar[str] = "proposal.confirmed"
    proposal_id: UUID
    brief_id: UUID
    addendum: int
