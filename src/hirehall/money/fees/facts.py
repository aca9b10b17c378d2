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
