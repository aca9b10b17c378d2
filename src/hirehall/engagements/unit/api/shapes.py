"""What the calls about unit orders take and answer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from hirehall.engagements.unit import queries, rules
from hirehall.engagements.unit.jobs import settle_now
from hirehall.engagements.unit.models import (
    Candidate,
    LevelRow,
    PoolOrder,
    Question,
    Sample,
    Team,
    UnitDelivery,
    UnitOrder,
)
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyOut
from hirehall.halls.models import Hall

Limit = Annotated[int, Query(ge=1, le=queries.LARGEST_PAGE)]
VERSION = Field(
    None, ge=1, lt=10**9, description="As last seen; a move by somebody else meanwhile is refused."
)


class UnitVersionIn(Schema):
    version: int | None = VERSION


class PoolOrderOut(Schema):
    """An order before it is a contract. Its id becomes the contract’s, and that of ``/unit-orders``."""

    id: UUID
    title: str
    instructions: str
    state: str
    version: int
    unit: str
    least: int
    most: int
    level: int
    hours: int
    price: MoneyOut
    amount: MoneyOut
    held: MoneyOut
    listed_at: datetime | None
    expires_at: datetime | None
    decide_by: datetime | None
    due_at: datetime | None
    writer_id: UUID | None = Field(None, description="From whom it was ordered directly.")
    answer_by: datetime | None

    @staticmethod
    def of(row: PoolOrder) -> PoolOrderOut:
        posting = row.posting
        return PoolOrderOut(
            id=row.posting_id, title=posting.title, instructions=row.instructions, state=row.state,
            version=posting.version, unit=row.what, least=row.least, most=row.most, level=row.level,
            hours=row.hours, price=MoneyOut.of(posting.money(row.price_minor)), amount=MoneyOut.of(posting.amount),
            held=MoneyOut.of(posting.held), listed_at=row.listed_at, expires_at=row.expires_at,
            decide_by=row.decide_by, due_at=row.due_at, writer_id=row.writer_id, answer_by=row.answer_by,
        )  # fmt: skip


class QuestionIn(UnitVersionIn):
    text: str = Field(max_length=rules.LONGEST_NOTE)


class ReplyIn(Schema):
    text: str = Field(max_length=rules.LONGEST_NOTE)


class QuestionOut(Schema):
    """A question about an order before it was handed in. Nobody is told who asked."""

    id: UUID
    text: str
    asked_at: datetime
    holds_until: datetime | None = Field(
        description="Until when the hours of the work stand for it, at the latest."
    )
    answer: str
    answered_at: datetime | None

    @staticmethod
    def of(row: Question) -> QuestionOut:
        return QuestionOut(
            id=row.id, text=row.text, asked_at=row.asked_at, holds_until=row.holds_until, answer=row.answer,
            answered_at=row.answered_at,
        )  # fmt: skip


class QuestionsOut(Schema):
    items: list[QuestionOut]


class TeamIn(Schema):
    name: str = Field(max_length=80)
    about: str = Field(max_length=4_000)
    task: str = Field(max_length=4_000)
    organisation_id: UUID | None = None


class TeamSetIn(UnitVersionIn):
    is_open: bool


class CandidateIn(Schema):
    admitted: bool
    reason: str = Field(max_length=1_000)


class TeamOut(Schema):
    id: UUID
    name: str
    about: str
    task: str
    is_open: bool
    version: int

    @staticmethod
    def of(row: Team) -> TeamOut:
        return TeamOut(
            id=row.id, name=row.name, about=row.about, task=row.task, is_open=row.is_open, version=row.version
        )


class TeamsOut(Schema):
    items: list[TeamOut]
    next: str | None


class CandidateOut(Schema):
    """Somebody’s test for a team: ``applied``, ``admitted``, ``refused`` or ``ended``."""

    id: UUID
    person_id: UUID
    text: str
    state: str
    reason: str

    @staticmethod
    def of(row: Candidate) -> CandidateOut:
        return CandidateOut(
            id=row.id, person_id=row.person_id, text=row.text, state=row.state, reason=row.reason
        )


class TeamFullOut(Schema):
    team: TeamOut
    candidates: list[CandidateOut]


class OwnPricesIn(Schema):
    """By unit (``word``, ``page``, ``item``, ``minute``), for as many of it as the hall prices together."""

    prices: dict[Literal["word", "page", "item", "minute"], Annotated[int, Field(ge=1, lt=10**9)] | None]


class OwnPricesOut(Schema):
    prices: dict[str, int]
    currency: str


class WriterOut(Schema):
    person_id: UUID
    name: str
    handle: str
    level: int
    prices: dict[str, MoneyOut]

    @staticmethod
    def of(card: queries.WriterCard) -> WriterOut:
        return WriterOut(
            person_id=card.person.id, name=card.person.name, handle=card.person.handle, level=card.level,
            prices={kind.code: MoneyOut.of(price) for kind, price in card.prices},
        )  # fmt: skip


class WritersOut(Schema):
    items: list[WriterOut]
    next: str | None


class PoolOut(Schema):
    items: list[PoolOrderOut]
    next: str | None


class PostedOut(Schema):
    """The order after the rail’s first answer; ``next_href`` is where the payer must go, if anywhere."""

    order: PoolOrderOut
    payment_status: str
    next_href: str


class UnitOrderOut(Schema):
    """The work under its contract: what was counted, what it comes to, and whose clock runs."""

    id: UUID
    contract_id: UUID
    title: str
    state: str
    version: int
    unit: str
    count: int
    pays: MoneyOut
    held: MoneyOut
    revisions: int
    auto_accept_at: datetime | None
    revise_by: datetime | None
    check_by: datetime | None
    verdict: str

    @staticmethod
    def of(row: UnitOrder) -> UnitOrderOut:
        pays = row.money(row.released_minor) if row.closed_at else rules.cost(row, row.count, row.currency)
        return UnitOrderOut(
            id=row.id, contract_id=row.contract_id, title=row.title, state=row.state, version=row.version,
            unit=row.what, count=row.count, pays=MoneyOut.of(pays), held=MoneyOut.of(row.held),
            revisions=row.revisions, auto_accept_at=row.auto_accept_at, revise_by=row.revise_by,
            check_by=row.check_by, verdict=row.verdict,
        )  # fmt: skip


class CountedFileOut(Schema):
    """The words of one file; null for one that is no text. ``again``: the same came before it and was counted."""

    id: UUID
    name: str
    words: int | None
    again: bool


class UnitDeliveryOut(Schema):
    """One hand-over, and what the hall counted in it: the text, or the files."""

    id: UUID
    order_id: UUID
    number: int
    count: int
    words: int
    files: list[CountedFileOut]
    delivered_at: datetime

    @staticmethod
    def of(row: UnitDelivery) -> UnitDeliveryOut:
        return UnitDeliveryOut(
            id=row.id, order_id=row.order_id, number=row.number, count=row.count, words=row.words,
            files=[CountedFileOut(**file) for file in row.counted], delivered_at=row.delivered_at,
        )  # fmt: skip


class LevelRowOut(Schema):
    level: int
    reason: str
    set_at: datetime

    @staticmethod
    def of(row: LevelRow) -> LevelRowOut:
        return LevelRowOut(level=row.level, reason=row.reason, set_at=row.set_at)


class LevelOut(Schema):
    """One’s level in this hall; zero is none yet."""

    level: int
    waiting: bool
    history: list[LevelRowOut]


class SampleOut(Schema):
    id: UUID
    is_appeal: bool
    sent_at: datetime

    @staticmethod
    def of(row: Sample) -> SampleOut:
        return SampleOut(id=row.id, is_appeal=row.is_appeal, sent_at=row.sent_at)


class UnitPaymentIn(UnitVersionIn):
    method: str = Field("sandbox.instant", max_length=40)


class PostIn(Schema):
    title: str = Field(max_length=140)
    instructions: str = Field(max_length=20_000)
    unit: Literal["word", "page", "item", "minute"] = "word"
    least: int = Field(ge=1, le=rules.MOST_UNITS)
    most: int = Field(ge=1, le=rules.MOST_UNITS)
    level: int = Field(1, ge=1, le=3)
    hours: int = Field(48, ge=1, le=rules.MOST_HOURS)
    organisation_id: UUID | None = None
    team_id: UUID | None = Field(None, description="One’s own team, whose members alone see it then.")
    method: str = Field("sandbox.instant", max_length=40)
    price: int | None = Field(
        None, ge=1, lt=10**9, description="The price as last seen, in the minor unit; another one is refused."
    )


class DirectIn(Schema):
    person_id: UUID
    title: str = Field(max_length=140)
    instructions: str = Field(max_length=20_000)
    unit: Literal["word", "page", "item", "minute"] = "word"
    least: int = Field(ge=1, le=rules.MOST_UNITS)
    most: int = Field(ge=1, le=rules.MOST_UNITS)
    hours: int = Field(48, ge=1, le=rules.MOST_HOURS)
    if_declined: Literal["back", "pool"] = "back"
    organisation_id: UUID | None = None
    method: str = Field("sandbox.instant", max_length=40)
    price: int | None = Field(
        None, ge=1, lt=10**9, description="The price as last seen, in the minor unit; another one is refused."
    )


class DeclineIn(UnitVersionIn):
    reason: str = Field("", max_length=500)


class WorkIn(UnitVersionIn):
    text: str = Field("", max_length=rules.LONGEST_TEXT)
    note: str = Field("", max_length=rules.LONGEST_NOTE)
    file_ids: list[UUID] = Field(default=[], max_length=rules.MOST_FILES)
    count: int | None = Field(None, ge=1, le=rules.MOST_UNITS, description="For items and minutes only.")


class UnitRevisionIn(UnitVersionIn):
    text: str = Field(max_length=4_000)


class CheckIn(UnitVersionIn):
    reason: str = Field(max_length=4_000)


class DecisionIn(CheckIn):
    rejected: bool


class SampleIn(Schema):
    text: str = Field(max_length=20_000)


class LevelIn(Schema):
    level: int = Field(ge=0, le=3, description="Zero takes the level away.")
    reason: str = Field(max_length=1_000)


def hall_in(request: HttpRequest) -> Hall:
    return cast(Hall, request.hall)  # type: ignore[attr-defined]


def posted(request: HttpRequest, order: PoolOrder) -> PostedOut:
    payment_id = order.posting.payment_id
    payment, settled = settle_now(payment_id) if payment_id else (None, None)
    row = settled or queries.pool_order_for(actor_in(request), order.posting_id)
    return PostedOut(
        order=PoolOrderOut.of(row),
        payment_status=payment.status if payment else "",
        next_href=payment.next_href if payment else "",
    )
