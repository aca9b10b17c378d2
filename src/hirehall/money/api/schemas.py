"""What programs send and get about money."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from hirehall.foundation.money import Money
from hirehall.foundation.schemas import MoneyOut
from hirehall.money import rules
from hirehall.money.models import Chargeback, Destination, Payment, Payout, Refund
from hirehall.money.queries import Balance, Named, PersonLine, Spending

LARGEST_MINOR = 10**15


class MoneyIn(Schema):
    minor: int = Field(gt=-LARGEST_MINOR, lt=LARGEST_MINOR)
    currency: str = Field(pattern="^[A-Z]{3}$")

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)


class ComingOut(Schema):
    """Released money that is available from a date on."""

    available_at: datetime
    amount: MoneyOut
    contract_id: UUID


class BalanceOut(Schema):
    """Where a freelancer’s money is, in one currency."""

    currency: str
    available: MoneyOut
    coming: list[ComingOut]
    held: MoneyOut
    on_the_way: MoneyOut
    owed: MoneyOut = Field(
        description="Owed to the hall for lost chargebacks; kept back before the next payout."
    )

    @staticmethod
    def of(balance: Balance) -> BalanceOut:
        return BalanceOut(
            currency=balance.currency,
            available=MoneyOut.of(balance.available),
            coming=[
                ComingOut(
                    available_at=item.available_at,
                    amount=MoneyOut.of(item.amount),
                    contract_id=item.contract_id,
                )
                for item in balance.coming
            ],
            held=MoneyOut.of(balance.held),
            on_the_way=MoneyOut.of(balance.on_the_way),
            owed=MoneyOut.of(balance.owed),
        )


class SpendingOut(Schema):
    """What a client has spent, in one currency."""

    currency: str
    paid: MoneyOut
    fees: MoneyOut
    given_back: MoneyOut
    held: MoneyOut
    released: MoneyOut
    bought: MoneyOut

    @staticmethod
    def of(spending: Spending) -> SpendingOut:
        return SpendingOut(
            currency=spending.currency,
            paid=MoneyOut.of(spending.paid),
            fees=MoneyOut.of(spending.fees),
            given_back=MoneyOut.of(spending.given_back),
            held=MoneyOut.of(spending.held),
            released=MoneyOut.of(spending.released),
            bought=MoneyOut.of(spending.bought),
        )


class RefundOut(Schema):
    """A part of a payment that goes back."""

    id: UUID
    amount: MoneyOut
    client_fee: MoneyOut
    reason: str
    status: str
    asked_at: datetime
    settled_at: datetime | None

    @staticmethod
    def of(refund: Refund) -> RefundOut:
        return RefundOut(
            id=refund.id, amount=MoneyOut.of(refund.amount), client_fee=MoneyOut.of(refund.client_fee),
            reason=refund.reason, status=refund.status, asked_at=refund.asked_at, settled_at=refund.settled_at,
        )  # fmt: skip


class ChargebackOut(Schema):
    """A demand of the client’s bank for a payment, and who bore it once it was lost and booked."""

    id: UUID
    payment_id: UUID
    contract_id: UUID
    amount: MoneyOut
    status: str
    reason: str
    opened_at: datetime
    closed_at: datetime | None
    settled_at: datetime | None
    from_client: MoneyOut
    from_escrow: MoneyOut
    from_freelancer: MoneyOut
    from_hall: MoneyOut

    @staticmethod
    def of(row: Chargeback) -> ChargebackOut:
        return ChargebackOut(
            id=row.id, payment_id=row.payment_id, contract_id=row.contract_id, amount=MoneyOut.of(row.amount),
            status=row.status, reason=row.reason, opened_at=row.opened_at, closed_at=row.closed_at,
            settled_at=row.settled_at, from_client=MoneyOut.of(row.money(row.from_client_minor)),
            from_escrow=MoneyOut.of(row.money(row.from_escrow_minor)),
            from_freelancer=MoneyOut.of(row.money(row.from_freelancer_minor)),
            from_hall=MoneyOut.of(row.money(row.from_hall_minor)),
        )  # fmt: skip


class ChargebackPage(Schema):
    items: list[ChargebackOut]
    next: UUID | None


class PaymentOut(Schema):
    """One payment of a client. ``next_href`` is where the client must go to finish it, empty otherwise."""

    id: UUID
    contract_id: UUID
    unit_id: UUID
    amount: MoneyOut
    client_fee: MoneyOut
    method: str
    status: str
    reason: str
    next_href: str
    begun_at: datetime
    succeeded_at: datetime | None
    refunds: list[RefundOut]
    chargebacks: list[ChargebackOut]

    @staticmethod
    def of(payment: Payment) -> PaymentOut:
        return PaymentOut(
            id=payment.id, contract_id=payment.contract_id, unit_id=payment.unit_id,
            amount=MoneyOut.of(payment.amount), client_fee=MoneyOut.of(payment.client_fee),
            method=payment.method, status=payment.status, reason=payment.reason, next_href=payment.next_href,
            begun_at=payment.begun_at, succeeded_at=payment.succeeded_at,
            refunds=[RefundOut.of(refund) for refund in payment.refunds.all()],
            chargebacks=[ChargebackOut.of(row) for row in payment.chargebacks.all()],
        )  # fmt: skip


class PaymentPage(Schema):
    items: list[PaymentOut]
    next: UUID | None


class MethodOut(Schema):
    """One way to pay."""

    code: str
    label: str
    text: str


class DestinationOut(Schema):
    """Where payouts can go. The number itself is never given out again."""

    id: UUID
    kind: str
    holder: str
    hint: str
    saved_at: datetime

    @staticmethod
    def of(destination: Destination) -> DestinationOut:
        return DestinationOut(
            id=destination.id, kind=destination.kind, holder=destination.holder, hint=destination.hint,
            saved_at=destination.saved_at,
        )  # fmt: skip


class DestinationIn(Schema):
    kind: str = Field(max_length=10)
    holder: str = Field(max_length=rules.LONGEST_HOLDER)
    number: str = Field(max_length=60)


class PayoutOut(Schema):
    """One payout and where it is."""

    id: UUID
    amount: MoneyOut
    destination: str
    status: str
    attempt: int
    reason: str
    requested_at: datetime
    settled_at: datetime | None

    @staticmethod
    def of(payout: Payout) -> PayoutOut:
        return PayoutOut(
            id=payout.id, amount=MoneyOut.of(payout.amount), destination=payout.destination.hint,
            status=payout.status, attempt=payout.attempt, reason=payout.reason,
            requested_at=payout.requested_at, settled_at=payout.settled_at,
        )  # fmt: skip


class PayoutPage(Schema):
    items: list[PayoutOut]
    next: UUID | None


class PayoutIn(Schema):
    destination_id: UUID
    amount: MoneyIn


class RetryIn(Schema):
    """Another destination, or none for the same one."""

    destination_id: UUID | None = None


class ReturnIn(Schema):
    """Why an operator closes a payout; its owner is told."""

    reason: str = Field(min_length=1, max_length=rules.LONGEST_REASON)


class GuaranteeOut(Schema):
    """The hall’s guarantee pot: what is in it, and what of the hall’s own fees could still be set aside for it."""

    balance: MoneyOut
    free: MoneyOut


class LineOut(Schema):
    """One entry of what a freelancer is owed, with the balance after it.

    ``unit`` is what the milestone, week, order or extra is called that it was for, under the contract of ``contract``.
    """

    id: int
    at: datetime
    kind: str
    text: str
    amount: MoneyOut
    balance: MoneyOut
    contract_id: UUID | None
    contract: str
    unit_id: UUID | None
    unit: str

    @staticmethod
    def of(line: PersonLine, names: Mapping[UUID, Named], units: Mapping[UUID, str]) -> LineOut:
        return LineOut(
            id=line.entry_id, at=line.at, kind=line.kind, text=line.text, amount=MoneyOut.of(line.amount),
            balance=MoneyOut.of(line.balance), contract_id=line.contract_id,
            contract=names[line.contract_id].title if line.contract_id else "",
            unit_id=line.unit_id, unit=units.get(line.unit_id, "") if line.unit_id else "",
        )  # fmt: skip


class LinePage(Schema):
    items: list[LineOut]
    next: int | None
