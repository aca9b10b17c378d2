"""An order whose payment failed: the client pays another way, or lets it be."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import EndedBy, Side
from hirehall.engagements.package import facts, queries, rules
from hirehall.engagements.package.models import Order
from hirehall.engagements.package.operations import ask_for_money, cancel, move_to, tell
from hirehall.engagements.package.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("package.pay_again", scope=Scope.MONEY_WRITE)
def pay_again(
    order_id: UUID, *, by: Actor, method: str = "sandbox.instant", version: int | None = None
) -> Order:
    """The client pays an order again whose payment failed."""
    contract, order = queries.order_to_move(order_id, by=by)
    contract_rules.require_payer(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(order, version)
    rules.require_move("pay again", order)
    contract_operations.require_nobody_suspended(by.person_id, contract.freelancer_id)
    ask_for_money(contract, order, method=method, by=by)
    move_to(order, State.ORDERED)
    contract_operations.touch(contract)
    tell(
        facts.PaymentBegun,
        contract,
        order,
        by=by,
        payment_id=order.payment_id,
        amount=order.to_fund,
    )
    return order


@action("package.drop_order", scope=Scope.CONTRACTS_WRITE)
def drop_order(order_id: UUID, *, by: Actor, version: int | None = None) -> Order:
    """The client lets an unpaid order be. Nothing was taken; its place in the queue is free again."""
    contract, order = queries.order_to_move(order_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(order, version)
    rules.require_move("drop", order)
    cancel(contract, order, by=by, why="It was not paid.", how=EndedBy.NOTICE, side=Side.CLIENT)
    return order


@action("package.drop_in_silence")
def drop_in_silence(order_id: UUID, *, by: Actor) -> Order:
    """Nobody paid in the policy's hours: the order is dropped, and its place in the queue is free again."""
    if not by.is_system:
        raise Refused("order.clock_only", "Only the clock does this.", because=Because.FORBIDDEN)
    contract, order = queries.order_to_move(order_id, by=by)
    contract_rules.require_active(contract)
    rules.require_move("drop", order)
    if order.drop_at is None or order.drop_at > clock.now():
        raise Refused("order.clock_running", "The client still has time to pay.")
    why = "It was not paid in time."
    cancel(contract, order, by=by, why=why, how=EndedBy.NOTICE, side=Side.CLIENT, in_silence=True)
    return order
