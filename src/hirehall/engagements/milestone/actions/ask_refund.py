from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import AskState, Side
from hirehall.engagements.milestone import facts, queries, rules
from hirehall.engagements.milestone.models import RefundRequest
from hirehall.engagements.milestone.operations import close_up, move_to, tell
from hirehall.engagements.milestone.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused


@action("milestone.ask_refund", scope=Scope.MONEY_WRITE)
def ask_refund(
    milestone_id: UUID, *, by: Actor, amount: Money, reason: str, version: int | None = None
) -> RefundRequest:
    """The client asks for held money back. The freelancer has the policy's days to answer; silence grants it."""
    contract, milestone = queries.milestone_to_move(milestone_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(milestone, version)
    rules.require_move("ask for a refund", milestone)
    contract_operations.require_nobody_suspended(by.person_id)
    contract_rules.require_held(milestone, amount)
    clean = contract_rules.require_text(reason, field="reason", least=10, most=contract_rules.LONGEST_NOTE)
    now = clock.now()
    request = RefundRequest.objects.create(
        milestone=milestone,
        amount_minor=amount.minor,
        reason=clean,
        state_before=milestone.state,
        asked_by_id=by.require_person(),
        asked_at=now,
        answer_by=now + timedelta(days=contract.policy.refund_answer_days),
    )
    move_to(milestone, State.REFUND_ASKED)
    contract_operations.touch(contract)
    tell(
        facts.RefundAsked,
        contract,
        milestone,
        by=by,
        request_id=request.id,
        amount=amount,
        reason=clean[:300],
        answer_by=request.answer_by,
    )
    return request


@action("milestone.withdraw_refund", scope=Scope.MONEY_WRITE)
def withdraw_refund(request_id: UUID, *, by: Actor) -> RefundRequest:
    """The client takes a refund request back; work goes on where it was."""
    contract, milestone, request = queries.request_to_move(request_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    contract_rules.require_active(contract)
    contract_rules.require_ask_open(request.state)
    _answer(request, AskState.WITHDRAWN)
    move_to(milestone, State(request.state_before))
    contract_operations.touch(contract)
    tell(facts.RefundWithdrawn, contract, milestone, by=by, request_id=request.id)
    return request


@action("milestone.grant_refund", scope=Scope.MONEY_WRITE)
def grant_refund(request_id: UUID, *, by: Actor) -> RefundRequest:
    """The freelancer agrees: the amount goes back to the client, with the client fee on it."""
    contract, milestone, request = queries.request_to_move(request_id, by=by)
    contract_rules.require_side(contract, by, Side.FREELANCER)
    contract_rules.require_active(contract)
    contract_rules.require_ask_open(request.state)
    contract_operations.require_nobody_suspended(by.person_id)
    amount = milestone.money(request.amount_minor)
    contract_operations.refund(contract, milestone, amount, by=by)
    _answer(request, AskState.ACCEPTED)
    move_to(milestone, State(request.state_before) if milestone.held else State.REFUNDED)
    tell(
        facts.MilestoneRefunded,
        contract,
        milestone,
        by=by,
        request_id=request.id,
        amount=amount,
        in_silence=False,
    )
    close_up(contract, by=by, side=Side.FREELANCER)
    return request


@action("milestone.refuse_refund", scope=Scope.CONTRACTS_WRITE)
def refuse_refund(request_id: UUID, *, by: Actor, reason: str) -> RefundRequest:
    """The freelancer says no, with a reason; the money stays held and work goes on where it was."""
    contract, milestone, request = queries.request_to_move(request_id, by=by)
    contract_rules.require_side(contract, by, Side.FREELANCER)
    contract_rules.require_active(contract)
    contract_rules.require_ask_open(request.state)
    contract_operations.require_nobody_suspended(by.person_id)
    if request.answer_by <= clock.now():
        raise Refused(
            "milestone.clock_passed",
            f"The time to answer ended on {request.answer_by:%-d %B %Y, %H:%M} UTC; the refund counts as granted.",
        )
    clean = contract_rules.require_text(reason, field="reason", least=10, most=contract_rules.LONGEST_NOTE)
    _answer(request, AskState.DECLINED, clean)
    move_to(milestone, State(request.state_before))
    contract_operations.touch(contract)
    amount = milestone.money(request.amount_minor)
    tell(
        facts.RefundRefused,
        contract,
        milestone,
        by=by,
        request_id=request.id,
        amount=amount,
        reason=clean[:300],
    )
    return request


@action("milestone.grant_refund_in_silence")
def grant_refund_in_silence(request_id: UUID, *, by: Actor) -> RefundRequest:
    """Nobody answered a refund request in the policy's days: the amount goes back to the client."""
    if not by.is_system:
        raise Refused("milestone.clock_only", "Only the clock does this.", because=Because.FORBIDDEN)
    contract, milestone, request = queries.request_to_move(request_id, by=by)
    contract_rules.require_active(contract)
    contract_rules.require_ask_open(request.state)
    if request.answer_by > clock.now():
        raise Refused("milestone.clock_running", "The freelancer still has time to answer.")
    amount = milestone.money(request.amount_minor)
    contract_operations.refund(contract, milestone, amount, by=by)
    _answer(request, AskState.ACCEPTED)
    move_to(milestone, State(request.state_before) if milestone.held else State.REFUNDED)
    tell(
        facts.MilestoneRefunded,
        contract,
        milestone,
        by=by,
        request_id=request.id,
        amount=amount,
        in_silence=True,
    )
    close_up(contract, by=by)
    return request


def _answer(request: RefundRequest, state: AskState, answer: str = "") -> None:
    request.state, request.answer, request.answered_at = state, answer, clock.now()
    request.save(update_fields=["state", "answer", "answered_at"])
