"""More revisions for an order that runs, at the price that its package has stated."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import ContractState
from hirehall.engagements.package import facts, queries, rules
from hirehall.engagements.package.models import RevisionPurchase
from hirehall.engagements.package.operations import add_revisions, begin_purchase, tell
from hirehall.engagements.package.states import BuyState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.money import operations as money
from hirehall.money import queries as money_queries


@action("package.buy_revisions", scope=Scope.MONEY_WRITE)
def buy_revisions(
    order_id: UUID,
    *,
    by: Actor,
    count: int = 1,
    method: str = "sandbox.instant",
    version: int | None = None,
) -> RevisionPurchase:
    """The client pays for more revisions. They can be asked for once the money is here; no clock waits for it."""
    contract, order = queries.order_to_move(order_id, by=by)
    contract_rules.require_payer(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(order, version)
    rules.require_move("buy revisions", order)
    rules.require_time_left(order)
    price = rules.require_revisions_sold(order, count)
    if order.purchases.filter(state=BuyState.BEGUN).exists():
        raise Refused("order.purchase_open", "A payment for more revisions is on its way already.")
    if order.amount_minor + price.minor > contract.policy.largest_amount_minor:
        raise Refused(
            "order.above_policy", "This order is larger than this hall allows.", because=Because.INVALID
        )
    contract_operations.require_nobody_suspended(by.person_id, contract.freelancer_id)
    quote = queries.quote_for_revisions(contract, order, price)
    purchase = begin_purchase(contract, order, quote, count=count, method=method, by=by)
    contract_operations.touch(contract)
    tell(
        facts.RevisionsOrdered,
        contract,
        order,
        by=by,
        payment_id=purchase.payment_id,
        count=count,
        amount=quote.amount,
    )
    return purchase


@action("package.settle_revisions")
def settle_revisions(payment_id: UUID, *, by: Actor) -> RevisionPurchase:
    """The rail has the money: the revisions count, once. When the order has moved on, the money goes back in full."""
    _require_rail(by)
    contract, order, purchase = queries.purchase_to_move(payment_id, by=by)
    if purchase.state != BuyState.BEGUN:
        return purchase
    payment = money_queries.payment(payment_id)
    purchase.settled_at = clock.now()
    if contract.state == ContractState.ENDED or not rules.can("buy revisions", order):
        purchase.state = BuyState.RETURNED
        money.return_payment(payment, reason="The order no longer waits for this payment.", by=by)
        amount = Money(payment.amount_minor + payment.client_fee_minor, payment.currency)
        tell(facts.PaymentReturned, contract, order, by=by, payment_id=payment.id, amount=amount)
    else:
        purchase.state = BuyState.PAID
        amount = add_revisions(contract, order, purchase, payment)
        tell(
            facts.RevisionsBought,
            contract,
            order,
            by=by,
            payment_id=payment.id,
            count=purchase.count,
            amount=amount,
            left=rules.revisions_left(order),
        )
    purchase.save(update_fields=["state", "settled_at"])
    return purchase


@action("package.fail_revisions")
def fail_revisions(payment_id: UUID, *, by: Actor, reason: str = "") -> RevisionPurchase:
    """The rail could not collect for more revisions: the order is as it was."""
    _require_rail(by)
    contract, order, purchase = queries.purchase_to_move(payment_id, by=by)
    if purchase.state != BuyState.BEGUN:
        return purchase
    purchase.state, purchase.settled_at = BuyState.FAILED, clock.now()
    purchase.save(update_fields=["state", "settled_at"])
    contract_operations.touch(contract)
    tell(
        facts.RevisionsUnpaid,
        contract,
        order,
        by=by,
        payment_id=payment_id,
        count=purchase.count,
        reason=reason,
    )
    return purchase


def _require_rail(by: Actor) -> None:
    if not by.is_system:
        raise Refused("order.rail_only", "Only the payment rail reports this.", because=Because.FORBIDDEN)
