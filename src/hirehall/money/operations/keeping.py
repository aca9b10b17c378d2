"""What was paid for the hall itself becomes its income, once it cannot go back any more; or is given up again."""

from __future__ import annotations

from hirehall.foundation.money import Money
from hirehall.money import rules
from hirehall.money.ledger import Posted, credit, debit, post, require_transaction
from hirehall.money.models import Payment
from hirehall.money.operations.payments import locked_payment
from hirehall.money.queries.chargebacks import is_disputed
from hirehall.money.states import TransferKind


def keep(payment: Payment, *, key: str) -> Posted:
    """What a payment for the hall itself still holds becomes the hall's income, once for a key.

    Raises:
        Refused: ``payment.not_succeeded``, ``money.disputed``, ``money.not_enough``.
        RuntimeError: outside a transaction.
    """
    require_transaction()
    locked = locked_payment(payment.id)
    line = locked.line
    if line.kept_as is None or line.keep is None:
        raise RuntimeError("what is paid for work is never kept: it is released")
    rules.require_succeeded(locked)
    rules.require_undisputed(is_disputed(locked.contract_id))
    left = Money(locked.amount_minor - locked.refunded_minor, locked.currency)
    return post(
        hall_id=locked.hall_id,
        key=key,
        kind=line.keep,
        legs=[
            debit(line.held_in, left, subject=locked.unit_id, group=locked.contract_id),
            credit(line.kept_as, left),
        ],
        contract_id=locked.contract_id,
        unit_id=locked.unit_id,
        cause_id=locked.id,
    )


def give_up(payment: Payment, *, amount: Money, key: str) -> Posted:
    """Of what was kept as the hall's income, this much stands again where it was held, to go back from there.

    Raises:
        Refused: ``money.disputed``, ``money.amount_not_positive``, ``money.not_enough``.
        RuntimeError: outside a transaction.
    """
    require_transaction()
    locked = locked_payment(payment.id)
    line = locked.line
    if line.kept_as is None:
        raise RuntimeError("what is paid for work is never kept: it is released")
    rules.require_undisputed(is_disputed(locked.contract_id))
    rules.require_positive(amount)
    return post(
        hall_id=locked.hall_id,
        key=key,
        kind=TransferKind.GIVE_UP,
        legs=[
            debit(line.kept_as, amount),
            credit(line.held_in, amount, subject=locked.unit_id, group=locked.contract_id),
        ],
        contract_id=locked.contract_id,
        unit_id=locked.unit_id,
        cause_id=locked.id,
    )
