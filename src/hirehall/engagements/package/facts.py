"""What happens to orders. Each fact names both sides, so that notices need no look-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact
from hirehall.foundation.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFact(Fact):
    contract_id: UUID
    order_id: UUID
    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlaced(OrderFact):
    name: ClassVar[str] = "order.placed"
    service_id: UUID
    payment_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentBegun(OrderFact):
    name: ClassVar[str] = "order.payment_begun"
    payment_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPaid(OrderFact):
    name: ClassVar[str] = "order.paid"
    payment_id: UUID
    amount: Money
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFailed(OrderFact):
    name: ClassVar[str] = "order.payment_failed"
    payment_id: UUID
    reason: str
    drop_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReturned(OrderFact):
    name: ClassVar[str] = "order.payment_returned"
    payment_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementsGiven(OrderFact):
    name: ClassVar[str] = "order.requirements_given"
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDelivered(OrderFact):
    name: ClassVar[str] = "order.delivered"
    delivery_id: UUID
    number: int
    files: int
    amount: Money
    auto_accept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionAsked(OrderFact):
    name: ClassVar[str] = "order.revision_asked"
    delivery_id: UUID
    text: str
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAccepted(OrderFact):
    name: ClassVar[str] = "order.accepted"
    in_silence: bool
    amount: Money
    net: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLate(OrderFact):
    name: ClassVar[str] = "order.late"
    due_at: datetime
    very_late_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderVeryLate(OrderFact):
    name: ClassVar[str] = "order.very_late"
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionAsked(OrderFact):
    name: ClassVar[str] = "order.extension_asked"
    ask_id: UUID
    side: str
    days: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExtended(OrderFact):
    name: ClassVar[str] = "order.extended"
    ask_id: UUID
    side: str
    days: int
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelAsked(OrderFact):
    name: ClassVar[str] = "order.cancel_asked"
    ask_id: UUID
    side: str
    reason: str
    amount: Money
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDeclined(OrderFact):
    """The other side said no, or who asked took it back (``withdrawn``): the order goes on."""

    name: ClassVar[str] = "order.ask_declined"
    ask_id: UUID
    side: str
    about: str
    withdrawn: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled(OrderFact):
    name: ClassVar[str] = "order.cancelled"
    amount: Money
    why: str
    in_silence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargedBack(OrderFact):
    """The client's bank took the payment back for good; ``from_escrow`` of it was still held."""

    name: ClassVar[str] = "order.charged_back"
    chargeback_id: UUID
    amount: Money
    from_escrow: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionsOrdered(OrderFact):
    """A client has begun to pay for more revisions; they count once the money is here."""

    name: ClassVar[str] = "order.revisions_ordered"
    payment_id: UUID
    count: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionsBought(OrderFact):
    name: ClassVar[str] = "order.revisions_bought"
    payment_id: UUID
    count: int
    amount: Money
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionsUnpaid(OrderFact):
    name: ClassVar[str] = "order.revisions_unpaid"
    payment_id: UUID
    count: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryOpened(Fact):
    name: ClassVar[str] = "inquiry.opened"
    inquiry_id: UUID
    service_id: UUID
    client_id: UUID
    freelancer_id: UUID
