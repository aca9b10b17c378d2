from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import Side
from hirehall.engagements.package import facts, queries, rules
from hirehall.engagements.package.models import Order, OrderDelivery
from hirehall.engagements.package.operations import lapse_asks, move_to, tell
from hirehall.engagements.package.states import State
from hirehall.files import operations as files
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("package.deliver_order", scope=Scope.CONTRACTS_WRITE)
def deliver_order(
    order_id: UUID,
    *,
    by: Actor,
    note: str,
    file_ids: tuple[UUID, ...] = (),
    version: int | None = None,
) -> Order:
    """The freelancer hands the work over, in time or late. From now the client has the policy's days to answer."""
    contract, order = queries.order_to_move(order_id, by=by)
    contract_rules.require_side(contract, by, Side.FREELANCER)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(order, version)
    rules.require_move("deliver", order)
    contract_operations.require_nobody_suspended(by.person_id)
    text = contract_rules.require_text(note, field="note", least=3, most=contract_rules.LONGEST_SCOPE)
    if len(file_ids) > rules.MOST_FILES:
        raise rules.invalid("order.too_many_files", f"At most {rules.MOST_FILES} files fit here.", "files")
    now = clock.now()
    delivery = OrderDelivery.objects.create(
        order=order,
        number=order.deliveries.count() + 1,
        note=text,
        files_count=len(file_ids),
        delivered_at=now,
    )
    files.attach(list(file_ids), subject_kind="order_delivery", subject_id=delivery.id, by=by)
    days = contract.policy.number("package.silence_accepts_after_days")
    order.delivered_at, order.auto_accept_at = now, now + timedelta(days=days)
    move_to(order, State.DELIVERED)
    lapse_asks(order)
    contract_operations.touch(contract)
    tell(
        facts.OrderDelivered,
        contract,
        order,
        by=by,
        delivery_id=delivery.id,
        number=delivery.number,
        files=len(file_ids),
        amount=order.held,
        auto_accept_at=order.auto_accept_at,
    )
    return order
