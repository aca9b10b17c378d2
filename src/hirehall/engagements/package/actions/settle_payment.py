"""What the rail has said about the payment of an order."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts.states import ContractState
from hirehall.engagements.package import facts, queries
from hirehall.engagements.package.models import Order
from hirehall.engagements.package.operations import move_to, start_clock, tell
from hirehall.engagements.package.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.money import operations as money
from hirehall.money import queries as money_queries


@action("package.settle_payment")
def settle_payment(payment_id: UUID, *, by: Actor) -> Order:
    """The rail has the money: the order is paid, once, and the client is asked for what the freelancer must know.

    Without questions the days count from now. A payment that is not awaited goes back in full.
    """
    _require_rail(by)
    payment = money_queries.payment(payment_id)
    contract, order = queries.order_to_move(payment.unit_id, by=by)
    if order.payment_id == payment.id and order.state != State.ORDERED and order.funded_at:
        return order
    awaited = order.state == State.ORDERED and order.payment_id == payment.id
    if not awaited or contract.state == ContractState.ENDED:
        money.return_payment(payment, reason="The order no longer waits for this payment.", by=by)
        amount = Money(payment.amount_minor + payment.client_fee_minor, payment.currency)
        tell(facts.PaymentReturned, contract, order, by=by, payment_id=payment.id, amount=amount)
        return order
    amount = contract_operations.fill(order, payment)
    if not order.questions:
        start_clock(order)
    move_to(order, State.REQUIREMENTS if order.questions else State.IN_PROGRESS)
    contract_operations.touch(contract)
    tell(
        facts.OrderPaid,
        contract,
        order,
        by=by,
        payment_id=payment.id,
        amount=amount,
        questions=len(order.questions),
    )
    return order


@action("package.fail_payment")
def fail_payment(payment_id: UUID, *, by: Actor, reason: str = "") -> Order:
    """The rail could not collect: the order waits for another payment, as long as the policy says."""
    _require_rail(by)
    payment = money_queries.payment(payment_id)
    contract, order = queries.order_to_move(payment.unit_id, by=by)
    if order.state != State.ORDERED or order.payment_id != payment.id:
        return order
    move_to(order, State.UNPAID)
    order.drop_at = clock.now() + timedelta(hours=contract.policy.number("package.unpaid_after_hours"))
    order.save(update_fields=["drop_at"])
    contract_operations.touch(contract)
    tell(
        facts.PaymentFailed,
        contract,
        order,
        by=by,
        payment_id=payment.id,
        reason=reason,
        drop_at=order.drop_at,
    )
    return order


def _require_rail(by: Actor) -> None:
    if not by.is_system:
        raise Refused("order.rail_only", "Only the payment rail reports this.", because=Because.FORBIDDEN)
