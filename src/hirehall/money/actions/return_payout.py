from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.facts import record
from hirehall.money import facts, rules
from hirehall.money.models import Payout
from hirehall.money.operations.payouts import take_back_attempt
from hirehall.money.queries.payouts import payout_to_mend
from hirehall.money.states import PayoutStatus


@action("money.return_payout", scope=Scope.STAFF_WRITE)
def return_payout(payout_id: UUID, *, by: Actor, reason: str) -> Payout:
    """An operator closes a payout that waits or came back: its money is in the freelancer's balance, who is told why.

    One that the rail is sending cannot be closed: only the rail knows what becomes of it.

    Raises:
        Refused: ``staff.session_needed``, ``payout.not_found``, ``payout.is_<state>``, ``payout.reason_missing``.
    """
    payout = payout_to_mend(by, payout_id)
    rules.require_move(payout, PayoutStatus.CANCELLED)
    said = rules.require_said(reason)
    waited = payout.status == PayoutStatus.REQUESTED
    payout.status, payout.reason, payout.settled_at = PayoutStatus.CANCELLED, said, clock.now()
    payout.save(update_fields=["status", "reason", "settled_at"])
    if waited:
        take_back_attempt(payout, was_paid=False)
    record(
        facts.PayoutReturned(
            payout_id=payout.id, person_id=payout.person_id, amount=payout.amount, reason=said
        ),
        by=by,
        hall_id=payout.hall_id,
        about=[payout.id, payout.person_id],
    )
    return payout
