"""What the calls about orders take and answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from hirehall.engagements.package import queries, rules
from hirehall.engagements.package.jobs import settle_now
from hirehall.engagements.package.models import Ask, Order
from hirehall.engagements.package.operations import OfferContent
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyIn, MoneyOut

VERSION = Field(
    None, ge=1, lt=10**9, description="As last seen; a move by somebody else meanwhile is refused."
)


class OrderOut(Schema):
    """One order: what was bought, and how far it has come."""

    id: UUID
    contract_id: UUID
    service_id: UUID
    title: str
    state: str
    version: int
    package: dict[str, Any]
    extras: list[dict[str, Any]]
    questions: list[str]
    answers: list[str]
    amount: MoneyOut
    held: MoneyOut
    revisions_left: int
    revision_price: MoneyOut | None
    due_at: datetime | None
    auto_accept_at: datetime | None
    piece_id: UUID | None

    @staticmethod
    def of(row: Order) -> OrderOut:
        return OrderOut(
            id=row.id, contract_id=row.contract_id, service_id=row.service_id, title=row.title, state=row.state,
            version=row.version, package=row.package, extras=row.extras, questions=row.questions,
            answers=row.answers, amount=MoneyOut.of(row.amount), held=MoneyOut.of(row.held),
            revisions_left=rules.revisions_left(row),
            revision_price=MoneyOut.of(price) if (price := rules.revision_price(row)) else None,
            due_at=row.due_at, auto_accept_at=row.auto_accept_at, piece_id=row.piece_id,
        )  # fmt: skip


class PaidOut(Schema):
    """The order after the rail’s first answer; ``next_href`` is where the payer must go, if anywhere."""

    order: OrderOut
    payment_status: str
    next_href: str


class RevisionsOut(Schema):
    """More revisions that were paid for, after the rail’s first answer; they count when ``state`` is ``paid``."""

    id: UUID
    order_id: UUID
    count: int
    amount: MoneyOut
    client_fee: MoneyOut
    state: str
    payment_status: str
    next_href: str


class InquiryOut(Schema):
    """A conversation about a service before an order; its messages are under ``/threads``."""

    id: UUID
    service_id: UUID
    thread_id: UUID | None
    offer_ids: list[UUID]


class CustomOfferOut(Schema):
    """A custom offer; ``GET /offers/{id}`` has its terms, and ``/refusal`` and ``/withdrawal`` answer it."""

    id: UUID
    inquiry_id: UUID
    state: str
    version: int
    title: str
    price: MoneyOut
    client_pays: MoneyOut
    freelancer_gets: MoneyOut
    days: int
    revisions: int
    expires_at: datetime | None

    @staticmethod
    def of(page: queries.CustomOfferPage) -> CustomOfferOut:
        row, package = page.offer, page.custom.package
        return CustomOfferOut(
            id=row.id, inquiry_id=page.custom.inquiry_id, state=row.state, version=row.version, title=row.title,
            price=MoneyOut.of(page.price), client_pays=MoneyOut.of(page.client_pays),
            freelancer_gets=MoneyOut.of(page.freelancer_gets), days=package["days"],
            revisions=package["revisions"], expires_at=row.expires_at,
        )  # fmt: skip


class AskOut(Schema):
    id: UUID
    order_id: UUID
    kind: str
    side: str
    state: str
    reason: str
    days: int
    answer_by: datetime | None
    answer: str

    @staticmethod
    def of(row: Ask) -> AskOut:
        return AskOut(
            id=row.id, order_id=row.order_id, kind=row.kind, side=row.side, state=row.state, reason=row.reason,
            days=row.days, answer_by=row.answer_by, answer=row.answer,
        )  # fmt: skip


class VersionIn(Schema):
    version: int | None = VERSION


class OrderIn(Schema):
    """What is bought: the number of a package and of extras, from one, as ``GET /services/{id}`` lists them."""

    package: int = Field(ge=1, le=3)
    extras: list[int] = Field(default=[], max_length=8)
    organisation_id: UUID | None = None
    method: str = Field("sandbox.instant", max_length=40)
    revision: int | None = Field(None, ge=1, lt=10**9, description="Of the service, as last seen.")
    piece_id: UUID | None = Field(
        None, description="Work of the freelancer, shown in this hall, that it should be like."
    )


class PaymentIn(VersionIn):
    method: str = Field("sandbox.instant", max_length=40)


class RevisionsIn(PaymentIn):
    count: int = Field(1, ge=1, le=rules.REVISIONS_AT_ONCE)


class InquiryIn(Schema):
    text: str = Field(min_length=1, max_length=4_000)


class CustomOfferIn(Schema):
    title: str = Field(max_length=100)
    scope: str = Field(max_length=4_000)
    days: int = Field(ge=1, le=rules.MOST_DAYS)
    revisions: int = Field(1, ge=0, le=rules.REVISIONS_AT_ONCE)
    price: MoneyIn
    revision_price: MoneyIn | None = None
    questions: list[str] = Field(default=[], max_length=rules.QUESTIONS_AT_MOST)
    valid_until: date = Field(description="The last day on which it can be accepted, in UTC.")

    def content(self) -> OfferContent:
        return OfferContent(
            title=self.title, scope=self.scope, days=self.days, revisions=self.revisions, price=self.price.money,
            revision_price=self.revision_price.money if self.revision_price else None,
            questions=tuple(self.questions),
        )  # fmt: skip


class AnswerOfferIn(CustomOfferIn):
    """An answer to a client’s request; ``service_id`` is a published service of whoever quotes."""

    service_id: UUID


class RequirementsIn(VersionIn):
    answers: list[str] = Field(max_length=20)
    file_ids: list[UUID] = Field(default=[], max_length=rules.MOST_FILES)


class DeliveryIn(VersionIn):
    note: str = Field(max_length=20_000)
    file_ids: list[UUID] = Field(default=[], max_length=rules.MOST_FILES)


class RevisionIn(VersionIn):
    text: str = Field(max_length=20_000)


class ReasonIn(VersionIn):
    reason: str = Field(max_length=4_000)


class ExtensionIn(ReasonIn):
    days: int = Field(ge=1, le=rules.MOST_DAYS)


class ExtensionAnswerIn(Schema):
    agree: bool


class DeclineIn(Schema):
    reason: str = Field(max_length=4_000)


def paid(request: HttpRequest, order: Order) -> PaidOut:
    payment, settled = settle_now(order.payment_id) if order.payment_id else (None, None)
    return PaidOut(
        order=OrderOut.of(
            settled if isinstance(settled, Order) else queries.order_for(actor_in(request), order.id)
        ),
        payment_status=payment.status if payment else "",
        next_href=payment.next_href if payment else "",
    )
