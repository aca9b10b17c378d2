from __future__ import annotations

from typing import Literal
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
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused


@action("milestone.release_part", scope=Scope.MONEY_WRITE)
def release_part(
    milestone_id: UUID,
    *,
    by: Actor,
    amount: Money,
    rest: Literal["stays", "rolls_on"] = "stays",
    version: int | None = None,
) -> Milestone:
    """The client releases a part of what is held. The rest stays, or rolls on into the next planned milestone.

    A rest that stays leaves the state and the clock as they are. A rest that rolls on closes this milestone.
    """
    contract, milestone = queries.milestone_to_move(milestone_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(milestone, version)
    rules.require_move("release a part", milestone)
    rules.require_time_left(milestone)
    contract_operations.require_nobody_suspended(by.person_id)
    contract_rules.require_held(milestone, amount)
    if amount == milestone.held:
        raise Refused(
            "milestone.part_is_all",
            "That is all that is held. Accept the delivery to release all of it.",
            because=Because.INVALID,
            field="amount",
        )
    net = contract_operations.release(contract, milestone, amount, by=by)
    left, rolled_to = milestone.held, None
    if rest == "rolls_on":
        following = _following(milestone)
        contract_operations.roll_on(contract, milestone, following, by=by)
        rolled_to = following.id
        milestone.deliveries.filter(answered_at=None).update(answered_at=clock.now())
        move_to(milestone, State.ACCEPTED)
    else:
        milestone.version += 1
        milestone.save()
    tell(
        facts.PartReleased,
        contract,
        milestone,
        by=by,
        amount=amount,
        net=net,
        rest=left,
        rest_rolled_to=rolled_to,
    )
    close_up(contract, by=by, side=Side.CLIENT)
    return milestone


def _following(milestone: Milestone) -> Milestone:
    following = rules.next_after(milestone, queries.milestones_to_move(milestone.contract))
    if following is None:
        raise Refused(
            "milestone.nothing_follows",
            "No planned milestone follows this one, so the rest has to stay.",
            because=Because.INVALID,
            field="rest",
        )
    return following
