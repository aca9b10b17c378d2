"""Cancelling: by right, or by asking the other side, whose silence grants it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.states import AskState, EndedBy, Side
from hirehall.engagements.package import facts, queries, rules
from hirehall.engagements.package.models import Ask, Order
from hirehall.engagements.package.operations import cancel, move_to, tell
from hirehall.engagements.package.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("package.cancel_order", scope=Scope.MONEY_WRITE)
def cancel_order(order_id: UUID, *, by: Actor, version: int | None = None) -> Order:
    """The client cancels alone: before work has begun, or when it is very late. Everything paid goes back."""
    contract, order = queries.order_to_move(order_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(order, version)
    very_late = order.state == State.VERY_LATE
    rules.require_move("cancel as very late" if very_late else "cancel at once", order)
    contract_operations.require_nobody_suspended(by.person_id)
    why = "It was very late." if very_late else "Work had not begun."
    cancel(contract, order, by=by, why=why, how=EndedBy.NOTICE, side=Side.CLIENT)
    return order


@action("package.ask_to_cancel", scope=Scope.CONTRACTS_WRITE)
def ask_to_cancel(order_id: UUID, *, by: Actor, reason: str, version: int | None = None) -> Ask:
    """One side wishes to cancel, with everything going back to the client. The other has the policy's hours to answer.

    Meanwhile the order stands still.
    """
    contract, order = queries.order_to_move(order_id, by=by)
    side = contract_rules.require_deciding_side(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(order, version)
    rules.require_move("ask to cancel", order)
    rules.require_time_left(order)
    if order.state == State.DELIVERED and queries.wished_since_delivery(order, side):
        raise Refused(
            "order.wished_before",
            "You have wished to cancel since this delivery, and the order went on. Answer the delivery now:"
            " accept it, or ask for a revision.",
        )
    contract_operations.require_nobody_suspended(by.person_id)
    clean = contract_rules.require_text(reason, field="reason", least=10, most=contract_rules.LONGEST_NOTE)
    now = clock.now()
    ask = Ask.objects.create(
        order=order,
        kind=Ask.Kind.CANCEL,
        side=side,
        reason=clean,
        state_before=order.state,
        auto_accept_was=order.auto_accept_at,
        asked_by_id=by.require_person(),
        asked_at=now,
        answer_by=now + timedelta(hours=contract.policy.number("package.cancel_answer_hours")),
    )
    move_to(order, State.CANCEL_ASKED)
    contract_operations.touch(contract)
    tell(
        facts.CancelAsked,
        contract,
        order,
        by=by,
        ask_id=ask.id,
        side=side.value,
        reason=clean[:300],
        amount=order.held,
        answer_by=ask.answer_by,
    )
    return ask


@action("package.agree_to_cancel", scope=Scope.MONEY_WRITE)
def agree_to_cancel(ask_id: UUID, *, by: Actor) -> Ask:
    """The other side agrees to cancel: all that is held goes back to the client with its fee."""
    contract, order, ask = _open_cancel(ask_id, by=by)
    side = _other(contract, ask, by)
    _require_in_time(ask)
    _answer(ask, AskState.ACCEPTED)
    cancel(contract, order, by=by, why=ask.reason, how=EndedBy.AGREEMENT, side=side)
    return ask


@action("package.cancel_in_silence")
def cancel_in_silence(ask_id: UUID, *, by: Actor) -> Ask:
    """Nobody answered a wish to cancel in the policy's hours: it is granted."""
    if not by.is_system:
        raise Refused("order.clock_only", "Only the clock does this.", because=Because.FORBIDDEN)
    contract, order, ask = queries.ask_to_move(ask_id, by=by)
    contract_rules.require_active(contract)
    contract_rules.require_ask_open(ask.state)
    rules.require_move("cancel in silence", order)
    if ask.answer_by is None or ask.answer_by > clock.now():
        raise Refused("order.clock_running", "The other side still has time to answer.")
    _answer(ask, AskState.ACCEPTED)
    cancel(contract, order, by=by, why=ask.reason, how=EndedBy.AGREEMENT, in_silence=True)
    return ask


@action("package.decline_cancel", scope=Scope.CONTRACTS_WRITE)
def decline_cancel(ask_id: UUID, *, by: Actor, reason: str) -> Ask:
    """The other side wishes to go on. The order is where it was, and its clocks get back the time."""
    contract, order, ask = _open_cancel(ask_id, by=by)
    side = _other(contract, ask, by)
    _require_in_time(ask)
    clean = contract_rules.require_text(reason, field="reason", least=10, most=contract_rules.LONGEST_NOTE)
    _answer(ask, AskState.DECLINED, clean)
    _go_on(contract, order, ask, by=by, side=side, reason=clean)
    return ask


@action("package.withdraw_cancel", scope=Scope.CONTRACTS_WRITE)
def withdraw_cancel(ask_id: UUID, *, by: Actor) -> Ask:
    """Who wished to cancel takes it back; the order goes on as if it had not stood still."""
    contract, order, ask = _open_cancel(ask_id, by=by)
    contract_rules.require_side(contract, by, Side(ask.side))
    _answer(ask, AskState.WITHDRAWN)
    _go_on(contract, order, ask, by=by, side=Side(ask.side), reason="")
    return ask


def _open_cancel(ask_id: UUID, *, by: Actor) -> tuple[Contract, Order, Ask]:
    contract, order, ask = queries.ask_to_move(ask_id, by=by)
    contract_rules.require_deciding_side(contract, by)
    if ask.kind != Ask.Kind.CANCEL:
        raise Refused(
            "ask.other_kind", "This is about more days, not about cancelling.", because=Because.INVALID
        )
    contract_rules.require_ask_open(ask.state)
    contract_rules.require_active(contract)
    rules.require_move("agree to cancel", order)
    contract_operations.require_nobody_suspended(by.person_id)
    return contract, order, ask


def _other(contract: Contract, ask: Ask, by: Actor) -> Side:
    side = Side(ask.side).other
    contract_rules.require_side(contract, by, side)
    return side


def _require_in_time(ask: Ask) -> None:
    if ask.answer_by is not None and ask.answer_by <= clock.now():
        raise Refused("order.clock_passed", "The time to answer is over; without an answer it is granted.")


def _answer(ask: Ask, state: AskState, answer: str = "") -> None:
    ask.state, ask.answer, ask.answered_at = state, answer, clock.now()
    ask.save(update_fields=["state", "answer", "answered_at"])


def _go_on(contract: Contract, order: Order, ask: Ask, *, by: Actor, side: Side, reason: str) -> None:
    stood = clock.now() - ask.asked_at
    if order.due_at is not None:
        order.due_at += stood
    if ask.auto_accept_was is not None:
        order.auto_accept_at = ask.auto_accept_was + stood
    move_to(order, State(ask.state_before))
    contract_operations.touch(contract)
    tell(
        facts.AskDeclined,
        contract,
        order,
        by=by,
        ask_id=ask.id,
        side=side.value,
        about=ask.kind,
        withdrawn=ask.state == AskState.WITHDRAWN,
        reason=reason[:300],
    )
