"""Work that is handed in: the first time it begins the contract; after a revision it goes on with it."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import Side
from hirehall.engagements.unit import queries, rules
from hirehall.engagements.unit.models import UnitDelivery
from hirehall.engagements.unit.operations import begin_contract, hand_over
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("unit.deliver_order", scope=Scope.CONTRACTS_WRITE)
def deliver_order(
    order_id: UUID,
    *,
    by: Actor,
    text: str = "",
    note: str = "",
    file_ids: tuple[UUID, ...] = (),
    count: int | None = None,
    version: int | None = None,
) -> UnitDelivery:
    """Who holds an order hands the work in on time, within its bounds; that begins the contract.

    What was uploaded never changes, so it is counted before anything is locked; but only for who holds the order.

    Args:
        text: Markdown, counted as it is read; or files that are counted, not both.
        count: how many items or minutes; left out where the files say it.
    """
    asked = queries.pool_order_for(by, order_id)
    rules.require_holder(asked, by)
    rules.require_content(text, note, file_ids)
    counting = queries.counting_of(asked, text, file_ids, by=by)
    order = queries.pool_order_to_move(order_id)
    rules.require_holder(order, by)
    rules.require_current(order.posting, version)
    rules.require_place("deliver first", order)
    rules.require_running(order)
    rules.require_time_left(order.due_at)
    contract_operations.require_nobody_suspended(by.person_id)
    per_page = order.posting.policy.number("unit.words_per_page")
    units = rules.counted(order, counting.words, count, per_page, measured=counting.measured)
    rules.require_bounds(order, units, field=counting.field_of(order, count))
    contract, work = begin_contract(order, count=units, by=by)
    return hand_over(
        contract, work, text=text, note=note, counting=counting, count=units, file_ids=file_ids, by=by
    )


@action("unit.revise_order", scope=Scope.CONTRACTS_WRITE)
def revise_order(
    order_id: UUID,
    *,
    by: Actor,
    text: str = "",
    note: str = "",
    file_ids: tuple[UUID, ...] = (),
    count: int | None = None,
    version: int | None = None,
) -> UnitDelivery:
    """The freelancer hands the work in again after a revision was asked; it is counted again."""
    asked = queries.work_for(by, order_id)
    contract_rules.require_side(asked.contract, by, Side.FREELANCER)
    rules.require_content(text, note, file_ids)
    counting = queries.counting_of(asked, text, file_ids, by=by)
    contract, work = queries.work_to_move(order_id, by=by)
    contract_rules.require_side(contract, by, Side.FREELANCER)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(work, version)
    rules.require_move("deliver again", work)
    rules.require_time_left(work.revise_by)
    contract_operations.require_nobody_suspended(by.person_id)
    per_page = contract.policy.number("unit.words_per_page")
    units = rules.counted(work, counting.words, count, per_page, measured=counting.measured)
    rules.require_bounds(work, units, field=counting.field_of(work, count))
    delivery = hand_over(
        contract, work, text=text, note=note, counting=counting, count=units, file_ids=file_ids, by=by
    )
    contract_operations.touch(contract)
    return delivery
