from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contract_queries
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.states import OfferState
from hirehall.engagements.milestone.operations import lay_out
from hirehall.engagements.milestone.states import MODEL
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.market import operations as market


@action("milestone.accept_offer", scope=Scope.CONTRACTS_WRITE)
def accept_offer(offer_id: UUID, *, by: Actor, version: int | None = None) -> Contract:
    """The side that is to answer says yes: the contract starts with its milestones planned and a thread open."""
    offer = contract_queries.offer_to_move(offer_id, by=by, model=MODEL)
    side = contract_rules.require_answerable(offer, by)
    contract_rules.require_current(offer, version)
    contract_operations.close_offer(offer, OfferState.ACCEPTED, by=by, side=side)
    last = contract_queries.version_on_table(offer)
    schedule_id = last.plan[0]["quote"].get("schedule_id")
    contract, terms = contract_operations.start_contract(
        offer, last, schedule_id=UUID(schedule_id) if schedule_id else None, by=by
    )
    if offer.proposal_id is not None:
        market.mark_hired(offer.proposal_id, contract_id=contract.id, by=by)
    contract_operations.require_nobody_suspended(
        offer.client_id, offer.freelancer_id, by.person_id, hold=True
    )
    contract_operations.require_first_timer(contract)
    lay_out(contract, terms.plan)
    contract_operations.open_room(contract, also=offer.made_by_id, by=by)
    return contract
