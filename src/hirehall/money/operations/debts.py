"""What a freelancer owes the hall is kept back from what the hall owes them, before anything is paid out."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.money import Money
from hirehall.money import facts
from hirehall.money.ledger import credit, debit, post, require_transaction
from hirehall.money.operations.payouts import lock_payee
from hirehall.money.queries.balances import available_of, owed_by
from hirehall.money.states import AccountKind, TransferKind


def keep_back(hall_id: UUID, person_id: UUID, currency: str, *, key: str, by: Actor) -> Money:
    """Set what is available against what is owed, as far as it goes; answers how much was kept back.

    Money on hold is left alone until it is available. The payee's lock makes two at once one after the other.

    Raises:
        RuntimeError: outside a transaction.
    """
    require_transaction()
    nothing = Money(0, currency)
    if not owed_by(person_id, hall_id, currency):
        return nothing
    lock_payee(hall_id, person_id)
    owed = owed_by(person_id, hall_id, currency)
    part = min(owed, available_of(person_id, hall_id, currency, before_debts=True))
    if not part:
        return nothing
    post(
        hall_id=hall_id,
        key=key,
        kind=TransferKind.KEEP_BACK,
        legs=[
            debit(AccountKind.PAYABLE, part, subject=person_id),
            credit(AccountKind.RECEIVABLE, part, subject=person_id),
        ],
    )
    record(
        facts.DebtKeptBack(person_id=person_id, amount=part, left=owed - part),
        by=by,
        hall_id=hall_id,
        about=[person_id],
    )
    return part
