from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import Side
from hirehall.engagements.package import queries, rules
from hirehall.engagements.package.models import Order
from hirehall.engagements.package.operations import accept
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("package.accept_order", scope=Scope.MONEY_WRITE)
def accept_order(order_id: UUID, *, by: Actor, version: int | None = None) -> Order:
    """The client takes the work as it is. All that is held is released; it cannot be undone."""
    contract, order = queries.order_to_move(order_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(order, version)
    rules.require_move("accept", order)
    contract_operations.require_nobody_suspended(by.person_id)
    accept(contract, order, by=by, side=Side.CLIENT, in_silence=False)
    return order


@action("package.accept_in_silence")
def accept_in_silence(order_id: UUID, *, by: Actor) -> Order:
    """Nobody answered a delivery in the policy's days: it counts as accepted, and its money is released."""
    if not by.is_system:
        raise Refused("order.clock_only", "Only the clock does this.", because=Because.FORBIDDEN)
    contract, order = queries.order_to_move(order_id, by=by)
    contract_rules.require_active(contract)
    rules.require_move("accept in silence", order)
    if order.auto_accept_at is None or order.auto_accept_at > clock.now():
        raise Refused("order.clock_running", "The client still has time to answer.")
    accept(contract, order, by=by, side=None, in_silence=True)
    return order
