from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import Side
from hirehall.engagements.milestone import facts, queries, rules
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations import close_up, move_to, tell
from hirehall.engagements.milestone.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("milestone.accept_delivery", scope=Scope.MONEY_WRITE)
def accept_delivery(
    milestone_id: UUID, *, by: Actor, met: tuple[bool, ...] | None = None, version: int | None = None
) -> Milestone:
    """The client finds each criterion met. All that is held for the milestone is released; it cannot be undone.

    Args:
        met: one mark per criterion, all of them true; None stands for all met.
    """
    contract, milestone = queries.milestone_to_move(milestone_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(milestone, version)
    rules.require_move("accept", milestone)
    contract_operations.require_nobody_suspended(by.person_id)
    marks = met if met is not None else (True,) * len(milestone.criteria)
    rules.require_marks(milestone, marks)
    if not all(marks):
        raise Refused(
            "milestone.criteria_open",
            "A criterion is not met. Ask for changes, or release a part.",
            because=Because.INVALID,
            field="met",
        )
    milestone.deliveries.filter(answered_at=None).update(met=list(marks), answered_at=clock.now())
    amount = milestone.held
    net = contract_operations.release(contract, milestone, amount, by=by)
    move_to(milestone, State.ACCEPTED)
    tell(facts.MilestoneAccepted, contract, milestone, by=by, in_silence=False, amount=amount, net=net)
    close_up(contract, by=by, side=Side.CLIENT)
    return milestone


@action("milestone.accept_in_silence")
def accept_in_silence(milestone_id: UUID, *, by: Actor) -> Milestone:
    """Nobody answered a delivery in the policy's days: it counts as accepted, and its money is released."""
    if not by.is_system:
        raise Refused("milestone.clock_only", "Only the clock does this.", because=Because.FORBIDDEN)
    contract, milestone = queries.milestone_to_move(milestone_id, by=by)
    contract_rules.require_active(contract)
    rules.require_move("accept in silence", milestone)
    if milestone.auto_accept_at is None or milestone.auto_accept_at > clock.now():
        raise Refused("milestone.clock_running", "The client still has time to answer.")
    milestone.deliveries.filter(answered_at=None).update(answered_at=clock.now())
    amount = milestone.held
    net = contract_operations.release(contract, milestone, amount, by=by)
    milestone.accepted_in_silence = True
    move_to(milestone, State.ACCEPTED)
    tell(facts.MilestoneAccepted, contract, milestone, by=by, in_silence=True, amount=amount, net=net)
    close_up(contract, by=by)
    return milestone
