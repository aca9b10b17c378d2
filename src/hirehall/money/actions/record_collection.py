from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.money import Money
from hirehall.money import facts, rules
from hirehall.money.ledger import credit, debit, post
from hirehall.money.models import Payment, RailEvent, Refund
from hirehall.money.operations.chargebacks import note_dispute
from hirehall.money.operations.escrow import return_payment
from hirehall.money.operations.payments import locked_payment
from hirehall.money.rails.interface import Charge, Collected, Outcome
from hirehall.money.states import AccountKind, PaymentStatus, RefundStatus, TransferKind

TWICE = "You were charged twice for this. The second charge goes back in full."
TAKEN_BACK = "The bank took the payment back before it was used. Pay again when you are ready."


@action("money.record_collection")
def record_collection(
    payment_id: UUID, *, collected: Collected, by: Actor, event_id: UUID | None = None
) -> Payment:
    """What the rail says about a payment becomes true here, once: page, job and event all end in this action.

    The first charge is the payment; every further one is money that we owe back, and goes back. Money enters
    the books in the transaction in which we learn of it, and so does what the client's bank takes back later.

    Raises:
        Refused: ``money.only_the_rail``, ``payment.other_amount`` when a charge is not what was asked for,
            ``chargeback.other_amount`` when a chargeback does not fit its payment.
    """
    rules.require_rail(by)
    payment = locked_payment(payment_id)
    if collected.outcome is Outcome.PENDING:
        _note_next_step(payment, collected)
    elif collected.outcome is Outcome.FAILED:
        _fail(payment, reason=collected.reason, by=by)
    known = {payment.reference} if payment.reference else set()
    if known:  # only a payment that has come in can have come in twice
        known |= set(payment.duplicates.values_list("reference", flat=True))
    for charge in collected.charges:
        if charge.reference not in known:
            rules.require_charged(charge.total, payment.total)
            _take(payment if not payment.reference else _twin(payment), charge, by=by)
    for charge in collected.charges:
        if charge.dispute is not None:
            note_dispute(_charged(payment, charge), charge.dispute, by=by)
            payment.refresh_from_db()
    if event_id is not None:
        RailEvent.objects.filter(id=event_id).update(handled_at=clock.now())
    return payment


def _charged(payment: Payment, charge: Charge) -> Payment:
    """The payment that a charge belongs to: the first one, or the twin of a later one, locked."""
    if charge.reference == payment.reference:
        return payment
    return payment.duplicates.select_for_update(no_key=True).get(reference=charge.reference)


def _note_next_step(payment: Payment, collected: Collected) -> None:
    if payment.status == PaymentStatus.PENDING and payment.next_href != collected.next_href:
        payment.next_href = collected.next_href
        payment.save(update_fields=["next_href"])


def _fail(payment: Payment, *, reason: str, by: Actor) -> None:
    if payment.status != PaymentStatus.PENDING:
        return
    payment.status, payment.failed_at, payment.reason = PaymentStatus.FAILED, clock.now(), reason
    payment.next_href = ""
    payment.save(update_fields=["status", "failed_at", "reason", "next_href"])
    _record_failure(payment, by=by)


def _twin(payment: Payment) -> Payment:
    """A payment of its own for money that came a second time."""
    return Payment(
        hall_id=payment.hall_id,
        contract_id=payment.contract_id,
        unit_id=payment.unit_id,
        payer_id=payment.payer_id,
        organisation_id=payment.organisation_id,
        payee_id=payment.payee_id,
        amount_minor=payment.amount_minor,
        client_fee_minor=payment.client_fee_minor,
        currency=payment.currency,
        policy_id=payment.policy_id,
        purpose=payment.purpose,
        method=payment.method,
        duplicate_of=payment,
        begun_at=payment.begun_at,
    )


def _take(payment: Payment, charge: Charge, *, by: Actor) -> None:
    """The money is there: into the books, and on to what follows."""
    payment.status, payment.succeeded_at = PaymentStatus.SUCCEEDED, clock.now()
    payment.reference, payment.next_href, payment.reason = charge.reference, "", ""
    payment.save()
    post(
        hall_id=payment.hall_id,
        key=f"receive:{payment.id}",
        kind=TransferKind.RECEIVE,
        legs=[
            debit(AccountKind.CLEARING, payment.total),
            credit(AccountKind.CLIENT_CREDIT, payment.total, subject=payment.id, group=payment.payer_side_id),
        ],
        contract_id=payment.contract_id,
        unit_id=payment.unit_id,
        cause_id=payment.id,
    )
    if charge.given_back:
        _give_up(payment, by=by)
    elif payment.duplicate_of_id is not None:
        return_payment(payment, reason=TWICE, by=by)
    else:
        record(
            facts.PaymentSucceeded(
                payment_id=payment.id,
                contract_id=payment.contract_id,
                unit_id=payment.unit_id,
                total=payment.total,
            ),
            by=by,
            hall_id=payment.hall_id,
            about=[payment.id, payment.contract_id],
        )


def _give_up(payment: Payment, *, by: Actor) -> None:
    """The rail has returned the charge by itself: out of the books again, with a refund's row to show it."""
    posted = post(
        hall_id=payment.hall_id,
        key=f"taken_back:{payment.id}",
        kind=TransferKind.REFUND_SETTLE,
        legs=[
            debit(AccountKind.CLIENT_CREDIT, payment.total, subject=payment.id, group=payment.payer_side_id),
            credit(AccountKind.CLEARING, payment.total),
        ],
        contract_id=payment.contract_id,
        unit_id=payment.unit_id,
        cause_id=payment.id,
    )
    payment.status, payment.failed_at, payment.reason = PaymentStatus.REFUNDED, clock.now(), TAKEN_BACK
    payment.refunded_minor, payment.fee_refunded_minor = payment.amount_minor, payment.client_fee_minor
    payment.save()
    Refund.objects.create(
        hall_id=payment.hall_id,
        payment=payment,
        contract_id=payment.contract_id,
        unit_id=payment.unit_id,
        key=f"taken_back:{payment.id}",
        amount_minor=payment.amount_minor,
        client_fee_minor=payment.client_fee_minor,
        currency=payment.currency,
        reason=TAKEN_BACK,
        status=RefundStatus.SETTLED,
        reference=payment.reference,
        asked_at=clock.now(),
        settled_at=clock.now(),
        transfer_id=posted.transfer_id,
    )
    _record_failure(payment, by=by)


def _record_failure(payment: Payment, *, by: Actor) -> None:
    total: Money = payment.total
    record(
        facts.PaymentFailed(
            payment_id=payment.id,
            contract_id=payment.contract_id,
            unit_id=payment.unit_id,
            total=total,
            reason=payment.reason,
        ),
        by=by,
        hall_id=payment.hall_id,
        about=[payment.id, payment.contract_id],
    )
