from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts.models import Contract
from hirehall.engagements.package import facts, queries
from hirehall.engagements.package.models import Order
from hirehall.engagements.package.operations import close_lost, lose, take_back_revisions, tell
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused
from hirehall.money import operations as money
from hirehall.money import queries as money_queries
from hirehall.money.models import Chargeback


@action("package.freeze_for_chargeback")
def freeze_for_chargeback(chargeback_id: UUID, *, by: Actor) -> Contract:
    """The client's bank wants a payment back: nothing of its contract moves until the bank has decided.

    A case that is decided already, and a contract that stands still or has ended, stay as they are.
    """
    _require_rail(by)
    found, contract, _ = _case(chargeback_id, by=by)
    contract_operations.stand_still(contract, found, by=by)
    return contract


@action("package.resume_after_chargeback")
def resume_after_chargeback(chargeback_id: UUID, *, by: Actor) -> Contract:
    """The bank let the hall keep the money: the contract runs on, and its clocks get back the time it stood still."""
    _require_rail(by)
    _, contract, order = _case(chargeback_id, by=by)
    _run_on(contract, order, by=by)
    return contract


@action("package.settle_chargeback")
def settle_chargeback(chargeback_id: UUID, *, by: Actor) -> Order:
    """A chargeback was lost. What of it is still in escrow is the client's again; the ledger says who bears the rest.

    An order whose price is gone is cancelled: what it holds for more revisions goes back, when no other case is open.
    Revisions that were bought with the lost money are gone, as far as they were not used.
    """
    _require_rail(by)
    found, contract, order = _case(chargeback_id, by=by)
    if found.is_open and found.payment.funded_at is not None:
        _settle(found, contract, order, by=by)
    _run_on(contract, order, by=by)
    return order


def _settle(found: Chargeback, contract: Contract, order: Order, *, by: Actor) -> None:
    take_back_revisions(order, found.payment_id)
    part = min(order.held.minor, money_queries.still_held_at_most(found).minor)
    fee_before = found.payment.fee_refunded_minor
    taken = {order.id: order.money(part)} if part else {}
    settled = money.settle_chargeback(found, from_escrow=taken, by=by)
    if part:
        lose(contract, order, part, fee=settled.payment.fee_refunded_minor - fee_before)
    tell(
        facts.ChargedBack,
        contract,
        order,
        by=by,
        chargeback_id=settled.id,
        amount=settled.amount,
        from_escrow=settled.money(settled.from_escrow_minor),
    )


def _run_on(contract: Contract, order: Order, *, by: Actor) -> None:
    """No case is open any more: the order runs on, or ends when its price is gone."""
    contract_operations.run_on(contract, by=by)
    price = money_queries.payment(order.payment_id) if order.payment_id else None
    gone = price is not None and price.funded_at is not None and price.refunded_minor >= price.amount_minor
    close_lost(contract, order, price_is_back=gone, by=by)


def _require_rail(by: Actor) -> None:
    if not by.is_system:
        raise Refused("order.rail_only", "Only the payment rail reports this.", because=Because.FORBIDDEN)


def _case(chargeback_id: UUID, *, by: Actor) -> tuple[Chargeback, Contract, Order]:
    """The locked contract and order, and the case as it is after the lock."""
    unit_id = money_queries.chargeback(chargeback_id).unit_id
    contract, order = queries.order_to_move(unit_id, by=by)
    return money_queries.chargeback(chargeback_id), contract, order
