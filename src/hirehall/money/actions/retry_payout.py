from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.facts import record
from hirehall.money import facts, rules
from hirehall.money.models import Payout
from hirehall.money.operations.debts import keep_back
from hirehall.money.operations.payouts import lock_payee, start_attempt
from hirehall.money.queries.balances import available_of
from hirehall.money.queries.payouts import (
    destination_for,
    locked_destination_of,
    locked_payout_for,
    owns_payout,
    payout_to_mend,
)
from hirehall.money.states import PayoutStatus


@action("money.retry_payout", scope=Scope.MONEY_WRITE)
def retry_payout(payout_id: UUID, *, by: Actor, destination_id: UUID | None = None) -> Payout:
    """A payout that came back is tried again, to the same destination or another saved one of its owner's.

    An operator may do it too, to the destination that its owner chose.

    Raises:
        Refused: ``payout.not_found``, ``destination.not_found``, ``destination.gone``, ``payout.is_<state>``,
            ``payout.more_than_available`` when the money has been paid out otherwise.
    """
    mends = by.is_staff or (by.staff_of is not None and not owns_payout(by, payout_id))
    payout = payout_to_mend(by, payout_id) if mends else locked_payout_for(by, payout_id)
    rules.require_move(payout, PayoutStatus.REQUESTED)
    if mends:
        payout.destination = locked_destination_of(payout)
        rules.require_in_use(payout.destination)
    else:
        payout.destination = destination_for(by, destination_id or payout.destination_id, lock=True)
        rules.require_same_hall(payout.destination, payout)
    lock_payee(payout.hall_id, payout.person_id)
    keep_back(
        payout.hall_id,
        payout.person_id,
        payout.currency,
        key=f"keep_back:{payout.id}:{payout.attempt + 1}",
        by=by,
    )
    rules.require_available(
        payout.amount, available_of(payout.person_id, payout.hall_id, payout.currency), payout.amount
    )
    payout.status, payout.attempt, payout.reason = PayoutStatus.REQUESTED, payout.attempt + 1, ""
    payout.reference, payout.sent_at, payout.settled_at = "", None, None
    payout.requested_at = clock.now()
    payout.save()
    start_attempt(payout)
    record(
        facts.PayoutRequested(payout_id=payout.id, person_id=payout.person_id, amount=payout.amount),
        by=by,
        hall_id=payout.hall_id,
        about=[payout.id, payout.person_id],
    )
    return payout
