"""More days for an order: one side asks, the other agrees or not. Nothing happens in silence."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.states import AskState, Side
from hirehall.engagements.package import facts, queries, rules
from hirehall.engagements.package.models import Ask, Order
from hirehall.engagements.package.operations import move_to, tell
from hirehall.engagements.package.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("package.ask_extension", scope=Scope.CONTRACTS_WRITE)
def ask_extension(order_id: UUID, *, by: Actor, days: int, reason: str, version: int | None = None) -> Ask:
    """One side asks for more days, with a reason. The date stays as it is until the other side agrees."""
    contract, order = queries.order_to_move(order_id, by=by)
    side = contract_rules.require_deciding_side(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(order, version)
    rules.require_move("extend", order)
    contract_operations.require_nobody_suspended(by.person_id)
    if not 1 <= days <= rules.MOST_DAYS:
        raise rules.invalid("order.days_out_of_range", f"Ask for 1 to {rules.MOST_DAYS} days.", "days")
    clean = contract_rules.require_text(reason, field="reason", least=10, most=contract_rules.LONGEST_NOTE)
    if order.asks.filter(kind=Ask.Kind.EXTEND, state=AskState.OPEN).exists():
        raise Refused("order.extension_open", "A wish for more days already waits for an answer.")
    ask = Ask.objects.create(
        order=order,
        kind=Ask.Kind.EXTEND,
        side=side,
        reason=clean,
        days=days,
        asked_by_id=by.require_person(),
        asked_at=clock.now(),
    )
    contract_operations.touch(contract)
    tell(
        facts.ExtensionAsked,
        contract,
        order,
        by=by,
        ask_id=ask.id,
        side=side.value,
        days=days,
        reason=clean[:300],
    )
    return ask


@action("package.answer_extension", scope=Scope.CONTRACTS_WRITE)
def answer_extension(ask_id: UUID, *, by: Actor, agree: bool) -> Ask:
    """The other side agrees to the new date, or leaves the old one. Who asked may only take it back (not agree)."""
    contract, order, ask = queries.ask_to_move(ask_id, by=by)
    side = contract_rules.require_deciding_side(contract, by)
    if ask.kind != Ask.Kind.EXTEND:
        raise Refused(
            "ask.other_kind", "This is about cancelling, not about more days.", because=Because.INVALID
        )
    contract_rules.require_ask_open(ask.state)
    contract_rules.require_active(contract)
    contract_operations.require_nobody_suspended(by.person_id)
    if agree:
        _extend(contract, order, ask, by=by, side=side)
        return ask
    withdrawn = side == ask.side
    ask.state = AskState.WITHDRAWN if withdrawn else AskState.DECLINED
    ask.answered_at = clock.now()
    ask.save(update_fields=["state", "answered_at"])
    contract_operations.touch(contract)
    tell(
        facts.AskDeclined,
        contract,
        order,
        by=by,
        ask_id=ask.id,
        side=side.value,
        about=ask.kind,
        withdrawn=withdrawn,
        reason="",
    )
    return ask


def _extend(contract: Contract, order: Order, ask: Ask, *, by: Actor, side: Side) -> None:
    contract_rules.require_side(contract, by, Side(ask.side).other)
    rules.require_move("extend", order)
    now = clock.now()
    assert order.due_at is not None  # noqa: S101 - an order that can be extended was started
    order.due_at = max(order.due_at, now) + timedelta(days=ask.days)
    ask.state, ask.answered_at = AskState.ACCEPTED, now
    ask.save(update_fields=["state", "answered_at"])
    move_to(order, State.REVISION if order.state == State.REVISION else State.IN_PROGRESS)
    contract_operations.touch(contract)
    tell(
        facts.OrderExtended,
        contract,
        order,
        by=by,
        ask_id=ask.id,
        side=side.value,
        days=ask.days,
        due_at=order.due_at,
    )
