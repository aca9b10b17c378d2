from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contract_queries
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Offer
from hirehall.engagements.hourly.operations import HourTerms, written_terms
from hirehall.engagements.hourly.states import MODEL
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("hourly.rewrite_draft", scope=Scope.CONTRACTS_WRITE)
def rewrite_draft(offer_id: UUID, *, by: Actor, terms: HourTerms, version: int | None = None) -> Offer:
    """Change an offer by the hour that the other side has not seen yet. Fees are quoted as they are now."""
    offer = contract_queries.offer_to_move(offer_id, by=by, model=MODEL)
    contract_rules.require_draft_of(offer, by)
    contract_rules.require_current(offer, version)
    written = written_terms(
        terms, currency=offer.currency, policy=offer.policy, pricing=contract_queries.pricing_of(offer)
    )
    return contract_operations.rewrite_draft(offer, written, by=by)
