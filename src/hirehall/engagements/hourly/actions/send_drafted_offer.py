from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contract_queries
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Offer
from hirehall.engagements.hourly.states import MODEL
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("hourly.send_drafted_offer", scope=Scope.CONTRACTS_WRITE)
def send_drafted_offer(offer_id: UUID, *, by: Actor, version: int | None = None) -> Offer:
    """Send an offer by the hour, or a quote, that was kept as a draft; its clock starts now."""
    offer = contract_queries.offer_to_move(offer_id, by=by, model=MODEL)
    contract_rules.require_draft_of(offer, by)
    contract_rules.require_current(offer, version)
    contract_operations.require_nobody_suspended(by.person_id, offer.client_id, offer.freelancer_id)
    return contract_operations.send_offer(offer, by=by)
