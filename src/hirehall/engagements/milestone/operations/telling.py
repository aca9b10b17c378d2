"""What is recorded about a milestone."""

from __future__ import annotations

from typing import Any

from hirehall.contracts.models import Contract
from hirehall.engagements.milestone import facts
from hirehall.engagements.milestone.models import Milestone
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record


def tell(
    fact: type[facts.MilestoneFact], contract: Contract, milestone: Milestone, *, by: Actor, **more: Any
) -> None:
    """Record a fact about a milestone, for the timelines of both the milestone and its contract."""
    record(
        fact(
            contract_id=contract.id,
            milestone_id=milestone.id,
            client_id=contract.client_id,
            organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id,
            title=milestone.title,
            **more,
        ),
        by=by,
        hall_id=contract.hall_id,
        about=[contract.id, milestone.id],
    )
