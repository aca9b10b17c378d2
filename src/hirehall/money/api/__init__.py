"""Balances, payments, payouts, destinations and ledger lines, for programs. The same actions as the pages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from hirehall.foundation.actor import Scope, require_operator, require_scope
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.schemas import MoneyOut, once
from hirehall.halls.models import Hall
from hirehall.money import queries
from hirehall.money.actions.cancel_payout import cancel_payout as cancel
from hirehall.money.actions.fill_guarantee import fill_guarantee as fill
from hirehall.money.actions.remove_destination import remove_destination as remove
from hirehall.money.actions.request_payout import request_payout as ask
from hirehall.money.actions.retry_payout import retry_payout as retry
from hirehall.money.actions.return_payout import return_payout as give_up
from hirehall.money.actions.save_destination import save_destination as save
from hirehall.money.api.schemas import (
    BalanceOut,
    ChargebackOut,
    ChargebackPage,
    DestinationIn,
    DestinationOut,
    GuaranteeOut,
    LineOut,
    LinePage,
    MethodOut,
    MoneyIn,
    PaymentOut,
    PaymentPage,
    PayoutIn,
    PayoutOut,
    PayoutPage,
    RetryIn,
    ReturnIn,
    SpendingOut,
)

router = Router()
MOST = 100


def _hall(request: HttpRequest) -> Hall:
    hall: Hall = request.hall  # type: ignore[attr-defined]
    return hall


def _key(request: HttpRequest) -> str | None:
    return request.headers.get("Idempotency-Key")


@router.get("/balances", response=list[BalanceOut], operation_id="money.list_balances")
def list_balances(request: HttpRequest) -> list[BalanceOut]:
    """The freelancer’s balance in each currency, the hall’s own first."""
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
    """The client’s payments and what came back of each, newest first."""
    require_scope(actor_in(request), Scope.MONEY_READ)
    found = queries.payments_for(actor_in(request), _hall(request).id, after=after, limit=limit)
    more = found[-1].id if len(found) == limit else None
    return PaymentPage(items=[PaymentOut.of(one) for one in found], next=more)


@router.get("/payments/{payment_id}", response=PaymentOut, operation_id="money.read_payment")
def read_payment(request: HttpRequest, payment_id: UUID) -> PaymentOut:
    """One payment of the client’s."""
    require_scope(actor_in(request), Scope.MONEY_READ)
    return PaymentOut.of(queries.payment_for(actor_in(request), payment_id))


@router.get("/payouts", response=PayoutPage, operation_id="money.list_payouts")
def list_payouts(
    request: HttpRequest,
    after: UUID | None = None,
    limit: int = Query(50, ge=1, le=MOST),  # type: ignore[type-arg]
) -> PayoutPage:
    """The freelancer’s payouts, newest first."""
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
    """One payout of the freelancer’s."""
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


@router.post("/payouts/{payout_id}/return", response=PayoutOut, operation_id="money.return_payout")
def return_payout(request: HttpRequest, payout_id: UUID, body: ReturnIn) -> PayoutOut:
    """Close a payout that waits or came back; its money is in the balance. For an operator’s staff session."""
    payout = give_up(  # type: ignore[call-arg]
        payout_id, reason=body.reason, by=actor_in(request), key=_key(request)
    )
    return PayoutOut.of(payout)


@router.get("/guarantee", response=GuaranteeOut, operation_id="money.guarantee")
def guarantee(request: HttpRequest) -> GuaranteeOut:
    """What is in the hall’s guarantee pot, and what could be set aside. For an operator’s staff session."""
    hall, by = _hall(request), actor_in(request)
    require_scope(by, Scope.STAFF_READ)
    require_operator(by, hall_id=hall.id)
    there, free = queries.guarantee_of(hall.id, hall.currency), queries.earned_of(hall.id, hall.currency)
    return GuaranteeOut(balance=MoneyOut.of(there), free=MoneyOut.of(free))


@router.post("/guarantee", response=GuaranteeOut, operation_id="money.fill_guarantee")
def fill_guarantee(request: HttpRequest, body: MoneyIn) -> GuaranteeOut:
    """Set fees that the hall has earned aside for its guarantee pot. For an operator’s staff session."""
    hall = _hall(request)
    there = fill(hall.id, amount=body.money, by=actor_in(request), **once(request))
    free = queries.earned_of(hall.id, hall.currency)
    return GuaranteeOut(balance=MoneyOut.of(there), free=MoneyOut.of(free))


@router.get("/chargebacks", response=ChargebackPage, operation_id="money.list_chargebacks")
def list_chargebacks(
    request: HttpRequest,
    after: UUID | None = None,
    limit: int = Query(50, ge=1, le=MOST),  # type: ignore[type-arg]
) -> ChargebackPage:
    """Every chargeback of the hall, newest first; for an operator’s staff session."""
    by = actor_in(request)
    require_scope(by, Scope.STAFF_READ)
    require_operator(by, hall_id=_hall(request).id)
    found = queries.latest_chargebacks(_hall(request).id, after=after, limit=limit)
    more = found[-1].id if len(found) == limit else None
    return ChargebackPage(items=[ChargebackOut.of(row) for row in found], next=more)


@router.get("/destinations", response=list[DestinationOut], operation_id="money.list_destinations")
def list_destinations(request: HttpRequest) -> list[DestinationOut]:
    """Where the freelancer’s payouts can go."""
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
    names = queries.names_of(line.contract_id for line in found)
    units = queries.unit_names_of(line.unit_id for line in found)
    return LinePage(items=[LineOut.of(line, names, units) for line in found], next=more)
