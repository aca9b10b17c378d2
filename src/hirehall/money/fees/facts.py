"""What has happened to fees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeScheduleAnnounced(Fact):
    """A new fee schedule was dated. Contracts made before keep theirs."""

    name: ClassVar[str] = "fee_schedule.announced"
    schedule_id: UUID
    number: int
    effective_from: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeScheduleWithdrawn(Fact):
    """A schedule that was announced will not count after all; the fees stay as they are."""

    name: ClassVar[str] = "fee_schedule.withdrawn"
    schedule_id: UUID
    number: int
    effective_from: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeScheduleDrafted(Fact):
    """Other rules were written down, to see what last year's work would have cost by them."""

    name: ClassVar[str] = "fee_schedule.drafted"
    draft_id: UUID
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeVoteOpened(Fact):
    """The members of a hall are asked about a draft of fees."""

    name: ClassVar[str] = "fee_vote.opened"
    vote_id: UUID
    voters: int
    closes_at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeVoteClosed(Fact):
    """A vote on fees is over: its sums, and nothing of who voted how."""

    name: ClassVar[str] = "fee_vote.closed"
    vote_id: UUID
    voters: int
    yes: int
    no: int
    abstain: int
    passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeVoteCalledOff(Fact):
    """A vote on fees was ended before its day; nothing was counted."""

    name: ClassVar[str] = "fee_vote.called_off"
    vote_id: UUID
    reason: str
