from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.money import rules
from hirehall.money.models import Payout
from hirehall.money.states import PayoutStatus


@action("money.claim_payout")
def claim_payout(payout_id: UUID, *, by: Actor) -> Payout:
    """The worker claims a payout before it calls the rail: from here on it cannot be cancelled.

    A payout that is being sent already is answered again, so that a worker that died is replaced.

    Raises:
        Refused: ``money.only_the_rail``, ``payout.is_<state>``.
    """
    rules.require_rail(by)
    payout = (
        Payout.objects.select_related("destination")
        .select_for_update(no_key=True, of=["self"])
        .get(id=payout_id)
    )
    if payout.status != PayoutStatus.SENDING:
        rules.require_move(payout, PayoutStatus.SENDING)
        payout.status, payout.sent_at = PayoutStatus.SENDING, clock.now()
        payout.save(update_fields=["status", "sent_at"])
    return payout
