"""Balances, payments, payouts, destinations and ledger lines, for programs. The same actions as the pages."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.money import Money
from hirehall.foundation.schemas import MoneyOut
from hirehall.halls.models import Hall
from hirehall.money import queries, rules
from hirehall.money.actions.cancel_payout import cancel_payout as cancel
from hirehall.money.actions.remove_destination import remove_destination as remove
from hirehall.money.actions.request_payout import request_payout as ask
from hirehall.money.actions.retry_payout import retry_payout as retry
from hirehall.money.actions.save_destination import save_destination as save
from hirehall.money.models import Destination, Payment, Payout, Refund
from hirehall.money.queries import Balance, PersonLine, Spending

router = Router()
MOST = 100
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
    """Where a freelancer's money is, in one currency."""

    currency: str
    available: MoneyOut
    coming: list[ComingOut]
    held: MoneyOut
    on_the_way: MoneyOut

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
        )


class SpendingOut(Schema):
    """What a client has spent, in one currency."""

    currency: str
    paid: MoneyOut
    fees: MoneyOut
    given_back: MoneyOut
    held: MoneyOut
    released: MoneyOut

    @staticmethod
    def of(spending: Spending) -> SpendingOut:
        return SpendingOut(
            currency=spending.currency,
            paid=MoneyOut.of(spending.paid),
            fees=MoneyOut.of(spending.fees),
            given_back=MoneyOut.of(spending.given_back),
            held=MoneyOut.of(spending.held),
            released=MoneyOut.of(spending.released),
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

    @staticmethod
    def of(payment: Payment) -> PaymentOut:
        return PaymentOut(
            id=payment.id, contract_id=payment.contract_id, unit_id=payment.unit_id,
            amount=MoneyOut.of(payment.amount), client_fee=MoneyOut.of(payment.client_fee),
            method=payment.method, status=payment.status, reason=payment.reason, next_href=payment.next_href,
            begun_at=payment.begun_at, succeeded_at=payment.succeeded_at,
            refunds=[RefundOut.of(refund) for refund in payment.refunds.all()],
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


class LineOut(Schema):
    """One entry of what a freelancer is owed, with the balance after it."""

    id: int
    at: datetime
    kind: str
    text: str
    amount: MoneyOut
    balance: MoneyOut
    contract_id: UUID | None

    @staticmethod
    def of(line: PersonLine) -> LineOut:
        return LineOut(
            id=line.entry_id, at=line.at, kind=line.kind, text=line.text, amount=MoneyOut.of(line.amount),
            balance=MoneyOut.of(line.balance), contract_id=line.contract_id,
        )  # fmt: skip


class LinePage(Schema):
    items: list[LineOut]
    next: int | None


def _hall(request: HttpRequest) -> Hall:
    hall: Hall = request.hall  # type: ignore[attr-defined]
    return hall


def _key(request: HttpRequest) -> str | None:
    return request.headers.get("Idempotency-Key")


@router.get("/balances", response=list[BalanceOut], operation_id="money.list_balances")
def list_balances(request: HttpRequest) -> list[BalanceOut]:
    """The freelancer's balance in each currency, the hall's own first."""
    require_scope(actor_in(request), Scope.MONEY_READ)
    return [BalanceOut.of(one) for one in queries.balances_of(person_id_in(request), _hall(request))]


@router.get("/spendings", response=list[SpendingOut], operation_id="money.list_spendings")
def list_spendings(request: HttpRequest) -> list[SpendingOut]:
    """What the client and their organisations have spent, in each currency."""
    require_scope(actor_in(request), Scope.MONEY_READ)
    return [SpendingOut.of(one) for one in queries.spending_of(actor_in(request), _hall(request))]


@router.get("/payment-methods", response=list[MethodOut], operation_id="money.list_payment_methods")
def list_payment_methods(request: HttpRequest) -> list[MethodOut]:
    """The ways to pay that this hall offers."""
    return [
        MethodOut(code=method.code, label=method.label, text=method.text)
        for method in queries.payment_methods()
    ]


@router.get("/payments", response=PaymentPage, operation_id="money.list_payments")
def list_payments(
    request: HttpRequest,
    after: UUID | None = None,
    limit: int = Query(50, ge=1, le=MOST),  # type: ignore[type-arg]
) -> PaymentPage:
    """The client's payments and what came back of each, newest first."""
    require_scope(actor_in(request), Scope.MONEY_READ)
    found = queries.payments_for(actor_in(request), _hall(request).id, after=after, limit=limit)
    more = found[-1].id if len(found) == limit else None
    return PaymentPage(items=[PaymentOut.of(one) for one in found], next=more)


@router.get("/payments/{payment_id}", response=PaymentOut, operation_id="money.read_payment")
def read_payment(request: HttpRequest, payment_id: UUID) -> PaymentOut:
    """One payment of the client's."""
    require_scope(actor_in(request), Scope.MONEY_READ)
    return PaymentOut.of(queries.payment_for(actor_in(request), payment_id))


@router.get("/payouts", response=PayoutPage, operation_id="money.list_payouts")
def list_payouts(
    request: HttpRequest,
    after: UUID | None = None,
    limit: int = Query(50, ge=1, le=MOST),  # type: ignore[type-arg]
) -> PayoutPage:
    """The freelancer's payouts, newest first."""
    require_scope(actor_in(request), Scope.MONEY_READ)
    found = queries.payouts_for(actor_in(request), _hall(request).id, after=after, limit=limit)
    more = found[-1].id if len(found) == limit else None
    return PayoutPage(items=[PayoutOut.of(one) for one in found], next=more)


@router.post("/payouts", response={201: PayoutOut}, operation_id="money.request_payout")
def request_payout(request: HttpRequest, body: PayoutIn) -> Status[PayoutOut]:
    """Ask to be paid out of what is available."""
    payout = ask(  # type: ignore[call-arg]
        body.destination_id, amount=body.amount.money, by=actor_in(request), key=_key(request)
    )
    return Status(201, PayoutOut.of(payout))


@router.get("/payouts/{payout_id}", response=PayoutOut, operation_id="money.read_payout")
def read_payout(request: HttpRequest, payout_id: UUID) -> PayoutOut:
    """One payout of the freelancer's."""
    require_scope(actor_in(request), Scope.MONEY_READ)
    return PayoutOut.of(queries.payout_for(actor_in(request), payout_id))


@router.post("/payouts/{payout_id}/cancellation", response=PayoutOut, operation_id="money.cancel_payout")
def cancel_payout(request: HttpRequest, payout_id: UUID) -> PayoutOut:
    """Take a payout back that has not been sent."""
    return PayoutOut.of(cancel(payout_id, by=actor_in(request), key=_key(request)))  # type: ignore[call-arg]


@router.post("/payouts/{payout_id}/retry", response=PayoutOut, operation_id="money.retry_payout")
def retry_payout(request: HttpRequest, payout_id: UUID, body: RetryIn) -> PayoutOut:
    """Try a payout again that came back."""
    payout = retry(  # type: ignore[call-arg]
        payout_id, destination_id=body.destination_id, by=actor_in(request), key=_key(request)
    )
    return PayoutOut.of(payout)


@router.get("/destinations", response=list[DestinationOut], operation_id="money.list_destinations")
def list_destinations(request: HttpRequest) -> list[DestinationOut]:
    """Where the freelancer's payouts can go."""
    require_scope(actor_in(request), Scope.MONEY_READ)
    return [
        DestinationOut.of(one) for one in queries.destinations_of(person_id_in(request), _hall(request).id)
    ]


@router.post("/destinations", response={201: DestinationOut}, operation_id="money.save_destination")
def save_destination(request: HttpRequest, body: DestinationIn) -> Status[DestinationOut]:
    """Save a bank account (``iban``) or, where the sandbox is on, a practice account (``sandbox``)."""
    saved = save(  # type: ignore[call-arg]
        _hall(request).id,
        kind=body.kind,
        holder=body.holder,
        number=body.number,
        by=actor_in(request),
        key=_key(request),
    )
    return Status(201, DestinationOut.of(saved))


@router.post(
    "/destinations/{destination_id}/removal", response=DestinationOut, operation_id="money.remove_destination"
)
def remove_destination(request: HttpRequest, destination_id: UUID) -> DestinationOut:
    """Remove a destination and forget its number."""
    return DestinationOut.of(remove(destination_id, by=actor_in(request), key=_key(request)))  # type: ignore[call-arg]


@router.get("/ledger-lines", response=LinePage, operation_id="money.list_ledger_lines")
def list_ledger_lines(
    request: HttpRequest,
    currency: str = Query("", pattern="^([A-Z]{3})?$"),  # type: ignore[type-arg]
    after: int | None = Query(None, ge=0, lt=2**63),  # type: ignore[type-arg]
    limit: int = Query(50, ge=1, le=MOST),  # type: ignore[type-arg]
) -> LinePage:
    """Every entry of what the freelancer is owed, newest first; ``next`` leads to older ones."""
    require_scope(actor_in(request), Scope.MONEY_READ)
    hall = _hall(request)
    found = queries.lines_of_person(
        person_id_in(request), hall.id, currency or hall.currency, before=after, limit=limit
    )
    more = found[-1].entry_id if len(found) == limit else None
    return LinePage(items=[LineOut.of(line) for line in found], next=more)
