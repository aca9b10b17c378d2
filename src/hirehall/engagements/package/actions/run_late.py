from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.engagements.package import facts, queries, rules
from hirehall.engagements.package.models import Order
from hirehall.engagements.package.operations import move_to, tell
from hirehall.engagements.package.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused


@action("package.run_late")
def run_late(order_id: UUID, *, by: Actor) -> Order:
    """The date of an order has passed without a delivery: it is late, and both sides are told."""
    _require_clock(by)
    contract, order = queries.order_to_move(order_id, by=by)
    contract_rules.require_active(contract)
    rules.require_move("run late", order)
    if order.due_at is None or order.due_at > clock.now():
        raise Refused("order.clock_running", "The freelancer still has time.")
    move_to(order, State.LATE)
    contract_operations.touch(contract)
    very_late_at = queries.very_late_at(order)
    tell(facts.OrderLate, contract, order, by=by, due_at=order.due_at, very_late_at=very_late_at)
    return order


@action("package.run_very_late")
def run_very_late(order_id: UUID, *, by: Actor) -> Order:
    """The policy's hours have passed as well: the client may cancel alone from now on."""
    _require_clock(by)
    contract, order = queries.order_to_move(order_id, by=by)
    contract_rules.require_active(contract)
    rules.require_move("run very late", order)
    if queries.very_late_at(order) > clock.now():
        raise Refused("order.clock_running", "The freelancer still has time.")
    move_to(order, State.VERY_LATE)
    contract_operations.touch(contract)
    tell(facts.OrderVeryLate, contract, order, by=by, due_at=order.due_at)
    return order


def _require_clock(by: Actor) -> None:
    if not by.is_system:
        raise Refused("order.clock_only", "Only the clock does this.", because=Because.FORBIDDEN)
