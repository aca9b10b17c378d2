from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.milestone import facts, queries
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations import move_to, tell
from hirehall.engagements.milestone.states import State
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused
from hirehall.money import queries as money_queries


@action("milestone.fail_funding")
def fail_funding(payment_id: UUID, *, by: Actor, reason: str = "") -> Milestone:
    """The rail could not collect: the milestone is planned again, and the client may pay another way."""
    if not by.is_system:
        raise Refused("milestone.rail_only", "Only the payment rail reports this.", because=Because.FORBIDDEN)
    payment = money_queries.payment(payment_id)
    contract, milestone = queries.milestone_of_payment(payment, by=by)
    if milestone.state != State.FUNDING or milestone.payment_id != payment.id:
        return milestone
    move_to(milestone, State.PLANNED)
    contract_operations.touch(contract)
    tell(facts.FundingFailed, contract, milestone, by=by, payment_id=payment.id, reason=reason)
    return milestone
