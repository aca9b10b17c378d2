from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contract_queries
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import TermsVersion
from hirehall.engagements.milestone import queries
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations import (
    DealTerms,
    PlannedMilestone,
    adopt_plan,
    close_up,
    written_terms,
)
from hirehall.engagements.milestone.states import MODEL, State
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("milestone.propose_terms", scope=Scope.CONTRACTS_WRITE)
def propose_terms(
    contract_id: UUID,
    *,
    by: Actor,
    terms: DealTerms,
    milestones: tuple[PlannedMilestone, ...],
    version: int | None = None,
) -> TermsVersion:
    """One side asks to change the terms; nothing changes until the other side accepts.

    Args:
        milestones: those that are still planned, as they should be, and new ones. A planned one that is left
            out is cancelled. Milestones with money in them, or done, are part of every version as they are.
    """
    contract = contract_queries.contract_to_move(contract_id, by=by, model=MODEL)
    side = contract_rules.require_deciding_side(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current(contract, version)
    contract_operations.require_nobody_suspended(by.person_id)
    rows = queries.milestones_to_move(contract)
    fixed = [row for row in rows if row.state not in (State.PLANNED, State.CANCELLED) or row.funded_minor]
    _require_changeable(rows, milestones)
    kept = queries.planned_units(rows)
    pricing = contract_queries.pricing_of(contract, schedule_id=contract.schedule_id)
    written = written_terms(
        terms,
        tuple(_as_planned(row) for row in fixed) + milestones,
        currency=contract.currency,
        policy=contract.policy,
        pricing=replace(pricing, billed_before=pricing.billed_before - contract.paid),
        kept=kept,
    )
    return contract_operations.propose_terms(contract, written, side=side, by=by)


@action("milestone.accept_terms", scope=Scope.CONTRACTS_WRITE)
def accept_terms(terms_id: UUID, *, by: Actor, version: int | None = None) -> TermsVersion:
    """The other side agrees: the new terms are in force, and the milestones follow them."""
    contract, proposed = contract_queries.terms_to_move(terms_id, by=by, model=MODEL)
    side = contract_rules.require_deciding_side(contract, by)
    if side == proposed.side:
        raise Refused(
            "contract.wrong_party", "The other side answers what you proposed.", because=Because.FORBIDDEN
        )
    contract_rules.require_active(contract)
    contract_rules.require_current(contract, version)
    contract_rules.require_ask_open(proposed.state)
    contract_operations.require_nobody_suspended(by.person_id)
    adopt_plan(contract, proposed.plan, by=by)
    contract_operations.adopt_terms(contract, proposed, side=side, by=by)
    close_up(contract, by=by, side=side)
    return proposed


def _require_changeable(rows: list[Milestone], milestones: tuple[PlannedMilestone, ...]) -> None:
    planned = {row.id for row in rows if row.state == State.PLANNED and not row.funded_minor}
    named = [milestone.id for milestone in milestones if milestone.id is not None]
    if not set(named) <= planned or len(named) != len(set(named)):
        raise Refused(
            "terms.milestone_moved",
            "Only milestones that are still planned can be changed. Look at the contract again.",
            because=Because.INVALID,
            field="milestones",
        )


def _as_planned(row: Milestone) -> PlannedMilestone:
    return PlannedMilestone(
        id=row.id, title=row.title, amount=row.own_amount, criteria=tuple(row.criteria), due_on=row.due_on
    )
