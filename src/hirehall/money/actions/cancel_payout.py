from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.facts import record
from hirehall.money import facts, rules
from hirehall.money.models import Payout
from hirehall.money.operations.payouts import take_back_attempt
from hirehall.money.queries.payouts import locked_payout_for
from hirehall.money.states import PayoutStatus


@action("money.cancel_payout", scope=Scope.MONEY_WRITE)
def cancel_payout(payout_id: UUID, *, by: Actor) -> Payout:
    """A payout that has not been sent is taken back; the money is in the balance again.

    Raises:
        Refused: ``payout.not_found``, ``payout.is_<state>`` when it is too late.
    """
    payout = locked_payout_for(by, payout_id)
    rules.require_cancellable(payout)
    payout.status, payout.settled_at = PayoutStatus.CANCELLED, clock.now()
    payout.save(update_fields=["status", "settled_at"])
    take_back_attempt(payout, was_paid=False)
    record(
        facts.PayoutCancelled(payout_id=payout.id, person_id=payout.person_id, amount=payout.amount),
        by=by,
        hall_id=payout.hall_id,
        about=[payout.id, payout.person_id],
    )
    return payout
