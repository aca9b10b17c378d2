"""What the client answers to a hand-over, and what silence answers."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.states import Side
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import UnitOrder
from hirehall.engagements.unit.operations import accept, move_to, tell
from hirehall.engagements.unit.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused


@action("unit.accept_order", scope=Scope.MONEY_WRITE)
def accept_order(order_id: UUID, *, by: Actor, version: int | None = None) -> UnitOrder:
    """The client takes the work: what was counted is released, the rest goes back. It cannot be undone."""
    contract, work = _asked_of_client("accept", order_id, version, by)
    accept(contract, work, how="accepted", by=by, side=Side.CLIENT)
    return work


@action("unit.accept_in_silence")
def accept_in_silence(order_id: UUID, *, by: Actor) -> UnitOrder:
    """Nobody answered a hand-over in the policy's hours: it counts as accepted."""
    rules.require_clock(by)
    contract, work = queries.work_to_move(order_id, by=by)
    contract_rules.require_active(contract)
    rules.require_move("accept in silence", work)
    rules.require_clock_over(work.auto_accept_at)
    accept(contract, work, how="silence", by=by)
    return work


@action("unit.ask_revision", scope=Scope.CONTRACTS_WRITE)
def ask_revision(order_id: UUID, *, by: Actor, text: str, version: int | None = None) -> UnitOrder:
    """The client sends a hand-over back with what has to change; the freelancer has the policy's hours."""
    contract, work = _asked_of_client("ask for a revision", order_id, version, by)
    rules.require_time_left(work.auto_accept_at)
    most = contract.policy.number("unit.most_revisions")
    if work.revisions >= most:
        raise Refused(
            "unit.no_revision_left",
            f"You have asked for {most} revisions. Accept the work, or ask an editor to look at it.",
        )
    clean = contract_rules.require_text(text, field="text", least=10, most=contract_rules.LONGEST_NOTE)
    delivery = work.deliveries.get(answered_at=None)
    delivery.revision, delivery.answered_at = clean, clock.now()
    delivery.save(update_fields=["revision", "answered_at"])
    work.revisions += 1
    move_to(work, State.REVISION, after=timedelta(hours=contract.policy.number("unit.revision_hours")))
    contract_operations.touch(contract)
    tell(facts.RevisionAsked, contract, work, by=by, text=clean[:300], revise_by=work.revise_by)
    return work


@action("unit.miss_revision")
def miss_revision(order_id: UUID, *, by: Actor) -> UnitOrder:
    """Nothing was revised in time: the client answers what is there, or asks an editor; their time starts anew."""
    rules.require_clock(by)
    contract, work = queries.work_to_move(order_id, by=by)
    contract_rules.require_active(contract)
    rules.require_move("miss the revision", work)
    rules.require_clock_over(work.revise_by)
    last = work.deliveries.order_by("-number")[:1].get()
    last.answered_at = None
    last.save(update_fields=["answered_at"])
    hours = contract.policy.number("unit.silence_accepts_after_hours")
    move_to(work, State.DELIVERED, after=timedelta(hours=hours))
    contract_operations.touch(contract)
    tell(facts.RevisionMissed, contract, work, by=by, auto_accept_at=work.auto_accept_at)
    return work


@action("unit.ask_check", scope=Scope.CONTRACTS_WRITE)
def ask_check(order_id: UUID, *, by: Actor, reason: str, version: int | None = None) -> UnitOrder:
    """The client asks an editor of the hall to reject the work, after a revision was asked for and did not help.

    No revision is needed where an editor has found that the text is a copy.
    """
    contract, work = _asked_of_client("ask for a rejection", order_id, version, by)
    rules.require_time_left(work.auto_accept_at)
    if not work.revisions and not queries.is_copied(work.id):
        raise Refused(
            "unit.revision_first", "Ask for a revision first; an editor decides when that did not help."
        )
    clean = contract_rules.require_text(reason, field="reason", least=20, most=contract_rules.LONGEST_NOTE)
    work.check_reason = clean
    move_to(work, State.CHECK, after=timedelta(days=contract.policy.number("unit.check_days")))
    contract_operations.touch(contract)
    tell(facts.CheckAsked, contract, work, by=by, reason=clean[:300], check_by=work.check_by)
    return work


def _asked_of_client(move: str, order_id: UUID, version: int | None, by: Actor) -> tuple[Contract, UnitOrder]:
    contract, work = queries.work_to_move(order_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(work, version)
    rules.require_move(move, work)
    contract_operations.require_nobody_suspended(by.person_id)
    return contract, work
