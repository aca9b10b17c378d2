"""What happens to unit orders and to levels. Facts of an order name the people, so that notices need no look-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact
from hirehall.foundation.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolFact(Fact):
    """Before there is a contract: ``freelancer_id`` is who held the order, where somebody did."""

    contract_id: UUID
    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID | None = None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPosted(PoolFact):
    name: ClassVar[str] = "unit.posted"
    payment_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentBegun(PoolFact):
    name: ClassVar[str] = "unit.payment_begun"
    payment_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderListed(PoolFact):
    name: ClassVar[str] = "unit.listed"
    payment_id: UUID
    amount: Money
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterAsked(PoolFact):
    """A direct order is paid: ``freelancer_id`` takes it on, or does not."""

    name: ClassVar[str] = "unit.asked"
    payment_id: UUID
    amount: Money
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPassedOn(PoolFact):
    """Who was asked did not take a direct order on, and it stands in the pool now, as its client chose."""

    name: ClassVar[str] = "unit.passed_on"
    why: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFailed(PoolFact):
    name: ClassVar[str] = "unit.payment_failed"
    payment_id: UUID
    reason: str
    drop_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReturned(PoolFact):
    name: ClassVar[str] = "unit.payment_returned"
    payment_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderClaimed(PoolFact):
    name: ClassVar[str] = "unit.claimed"
    decide_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStarted(PoolFact):
    name: ClassVar[str] = "unit.started"
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReturned(PoolFact):
    """An order is in the pool again: it was given back, or a clock ran out."""

    name: ClassVar[str] = "unit.returned"
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(PoolFact):
    """Who holds the order asked its client; nobody reads who that is."""

    name: ClassVar[str] = "unit.question_asked"
    question_id: UUID
    holds_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(PoolFact):
    name: ClassVar[str] = "unit.question_answered"
    question_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled(PoolFact):
    name: ClassVar[str] = "unit.cancelled"
    amount: Money
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargedBack(PoolFact):
    """The client's bank took the payment back for good; ``from_escrow`` of it was still held."""

    name: ClassVar[str] = "unit.charged_back"
    chargeback_id: UUID
    amount: Money
    from_escrow: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFact(Fact):
    """A file of orders; ``title`` is its name."""

    batch_id: UUID
    client_id: UUID
    organisation_id: UUID | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRead(BatchFact):
    name: ClassVar[str] = "unit.batch_read"
    rows: int
    faulty: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchBegun(BatchFact):
    name: ClassVar[str] = "unit.batch_begun"
    rows: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPaused(BatchFact):
    """A row could not be posted, or its payment did not come: nothing more is posted until its client says so."""

    name: ClassVar[str] = "unit.batch_paused"
    why: str
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPosted(BatchFact):
    name: ClassVar[str] = "unit.batch_posted"
    posted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDropped(BatchFact):
    name: ClassVar[str] = "unit.batch_dropped"
    posted: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsFact(Fact):
    """Accepted texts that somebody takes out together."""

    export_id: UUID
    person_id: UUID
    texts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsAsked(TextsFact):
    name: ClassVar[str] = "unit.texts_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsPacked(TextsFact):
    name: ClassVar[str] = "unit.texts_packed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFact(Fact):
    contract_id: UUID
    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDelivered(WorkFact):
    name: ClassVar[str] = "unit.delivered"
    number: int
    count: int
    counted: str
    amount: Money
    auto_accept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionAsked(WorkFact):
    name: ClassVar[str] = "unit.revision_asked"
    text: str
    revise_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionMissed(WorkFact):
    name: ClassVar[str] = "unit.revision_missed"
    auto_accept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAsked(WorkFact):
    name: ClassVar[str] = "unit.check_asked"
    reason: str
    check_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkAccepted(WorkFact):
    name: ClassVar[str] = "unit.accepted"
    how: str
    counted: str
    amount: Money
    net: Money
    back: Money
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRejected(WorkFact):
    name: ClassVar[str] = "unit.rejected"
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyJudged(WorkFact):
    """An editor found that what was handed in is a copy of another text."""

    name: ClassVar[str] = "unit.copy_judged"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCopied(Fact):
    """An editor found that a text for a level is a copy of another text."""

    name: ClassVar[str] = "level.copy_judged"
    sample_id: UUID
    person_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFact(Fact):
    team_id: UUID
    client_id: UUID
    organisation_id: UUID | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamOpened(TeamFact):
    name: ClassVar[str] = "unit.team_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSet(TeamFact):
    name: ClassVar[str] = "unit.team_set"
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateFact(TeamFact):
    candidate_id: UUID
    freelancer_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamApplied(CandidateFact):
    name: ClassVar[str] = "unit.team_applied"


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateAnswered(CandidateFact):
    name: ClassVar[str] = "unit.candidate_answered"
    admitted: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipEnded(CandidateFact):
    name: ClassVar[str] = "unit.membership_ended"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPricesSet(Fact):
    """All of somebody's prices in a hall, by unit, in the smallest coin."""

    name: ClassVar[str] = "unit.own_prices_set"
    person_id: UUID
    prices: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSent(Fact):
    name: ClassVar[str] = "level.sample_sent"
    sample_id: UUID
    person_id: UUID
    is_appeal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRead(Fact):
    """Somebody has marked accepted work; the mark stays with the editors."""

    name: ClassVar[str] = "level.work_read"
    reading_id: UUID
    person_id: UUID
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRated(Fact):
    """One editor has rated a text; which level they gave stays theirs until it is decided."""

    name: ClassVar[str] = "level.rated"
    sample_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSet(Fact):
    name: ClassVar[str] = "level.set"
    person_id: UUID
    level: int
    before: int
    reason: str
