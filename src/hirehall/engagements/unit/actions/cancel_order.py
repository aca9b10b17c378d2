"""An order that nobody holds: its client takes it out of the pool, or its time there is over."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.unit import queries, rules
from hirehall.engagements.unit.models import PoolOrder
from hirehall.engagements.unit.operations import call_off
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("unit.cancel_order", scope=Scope.MONEY_WRITE)
def cancel_order(order_id: UUID, *, by: Actor, version: int | None = None) -> PoolOrder:
    """The client takes an order out of the pool while nobody holds it: everything paid goes back."""
    queries.pool_order_for(by, order_id)
    order = queries.pool_order_to_move(order_id)
    contract_operations.require_poster(order.posting, by)
    rules.require_current(order.posting, version)
    rules.require_place("cancel", order)
    rules.require_running(order)
    call_off(order, why="The client took it out of the pool.", by=by)
    return order


@action("unit.expire_order")
def expire_order(order_id: UUID, *, by: Actor) -> PoolOrder:
    """Nobody took an order in the policy's days: everything paid goes back."""
    rules.require_clock(by)
    order = queries.pool_order_to_move(order_id)
    rules.require_place("expire", order)
    rules.require_running(order)
    rules.require_clock_over(order.expires_at)
    call_off(order, why="Nobody took it in time.", by=by)
    return order
