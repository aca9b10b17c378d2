from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.facts import record
from hirehall.money import facts, rules
from hirehall.money.models import Destination
from hirehall.money.queries.payouts import destination_for


@action("money.remove_destination", scope=Scope.MONEY_WRITE)
def remove_destination(destination_id: UUID, *, by: Actor) -> Destination:
    """A person removes a destination: its number is blanked, past payouts keep the hint.

    Raises:
        Refused: ``destination.not_found``, ``destination.in_use`` while a payout is on its way to it.
    """
    destination = destination_for(by, destination_id, lock=True)
    rules.require_idle(destination)
    destination.removed_at, destination.number = clock.now(), ""
    destination.save(update_fields=["removed_at", "number"])
    record(
        facts.DestinationRemoved(
            destination_id=destination.id, person_id=destination.person_id, hint=destination.hint
        ),
        by=by,
        hall_id=destination.hall_id,
        about=[destination.person_id],
    )
    return destination
