"""Beginning a payment: the intent is recorded here, the rail is called after the commit. And locking one."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.money import Money
from hirehall.foundation.reads import kept
from hirehall.halls.queries import policy_now
from hirehall.money import facts, rules
from hirehall.money.ledger import require_transaction
from hirehall.money.models import Payment
from hirehall.money.rails.registry import methods
from hirehall.money.states import Purpose


def begin_payment(
    *,
    hall_id: UUID,
    contract_id: UUID,
    unit_id: UUID,
    payer_id: UUID,
    organisation_id: UUID | None,
    amount: Money,
    client_fee: Money,
    method: str,
    by: Actor,
    payee_id: UUID | None = None,
    policy_id: UUID | None = None,
    purpose: Purpose = Purpose.WORK,
) -> Payment:
    """Record that the client wants to bring ``amount + client_fee`` in, and let a job call the rail
    after the commit (the reaction to ``PaymentBegun``).

    Args:
        contract_id: opaque; what the money belongs to.
        unit_id: opaque; the unit of work whose escrow it will fill.
        payer_id: the person who made the client's side; ``organisation_id`` where they act for one.
        amount: positive; what goes to escrow once the money is there.
        client_fee: zero or more, in the same currency; what the hall earns on top.
        method: a code from ``queries.payment_methods()``.
        by: must be allowed to pay for that client, or a system actor.
        policy_id: the policy row of the contract; the one in force now where left out.
        purpose: what it is for; other than work, it is the hall that is paid.
        payee_id: the freelancer for whom the money is meant; shown to them as held.
    Raises:
        Refused: ``money.not_yours_to_pay``, ``money.amount_not_positive``, ``money.currency_mismatch``,
            ``money.no_such_method``.
        RuntimeError: outside a transaction.
    """
    require_transaction()
    rules.require_may_pay(payer_id, organisation_id, by=by)
    rules.require_positive(amount)
    rules.require_fee(client_fee, amount)
    rules.require_method(method, frozenset(offered.code for offered in methods()))
    payment = Payment.objects.create(
        hall_id=hall_id,
        contract_id=contract_id,
        unit_id=unit_id,
        payer_id=payer_id,
        organisation_id=organisation_id,
        payee_id=payee_id,
        policy_id=policy_id or policy_now(hall_id).id,
        purpose=purpose,
        amount_minor=amount.minor,
        client_fee_minor=client_fee.minor,
        currency=amount.currency,
        method=method,
        begun_at=clock.now(),
    )
    begun = facts.PaymentBegun(
        payment_id=payment.id, contract_id=contract_id, unit_id=unit_id, total=payment.total
    )
    record(begun, by=by, hall_id=hall_id, about=[payment.id, contract_id])
    return payment


def name_payee(contract_id: UUID, payee_id: UUID) -> None:
    """Say for whom the money of a contract is meant that came in before anybody was there to earn it."""
    require_transaction()
    Payment.objects.filter(contract_id=contract_id, payee=None).update(payee_id=payee_id)


def locked_payment(payment_id: UUID) -> Payment:
    """The payment, locked.

    Raises:
        Payment.DoesNotExist
    """
    found = _to_move.first(payment_id)
    if found is None:
        raise Payment.DoesNotExist
    return found


@kept
def _to_move(payment_id: UUID) -> QuerySet[Payment]:
    return Payment.objects.select_for_update(no_key=True).filter(id=payment_id)
