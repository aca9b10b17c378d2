"""Calling the rails: read the committed intent, call with nothing locked, record the outcome by an action."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from hirehall.foundation.actor import system
from hirehall.foundation.refused import Refused
from hirehall.money.actions.claim_payout import claim_payout
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.actions.record_payout import record_payout
from hirehall.money.actions.record_refund import record_refund
from hirehall.money.ledger import require_no_transaction
from hirehall.money.models import Payee, Payment, Payout, RailEvent, Refund
from hirehall.money.queries.payments import payment as payment_of
from hirehall.money.rails.interface import RailDown, Target
from hirehall.money.rails.registry import payout_rail, rail_named
from hirehall.money.states import PaymentStatus, PayoutStatus, RefundStatus

RAIL = system("rail")
Unit = TypeVar("Unit")


def drive_payment(payment_id: UUID) -> Payment:
    """See ``money.rails.drive``."""
    require_no_transaction()
    payment = payment_of(payment_id)
    if payment.status != PaymentStatus.PENDING:
        return payment
    collected = rail_named(payment.rail).collect(
        key=payment.rail_key, total=payment.total, method=payment.method
    )
    return record_collection(payment.id, collected=collected, by=RAIL)


def settle_now(
    payment_id: UUID, *, settle: Callable[..., Unit], fail: Callable[..., Unit]
) -> tuple[Payment, Unit | None]:
    """See ``money.rails.settle_now``."""
    try:
        payment = drive_payment(payment_id)
    except RailDown:
        return Payment.objects.get(id=payment_id), None
    if payment.status == PaymentStatus.SUCCEEDED:
        return payment, settle(payment_id, by=RAIL)
    if payment.status == PaymentStatus.FAILED:
        return payment, fail(payment_id, by=RAIL, reason=payment.reason)
    return payment, None


def drive_refund(refund_id: UUID) -> Refund:
    """Let the rail give a refund back, and record it. Safe to run twice."""
    require_no_transaction()
    refund = Refund.objects.select_related("payment").get(id=refund_id)
    if refund.status != RefundStatus.PENDING:
        return refund
    sent = rail_named(refund.payment.rail).give_back(
        key=f"refund:{refund.id}", charge_reference=refund.payment.reference, total=refund.total
    )
    return record_refund(refund.id, sent=sent, by=RAIL)


def drive_payout(payout_id: UUID) -> Payout:
    """Claim a payout (from here on it cannot be cancelled), let the rail send it, record it. Safe to run twice."""
    require_no_transaction()
    try:
        payout = claim_payout(payout_id, by=RAIL)
    except Refused:
        return Payout.objects.get(id=payout_id)  # cancelled meanwhile, or done by another worker
    rail = payout_rail()
    payee = Payee.objects.get(hall_id=payout.hall_id, person_id=payout.person_id, rail=rail.name)
    destination = payout.destination
    target = Target(
        payee.reference or rail.onboard(person_id=payout.person_id, holder=destination.holder),
        destination.kind,
        destination.number,
        destination.holder,
    )
    sent = rail.pay_out(key=payout.rail_key, target=target, amount=payout.amount)
    return record_payout(
        payout.id, attempt=payout.attempt, sent=sent, payee_reference=target.payee_reference, by=RAIL
    )


def handle_event(event_row_id: UUID) -> None:
    """Look up at the rail what an event is about, and record what is so now. Safe to run twice.

    Raises:
        LookupError: when the event is about nothing that we know; it stays unhandled for the operator.
    """
    require_no_transaction()
    event = RailEvent.objects.get(id=event_row_id)
    if event.handled_at is not None:
        return
    rail = rail_named(event.source)
    subject, _, rest = event.about.partition(":")
    if subject == "fund":
        record_collection(
            UUID(rest),
            collected=rail.look_up_collection(key=event.about),
            event_id=event.id,
            by=RAIL,
        )
    elif subject == "payout":
        payout_id, _, attempt = rest.partition(":")
        record_payout(
            UUID(payout_id),
            attempt=int(attempt),
            sent=rail.look_up_payout(key=event.about),
            event_id=event.id,
            by=RAIL,
        )
    else:
        raise LookupError(f"{event} is about {event.about!r}, which is nothing of ours")


def pay_out_waiting(hall_id: UUID) -> list[Payout]:
    """Drive every payout of a hall that waits, oldest first; for the operator's desk."""
    waiting = Payout.objects.filter(
        hall_id=hall_id, status__in=[PayoutStatus.REQUESTED, PayoutStatus.SENDING]
    ).order_by("id")
    return [drive_payout(payout_id) for payout_id in waiting.values_list("id", flat=True)]
