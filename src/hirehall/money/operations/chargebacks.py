"""A payment that the client's bank takes back: opened, won or lost, and who bears the loss.

What the rail says is booked at once between the rail's own accounts. A loss is settled by the engagement,
which knows what of the payment is still in escrow and changes its own state in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money, zero
from hirehall.money import facts
from hirehall.money.ledger import Leg, credit, debit, post, require_transaction
from hirehall.money.models import Chargeback, Payment, Refund, Transfer
from hirehall.money.operations.debts import keep_back
from hirehall.money.queries.chargebacks import earned_by_each, earned_of, stuck_refunds
from hirehall.money.rails.interface import Dispute, Outcome
from hirehall.money.rules import losses
from hirehall.money.states import AccountKind, ChargebackStatus, PaymentStatus, RefundStatus, TransferKind

TAKEN_BACK = "Your bank took this payment back, and the bank’s decision stands."


def note_dispute(payment: Payment, dispute: Dispute, *, by: Actor) -> Chargeback:
    """What the rail says about a dispute becomes true here, once; the payment is locked by the caller.

    A decision that arrives before its opening opens and decides in one go.

    Raises:
        Refused: ``chargeback.other_amount`` when the amount cannot be right, or is not what it was.
    """
    require_transaction()
    row = Chargeback.objects.filter(hall_id=payment.hall_id, reference=dispute.reference).first()
    losses.require_disputable(dispute.total, payment, row)
    row = row or _open(payment, dispute, by=by)
    if row.status == ChargebackStatus.OPENED and dispute.outcome is Outcome.SUCCEEDED:
        _win(row, payment, by=by)
    elif row.status == ChargebackStatus.OPENED and dispute.outcome is Outcome.FAILED:
        _lose(row, payment, by=by)
    return row


def _open(payment: Payment, dispute: Dispute, *, by: Actor) -> Chargeback:
    row = Chargeback(
        id=new_id(),
        hall_id=payment.hall_id,
        payment=payment,
        contract_id=payment.contract_id,
        unit_id=payment.unit_id,
        reference=dispute.reference,
        amount_minor=dispute.total.minor,
        currency=dispute.total.currency,
        reason=dispute.reason,
        opened_at=clock.now(),
    )
    row.save(force_insert=True)
    _post(
        row,
        TransferKind.DISPUTE,
        [debit(AccountKind.DISPUTED, row.amount), credit(AccountKind.CLEARING, row.amount)],
    )
    _record(facts.ChargebackOpened, row, by=by, reason=row.reason)
    return row


def _win(row: Chargeback, payment: Payment, *, by: Actor) -> None:
    row.status, row.closed_at = ChargebackStatus.WON, clock.now()
    row.save(update_fields=["status", "closed_at"])
    _post(
        row,
        TransferKind.DISPUTE_WON,
        [debit(AccountKind.CLEARING, row.amount), credit(AccountKind.DISPUTED, row.amount)],
    )
    _record(facts.ChargebackWon, row, by=by)


def _lose(row: Chargeback, payment: Payment, *, by: Actor) -> None:
    """Gone for good. Money that is in no escrow is settled here; for the rest the engagement is told."""
    row.status, row.closed_at = ChargebackStatus.LOST, clock.now()
    row.save(update_fields=["status", "closed_at"])
    _record(facts.ChargebackLost, row, by=by)
    if payment.funded_at is None:
        was_usable = payment.status == PaymentStatus.SUCCEEDED
        settle_chargeback(row, from_escrow={}, by=by)
        if was_usable:
            _record_failure(row.payment, by=by)


def settle_chargeback(chargeback: Chargeback, *, from_escrow: Mapping[UUID, Money], by: Actor) -> Chargeback:
    """Book a loss, once: first what the client still had here, then the client fee and what is in escrow; the
    rest was released and is borne by freelancer and hall, as the policy of the contract says.

    Args:
        from_escrow: what is taken out of the escrow of each unit, or the account of the payment's purpose; together
            at most ``queries.still_held_at_most``.
    Raises:
        Refused: ``chargeback.is_<status>``, ``money.not_enough``.
        RuntimeError: outside a transaction.
    """
    require_transaction()
    payment = _locked(chargeback.payment_id)
    row = Chargeback.objects.select_for_update(no_key=True).get(id=chargeback.id)
    row.payment = payment
    if row.settled_at is not None:
        return row
    losses.require_lost(row)
    loss = losses.split_loss(
        row.amount,
        payment,
        stuck=list(stuck_refunds(payment.id).select_for_update(no_key=True)),
        escrow=sum(from_escrow.values(), zero(row.currency)),
        earned=earned_of(row.contract_id, row.currency),
    )
    debts = _debts(payment, row, loss.receivable)
    posted = _post(row, TransferKind.DISPUTE_LOST, _legs(row, payment, loss, from_escrow, debts))
    _give_back(row, payment, loss, transfer_id=posted)
    row.settled_at, row.transfer_id = clock.now(), posted
    row.from_client_minor, row.from_freelancer_minor = loss.credit.minor, loss.receivable.minor
    row.from_escrow_minor = loss.escrow.minor
    row.from_hall_minor = (loss.client_fee + loss.commission + loss.expense).minor
    row.save()
    _record(
        facts.ChargebackSettled,
        row,
        by=by,
        from_client=row.money(row.from_client_minor),
        from_escrow=row.money(row.from_escrow_minor),
        from_freelancer=row.money(row.from_freelancer_minor),
        from_hall=row.money(row.from_hall_minor),
        debtor_ids=sorted(debts),
        debts=[debts[person_id] for person_id in sorted(debts)],
    )
    for person_id in sorted(debts) if payment.payee_id is not None else ():
        own_key = f":{person_id}" if len(debts) > 1 else ""
        keep_back(row.hall_id, person_id, row.currency, key=f"keep_back:{row.id}{own_key}", by=by)
    return row


def _debts(payment: Payment, lost_of: Chargeback, receivable: Money) -> dict[UUID, Money]:
    """Who owes which part of what the freelancer's side bears: whoever earned it, in proportion.

    Members of an agency who shared a release give back as they shared; who earned nothing of it owes nothing.
    """
    if not receivable:
        return {}
    earned = earned_by_each(payment, atleast=receivable)
    if not earned:
        return {payment.payee_id or lost_of.payment_id: receivable}
    people = sorted(earned)
    parts = receivable.split([earned[person_id].minor for person_id in people])
    return {person_id: part for person_id, part in zip(people, parts, strict=True) if part}


def _locked(payment_id: UUID) -> Payment:
    locked = Payment.objects.select_for_update(no_key=True, of=["self"]).select_related("policy")
    return locked.get(id=payment_id)


def _legs(
    row: Chargeback,
    payment: Payment,
    loss: losses.Loss,
    from_escrow: Mapping[UUID, Money],
    debts: Mapping[UUID, Money],
) -> list[Leg]:
    return [
        debit(AccountKind.CLIENT_CREDIT, loss.credit, subject=payment.id, group=payment.payer_side_id),
        debit(AccountKind.CLIENT_FEE, loss.client_fee),
        *(
            debit(payment.line.held_in, amount, subject=unit_id, group=row.contract_id)
            for unit_id, amount in sorted(from_escrow.items())
        ),
        *(debit(AccountKind.RECEIVABLE, owed, subject=one) for one, owed in sorted(debts.items())),
        debit(AccountKind.FREELANCER_FEE, loss.commission),
        debit(AccountKind.CHARGEBACK, loss.expense),
        credit(AccountKind.DISPUTED, row.amount),
    ]


def _give_back(row: Chargeback, payment: Payment, loss: losses.Loss, *, transfer_id: UUID) -> None:
    """The client has this part again: on the payment, as refunds that are done."""
    for refund in loss.stuck:
        refund.status, refund.settled_at, refund.reference = RefundStatus.SETTLED, clock.now(), row.reference
        refund.problem, refund.transfer_id = "", refund.transfer_id or transfer_id
        refund.save()
    if not loss.principal and not loss.fee_of_payment:
        return
    payment.refunded_minor += loss.principal.minor
    payment.fee_refunded_minor += loss.fee_of_payment.minor
    if payment.refunded_minor == payment.amount_minor:
        payment.status, payment.reason = PaymentStatus.REFUNDED, TAKEN_BACK
    payment.save(update_fields=["refunded_minor", "fee_refunded_minor", "status", "reason"])
    Refund.objects.create(
        hall_id=row.hall_id,
        payment=payment,
        contract_id=row.contract_id,
        unit_id=row.unit_id,
        key=f"chargeback:{row.id}",
        amount_minor=loss.principal.minor,
        client_fee_minor=loss.fee_of_payment.minor,
        currency=row.currency,
        reason=TAKEN_BACK,
        status=RefundStatus.SETTLED,
        reference=row.reference,
        asked_at=row.opened_at,
        settled_at=clock.now(),
        transfer_id=transfer_id,
    )


def _post(row: Chargeback, kind: TransferKind, legs: list[Leg]) -> UUID:
    opening = Transfer.objects.filter(hall_id=row.hall_id, key=f"dispute:{row.id}")
    posted = post(
        hall_id=row.hall_id,
        key=f"{kind.value}:{row.id}",
        kind=kind,
        legs=legs,
        contract_id=row.contract_id,
        unit_id=row.unit_id,
        cause_id=row.id,
        reverses=opening.values_list("id", flat=True).first() if kind is TransferKind.DISPUTE_WON else None,
    )
    return posted.transfer_id


def _record(fact: type[facts.ChargebackFact], row: Chargeback, *, by: Actor, **more: object) -> None:
    payment = row.payment
    record(
        fact(
            chargeback_id=row.id,
            payment_id=payment.id,
            contract_id=row.contract_id,
            unit_id=row.unit_id,
            payer_id=payment.payer_id,
            organisation_id=payment.organisation_id,
            payee_id=payment.payee_id,
            total=row.amount,
            **more,
        ),
        by=by,
        hall_id=row.hall_id,
        about=row.about,
    )


def _record_failure(payment: Payment, *, by: Actor) -> None:
    """The payment was lost before it was used: its unit waits for money again."""
    record(
        facts.PaymentFailed(
            payment_id=payment.id,
            contract_id=payment.contract_id,
            unit_id=payment.unit_id,
            total=payment.total,
            reason=TAKEN_BACK,
        ),
        by=by,
        hall_id=payment.hall_id,
        about=[payment.id, payment.contract_id],
    )
