from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contract_queries
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Offer
from hirehall.contracts.states import OfferState, Side
from hirehall.engagements.milestone.operations import DealTerms, PlannedMilestone, written_terms
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused


@action("milestone.rewrite_draft", scope=Scope.CONTRACTS_WRITE)
def rewrite_draft(
    offer_id: UUID,
    *,
    by: Actor,
    terms: DealTerms,
    milestones: tuple[PlannedMilestone, ...],
    version: int | None = None,
) -> Offer:
    """The client changes an offer that nobody else has seen yet. Fees are quoted as they are now."""
    offer = contract_queries.offer_to_move(offer_id, by=by)
    contract_rules.require_side(offer, by, Side.CLIENT)
    contract_rules.require_current(offer, version)
    if offer.state != OfferState.DRAFT:
        raise Refused("offer.already_sent", "This offer was already sent.")
    written = written_terms(
        terms,
        milestones,
        currency=offer.currency,
        policy=offer.policy,
        pricing=contract_queries.pricing_of(offer),
    )
    return contract_operations.rewrite_draft(offer, written, by=by)
