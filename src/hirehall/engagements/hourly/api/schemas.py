"""What the API of the hourly model takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from hirehall.engagements.hourly.models import Entry, Week
from hirehall.engagements.hourly.operations import HourTerms
from hirehall.foundation.schemas import MoneyIn, MoneyOut

Version = int | None
VERSION = Field(
    None, ge=1, lt=10**9, description="As last seen; a move by somebody else meanwhile is refused."
)


class HourTermsIn(Schema):
    """A deal by the hour. ``clause_ids`` choose one of the hall’s clauses of each kind.

    Null keeps those that stand, or takes the hall’s own.
    """

    title: str = Field(max_length=140)
    scope: str = Field(max_length=20_000)
    rate: MoneyIn
    cap_hours: int = Field(ge=1, le=168)
    starts_on: date | None = None
    note: str = Field("", max_length=4_000)
    clause_ids: list[UUID] | None = None
    version: Version = VERSION

    def terms(self) -> HourTerms:
        return HourTerms(
            title=self.title,
            scope=self.scope,
            rate=self.rate.money,
            cap_hours=self.cap_hours,
            starts_on=self.starts_on,
            note=self.note,
            clause_ids=tuple(self.clause_ids) if self.clause_ids is not None else None,
        )


class HourOfferIn(HourTermsIn):
    """An offer on a proposal, straight to a freelancer, or a quote for a client’s request."""

    proposal_id: UUID | None = None
    freelancer_id: UUID | None = None
    request_id: UUID | None = None
    contract_id: UUID | None = Field(
        None, description="A contract of the same two that has ended, and goes on."
    )


class HourOfferOut(Schema):
    id: UUID
    state: str
    version: int
    number: int
    week: MoneyOut


class HourContractOut(Schema):
    id: UUID
    state: str
    version: int
    ended_by: str


class HourTermsOut(Schema):
    id: UUID
    state: str


class EntryOut(Schema):
    """One entry. ``split_minutes`` are on the table, or agreed."""

    id: UUID
    week_id: UUID
    starts_at: datetime
    minutes: int
    memo: str
    source: str
    state: str
    version: int
    reason: str
    answer: str
    answer_by: datetime | None
    split_minutes: int | None
    split_side: str

    @staticmethod
    def of(row: Entry) -> EntryOut:
        return EntryOut(
            id=row.id, week_id=row.week_id, starts_at=row.starts_at, minutes=row.minutes, memo=row.memo,
            source=row.source, state=row.state, version=row.version, reason=row.reason, answer=row.answer,
            answer_by=row.answer_by, split_minutes=row.split_minutes, split_side=row.split_side,
        )  # fmt: skip


class WeekOut(Schema):
    """One week, its calendar, and where its money stands. ``version`` goes up with every move."""

    id: UUID
    contract_id: UUID
    title: str
    state: str
    version: int
    starts_at: datetime
    ends_at: datetime
    edit_until: datetime
    review_until: datetime
    hold_at: datetime
    rate: MoneyOut
    cap_minutes: int
    amount: MoneyOut
    held: MoneyOut
    released: MoneyOut
    refunded: MoneyOut
    rolled_on: MoneyOut
    payment_id: UUID | None

    @staticmethod
    def of(row: Week) -> WeekOut:
        return WeekOut(
            id=row.id, contract_id=row.contract_id, title=row.title, state=row.state, version=row.version,
            starts_at=row.starts_at, ends_at=row.ends_at, edit_until=row.edit_until,
            review_until=row.review_until, hold_at=row.hold_at, rate=MoneyOut.of(row.rate),
            cap_minutes=row.cap_minutes, amount=MoneyOut.of(row.amount), held=MoneyOut.of(row.held),
            released=MoneyOut.of(row.money(row.released_minor)),
            refunded=MoneyOut.of(row.money(row.refunded_minor)),
            rolled_on=MoneyOut.of(row.money(row.rolled_on_minor)), payment_id=row.payment_id,
        )  # fmt: skip


class WeekWithEntries(Schema):
    week: WeekOut
    entries: list[EntryOut]


class HourRoomOut(Schema):
    """A contract by the hour with all its weeks, the newest last."""

    contract: HourContractOut
    rate: MoneyOut
    cap_hours: int
    paused_at: datetime | None
    notice_at: datetime | None
    weeks: list[WeekOut]


class WeekPaymentIn(Schema):
    method: str = Field("sandbox.instant", max_length=40)
    version: Version = VERSION


class WeekPaymentOut(Schema):
    """The week after the rail’s first answer; ``next_href`` is where the payer must go, if anywhere."""

    week: WeekOut
    payment_status: str
    next_href: str


class EntryIn(Schema):
    starts_at: AwareDatetime
    minutes: int = Field(ge=1, le=1440)
    memo: str = Field(max_length=300)
    version: Version = VERSION


class SeenIn(Schema):
    version: Version = VERSION


class DisputeIn(SeenIn):
    reason: str = Field(max_length=2_000)


class AnswerIn(SeenIn):
    answer: str = Field(max_length=2_000)


class MinutesIn(SeenIn):
    minutes: int = Field(ge=0, le=1440)


class HourNoticeIn(SeenIn):
    note: str = Field("", max_length=4_000)


class TimerIn(Schema):
    memo: str = Field(max_length=300)


class TimerOut(Schema):
    contract_id: UUID
    memo: str
    started_at: datetime


class StopIn(Schema):
    stopped_at: AwareDatetime | None = Field(None, description="When it was stopped, if not just now.")
