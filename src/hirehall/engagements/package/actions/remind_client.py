from __future__ import annotations

from uuid import UUID

from hirehall.engagements.package import queries, rules
from hirehall.engagements.package.models import Order
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused


@action("package.remind_client")
def remind_client(order_id: UUID, *, by: Actor) -> Order:
    """An order still waits for the client's answers: they are reminded once a day."""
    if not by.is_system:
        raise Refused("order.clock_only", "Only the clock does this.", because=Because.FORBIDDEN)
    _, order = queries.order_to_move(order_id, by=by)
    rules.require_move("answer", order)
    order.reminded_at = clock.now()
    order.save(update_fields=["reminded_at"])
    return order
