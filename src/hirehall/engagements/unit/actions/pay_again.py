"""An order whose payment failed: the client pays another way, or lets it be."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import PoolOrder
from hirehall.engagements.unit.operations import begin_payment, call_off, place_at, tell_pool
from hirehall.engagements.unit.states import Place
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("unit.pay_again", scope=Scope.MONEY_WRITE)
def pay_again(
    order_id: UUID, *, by: Actor, method: str = "sandbox.instant", version: int | None = None
) -> PoolOrder:
    """The client pays an order again whose payment failed."""
    queries.pool_order_for(by, order_id)
    order = queries.pool_order_to_move(order_id)
    contract_operations.require_poster(order.posting, by, pays=True)
    rules.require_current(order.posting, version)
    rules.require_place("pay again", order)
    contract_operations.require_nobody_suspended(by.person_id)
    payment_id = begin_payment(order, method=method, by=by)
    place_at(order, Place.PAYING)
    tell_pool(facts.PaymentBegun, order.posting, by=by, payment_id=payment_id, amount=order.posting.to_fund)
    return order


@action("unit.drop_order", scope=Scope.CONTRACTS_WRITE)
def drop_order(order_id: UUID, *, by: Actor, version: int | None = None) -> PoolOrder:
    """The client lets an unpaid order be. Nothing was taken."""
    queries.pool_order_for(by, order_id)
    order = queries.pool_order_to_move(order_id)
    contract_operations.require_poster(order.posting, by)
    rules.require_current(order.posting, version)
    rules.require_place("drop", order)
    call_off(order, why="It was not paid.", by=by)
    return order


@action("unit.drop_in_silence")
def drop_in_silence(order_id: UUID, *, by: Actor) -> PoolOrder:
    """Nobody paid in the policy's hours: the order is dropped."""
    rules.require_clock(by)
    order = queries.pool_order_to_move(order_id)
    rules.require_place("drop", order)
    rules.require_clock_over(order.drop_at)
    call_off(order, why="It was not paid in time.", by=by)
    return order
