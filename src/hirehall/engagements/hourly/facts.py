"""What happens to weeks and to the time in them. Each fact names both sides, so that notices need no look-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact
from hirehall.foundation.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class HourlyFact(Fact):
    contract_id: UUID
    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFact(HourlyFact):
    week_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldBegun(WeekFact):
    name: ClassVar[str] = "hourly.hold_begun"
    payment_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekHeld(WeekFact):
    name: ClassVar[str] = "hourly.week_held"
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldFailed(WeekFact):
    name: ClassVar[str] = "hourly.hold_failed"
    payment_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReturned(WeekFact):
    name: ClassVar[str] = "hourly.payment_returned"
    payment_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekClosed(WeekFact):
    name: ClassVar[str] = "hourly.week_closed"
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBegun(WeekFact):
    name: ClassVar[str] = "hourly.review_begun"
    minutes: int
    amount: Money
    review_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCharged(WeekFact):
    name: ClassVar[str] = "hourly.week_charged"
    amount: Money
    net: Money
    rest: Money
    disputed: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCancelled(WeekFact):
    name: ClassVar[str] = "hourly.week_cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFact(WeekFact):
    entry_id: UUID
    minutes: int
    memo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLogged(EntryFact):
    name: ClassVar[str] = "hourly.time_logged"
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCorrected(EntryFact):
    name: ClassVar[str] = "hourly.entry_corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRemoved(EntryFact):
    name: ClassVar[str] = "hourly.entry_removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDisputed(EntryFact):
    name: ClassVar[str] = "hourly.entry_disputed"
    reason: str
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeWithdrawn(EntryFact):
    name: ClassVar[str] = "hourly.dispute_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTakenOff(EntryFact):
    name: ClassVar[str] = "hourly.entry_taken_off"
    in_silence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryContested(EntryFact):
    name: ClassVar[str] = "hourly.entry_contested"
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitProposed(EntryFact):
    name: ClassVar[str] = "hourly.split_proposed"
    side: str
    split_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitAgreed(EntryFact):
    name: ClassVar[str] = "hourly.split_agreed"
    side: str
    split_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPaused(HourlyFact):
    name: ClassVar[str] = "hourly.paused"
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractResumed(HourlyFact):
    name: ClassVar[str] = "hourly.resumed"
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeGiven(HourlyFact):
    name: ClassVar[str] = "hourly.notice_given"
    side: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargedBack(WeekFact):
    """The client's bank took the payment back for good; ``from_escrow`` of it was still held."""

    name: ClassVar[str] = "hourly.charged_back"
    chargeback_id: UUID
    amount: Money
    from_escrow: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeImported(HourlyFact):
    """Entries came in from another tool's timesheet."""

    name: ClassVar[str] = "hourly.time_imported"
    sheet_id: UUID
    tool: str
    entries: int
    minutes: int
