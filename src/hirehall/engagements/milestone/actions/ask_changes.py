from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import Side
from hirehall.engagements.milestone import facts, queries, rules
from hirehall.engagements.milestone.models import ChangeRequest, Milestone
from hirehall.engagements.milestone.operations import move_to, tell
from hirehall.engagements.milestone.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("milestone.ask_changes", scope=Scope.CONTRACTS_WRITE)
def ask_changes(
    milestone_id: UUID,
    *,
    by: Actor,
    text: str,
    met: tuple[bool, ...] | None = None,
    version: int | None = None,
) -> Milestone:
    """The client sends a delivery back in time, saying what is missing. The clock of silence stops."""
    contract, milestone = queries.milestone_to_move(milestone_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(milestone, version)
    rules.require_move("ask for changes", milestone)
    rules.require_time_left(milestone)
    contract_operations.require_nobody_suspended(by.person_id)
    marks = met if met is not None else (False,) * len(milestone.criteria)
    rules.require_marks(milestone, marks)
    clean = contract_rules.require_text(text, field="text", least=10, most=contract_rules.LONGEST_SCOPE)
    delivery = milestone.deliveries.get(answered_at=None)
    delivery.met, delivery.answered_at = list(marks), clock.now()
    delivery.save(update_fields=["met", "answered_at"])
    ChangeRequest.objects.create(
        milestone=milestone,
        delivery=delivery,
        text=clean,
        met=list(marks),
        asked_by_id=by.require_person(),
        asked_at=clock.now(),
    )
    move_to(milestone, State.CHANGES_ASKED)
    contract_operations.touch(contract)
    tell(facts.ChangesAsked, contract, milestone, by=by, delivery_id=delivery.id, text=clean[:300])
    return milestone
