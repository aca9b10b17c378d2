from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import Side
from hirehall.engagements.package import facts, queries, rules
from hirehall.engagements.package.models import Order
from hirehall.engagements.package.operations import move_to, tell
from hirehall.engagements.package.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("package.ask_revision", scope=Scope.CONTRACTS_WRITE)
def ask_revision(order_id: UUID, *, by: Actor, text: str, version: int | None = None) -> Order:
    """The client sends a delivery back in time and uses one of the revisions that were bought.

    The freelancer has the days of the package again, counted from now.
    """
    contract, order = queries.order_to_move(order_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(order, version)
    rules.require_move("ask for a revision", order)
    rules.require_time_left(order)
    rules.require_revision_left(order)
    contract_operations.require_nobody_suspended(by.person_id)
    clean = contract_rules.require_text(text, field="text", least=10, most=contract_rules.LONGEST_SCOPE)
    now = clock.now()
    delivery = order.deliveries.get(answered_at=None)
    delivery.revision, delivery.answered_at = clean, now
    delivery.save(update_fields=["revision", "answered_at"])
    order.revisions_used += 1
    order.due_at = now + timedelta(days=order.days)
    move_to(order, State.REVISION)
    contract_operations.touch(contract)
    tell(
        facts.RevisionAsked,
        contract,
        order,
        by=by,
        delivery_id=delivery.id,
        text=clean[:300],
        left=rules.revisions_left(order),
    )
    return order
