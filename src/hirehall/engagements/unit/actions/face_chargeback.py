"""The client's bank wants the payment of an order back: before there is a contract, or under it."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts.states import ContractState, EndedBy, Side
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import PoolOrder
from hirehall.engagements.unit.operations import lose, lose_order, run_on, stand_still, tell_pool
from hirehall.engagements.unit.states import FINAL
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.money import operations as money
from hirehall.money import queries as money_queries
from hirehall.money.models import Chargeback

TAKEN_BACK = "The client’s bank took the payment back."


@action("unit.freeze_for_chargeback")
def freeze_for_chargeback(chargeback_id: UUID, *, by: Actor) -> PoolOrder:
    """Nothing of the order moves until the bank has decided, whoever holds it; what is over stays as it is."""
    rules.require_rail(by)
    order, found = _case(chargeback_id)
    if queries.is_under_contract(order.posting_id):
        contract, _ = queries.work_to_move(order.posting_id, by=by)
        contract_operations.stand_still(contract, found, by=by)
    elif found.is_open:
        stand_still(order)
    return order


@action("unit.resume_after_chargeback")
def resume_after_chargeback(chargeback_id: UUID, *, by: Actor) -> PoolOrder:
    """The bank let the hall keep the money: the order runs on, and its clocks get back the time it stood still."""
    rules.require_rail(by)
    order, _ = _case(chargeback_id)
    if queries.is_under_contract(order.posting_id):
        contract, _ = queries.work_to_move(order.posting_id, by=by)
        contract_operations.run_on(contract, by=by)
    elif not money_queries.is_disputed(order.posting_id):
        run_on(order)
    return order


@action("unit.settle_chargeback")
def settle_chargeback(chargeback_id: UUID, *, by: Actor) -> PoolOrder:
    """A chargeback was lost: what is still in escrow is the client's again; the ledger says who bears the rest."""
    rules.require_rail(by)
    order, found = _case(chargeback_id)
    if queries.is_under_contract(order.posting_id):
        _under_contract(order, found, by=by)
    else:
        _in_the_pool(order, found, by=by)
    return order


def _under_contract(order: PoolOrder, found: Chargeback, *, by: Actor) -> None:
    contract, work = queries.work_to_move(order.posting_id, by=by)
    if found.is_open and found.payment.funded_at is not None:
        part = min(work.held.minor, money_queries.still_held_at_most(found).minor)
        fee_before = found.payment.fee_refunded_minor
        settled = money.settle_chargeback(
            found, from_escrow={work.id: work.money(part)} if part else {}, by=by
        )
        if part:
            lose(contract, work, part, fee=settled.payment.fee_refunded_minor - fee_before)
        _told(order, settled, by=by)
    contract_operations.run_on(contract, by=by)
    if contract.state == ContractState.ACTIVE and work.state in FINAL:
        contract_operations.end(contract, EndedBy.NOTICE, by=by, side=Side.CLIENT, note=TAKEN_BACK)


def _in_the_pool(order: PoolOrder, found: Chargeback, *, by: Actor) -> None:
    posting = order.posting
    if found.is_open and found.payment.funded_at is not None:
        part = min(posting.held.minor, money_queries.still_held_at_most(found).minor)
        fee_before = found.payment.fee_refunded_minor
        taken = {posting.id: posting.money(part)} if part else {}
        settled = money.settle_chargeback(found, from_escrow=taken, by=by)
        if part:
            lose_order(order, part, fee=settled.payment.fee_refunded_minor - fee_before, by=by)
        _told(order, settled, by=by)
    if not money_queries.is_disputed(posting.id):
        run_on(order)


def _told(order: PoolOrder, settled: Chargeback, *, by: Actor) -> None:
    tell_pool(
        facts.ChargedBack,
        order.posting,
        by=by,
        chargeback_id=settled.id,
        amount=settled.amount,
        from_escrow=settled.money(settled.from_escrow_minor),
    )


def _case(chargeback_id: UUID) -> tuple[PoolOrder, Chargeback]:
    """The locked order, and the case as it is after the lock."""
    order = queries.pool_order_to_move(money_queries.chargeback(chargeback_id).unit_id)
    return order, money_queries.chargeback(chargeback_id)
