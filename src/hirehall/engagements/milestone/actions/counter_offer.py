from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contract_queries
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Offer
from hirehall.engagements.milestone.operations import DealTerms, PlannedMilestone, written_terms
from hirehall.engagements.milestone.states import MODEL
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("milestone.counter_offer", scope=Scope.CONTRACTS_WRITE)
def counter_offer(
    offer_id: UUID,
    *,
    by: Actor,
    terms: DealTerms,
    milestones: tuple[PlannedMilestone, ...],
    version: int | None = None,
) -> Offer:
    """Whoever is to answer puts another version on the table; then the other side is to answer."""
    offer = contract_queries.offer_to_move(offer_id, by=by, model=MODEL)
    side = contract_rules.require_answerable(offer, by)
    contract_rules.require_current(offer, version)
    contract_operations.require_nobody_suspended(offer.client_id, offer.freelancer_id, by.person_id)
    written = written_terms(
        terms,
        milestones,
        currency=offer.currency,
        policy=offer.policy,
        pricing=contract_queries.pricing_of(offer),
    )
    return contract_operations.counter_offer(offer, written, side=side, by=by)
