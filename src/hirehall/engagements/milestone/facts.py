"""What happens to milestones. Each fact names both sides, so that notices need no look-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact
from hirehall.foundation.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFact(Fact):
    contract_id: UUID
    milestone_id: UUID
    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingBegun(MilestoneFact):
    name: ClassVar[str] = "milestone.funding_begun"
    payment_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFunded(MilestoneFact):
    name: ClassVar[str] = "milestone.funded"
    payment_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingFailed(MilestoneFact):
    name: ClassVar[str] = "milestone.funding_failed"
    payment_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReturned(MilestoneFact):
    name: ClassVar[str] = "milestone.payment_returned"
    payment_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneDelivered(MilestoneFact):
    name: ClassVar[str] = "milestone.delivered"
    delivery_id: UUID
    number: int
    files: int
    amount: Money
    auto_accept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesAsked(MilestoneFact):
    name: ClassVar[str] = "milestone.changes_asked"
    delivery_id: UUID
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneAccepted(MilestoneFact):
    name: ClassVar[str] = "milestone.accepted"
    in_silence: bool
    amount: Money
    net: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReleased(MilestoneFact):
    name: ClassVar[str] = "milestone.part_released"
    amount: Money
    net: Money
    rest: Money
    rest_rolled_to: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundAsked(MilestoneFact):
    name: ClassVar[str] = "milestone.refund_asked"
    request_id: UUID
    amount: Money
    reason: str
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundWithdrawn(MilestoneFact):
    name: ClassVar[str] = "milestone.refund_withdrawn"
    request_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRefused(MilestoneFact):
    name: ClassVar[str] = "milestone.refund_refused"
    request_id: UUID
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRefunded(MilestoneFact):
    name: ClassVar[str] = "milestone.refunded"
    request_id: UUID
    amount: Money
    in_silence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneCancelled(MilestoneFact):
    name: ClassVar[str] = "milestone.cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneSettled(MilestoneFact):
    """The end of a contract decided what becomes of what was still held."""

    name: ClassVar[str] = "milestone.settled"
    released: Money
    refunded: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargedBack(MilestoneFact):
    """The client's bank took the payment back for good; ``from_escrow`` of it was still held."""

    name: ClassVar[str] = "milestone.charged_back"
    chargeback_id: UUID
    amount: Money
    from_escrow: Money
