"""What the rail has said about the payment of an order."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import PoolOrder
from hirehall.engagements.unit.operations import ask_writer, list_order, place_at, tell_pool
from hirehall.engagements.unit.states import Place
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.money import operations as money
from hirehall.money import queries as money_queries


@action("unit.settle_payment")
def settle_payment(payment_id: UUID, *, by: Actor) -> PoolOrder:
    """The rail has the money: it is held, once, and the order stands in the pool, or before who was asked.

    A payment that is not awaited goes back in full.
    """
    rules.require_rail(by)
    order = queries.pool_order_to_move(money_queries.payment(payment_id).unit_id)
    payment, posting = money_queries.payment(payment_id), order.posting
    if posting.payment_id == payment.id and posting.funded_at is not None:
        return order
    if order.state != Place.PAYING or posting.payment_id != payment.id:
        money.return_payment(payment, reason="The order no longer waits for this payment.", by=by)
        amount = Money(payment.amount_minor + payment.client_fee_minor, payment.currency)
        tell_pool(facts.PaymentReturned, posting, by=by, payment_id=payment.id, amount=amount)
        return order
    amount = contract_operations.fill(posting, payment)
    posting.save()
    if order.writer_id is not None:
        ask_writer(order)
        asked = {"payment_id": payment.id, "amount": amount, "answer_by": order.answer_by}
        tell_pool(facts.WriterAsked, posting, by=by, freelancer_id=order.writer_id, **asked)
        return order
    list_order(order)
    tell_pool(
        facts.OrderListed, posting, by=by, payment_id=payment.id, amount=amount, expires_at=order.expires_at
    )
    return order


@action("unit.fail_payment")
def fail_payment(payment_id: UUID, *, by: Actor, reason: str = "") -> PoolOrder:
    """The rail could not collect: the order waits for another payment, as long as the policy says."""
    rules.require_rail(by)
    order = queries.pool_order_to_move(money_queries.payment(payment_id).unit_id)
    posting = order.posting
    if order.state != Place.PAYING or posting.payment_id != payment_id:
        return order
    order.drop_at = clock.now() + timedelta(hours=posting.policy.number("unit.unpaid_after_hours"))
    place_at(order, Place.UNPAID)
    tell_pool(
        facts.PaymentFailed, posting, by=by, payment_id=payment_id, reason=reason, drop_at=order.drop_at
    )
    return order
