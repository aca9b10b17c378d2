from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contract_queries
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract, Offer
from hirehall.contracts.states import OfferState, Side
from hirehall.conversations import operations as conversations
from hirehall.engagements.milestone.operations import lay_out
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Hat, Scope
from hirehall.market import operations as market
from hirehall.people.queries import hiring_members


@action("milestone.accept_offer", scope=Scope.CONTRACTS_WRITE)
def accept_offer(offer_id: UUID, *, by: Actor, version: int | None = None) -> Contract:
    """The side that is to answer says yes: the contract starts with its milestones planned and a thread open."""
    offer = contract_queries.offer_to_move(offer_id, by=by)
    side = contract_rules.require_answerable(offer, by)
    contract_rules.require_current(offer, version)
    contract_operations.require_nobody_suspended(offer.client_id, offer.freelancer_id, by.person_id)
    contract_operations.close_offer(offer, OfferState.ACCEPTED, by=by, side=side)
    plan = offer.versions.get(number=offer.number).plan
    schedule_id = plan[0]["quote"].get("schedule_id")
    contract, _ = contract_operations.start_contract(
        offer, schedule_id=UUID(schedule_id) if schedule_id else None, by=by
    )
    if offer.proposal_id is not None:
        market.mark_hired(offer.proposal_id, contract_id=contract.id, by=by)
    contract_operations.require_nobody_suspended(offer.client_id, offer.freelancer_id, hold=True)
    lay_out(contract, plan)
    clients = _who_talks(contract, offer)
    thread = conversations.open_thread(
        hall_id=contract.hall_id,
        subject_kind="contract",
        subject_id=contract.id,
        participant_ids={*clients, contract.freelancer_id},
        title=contract.title,
        subject_href=reverse("milestone:contract", args=[contract.id]),
        hats=dict.fromkeys(clients, Hat.CLIENT) | {contract.freelancer_id: Hat.FREELANCER},
        by=by,
    )
    contract.thread_id = thread.id
    contract.save(update_fields=["thread_id"])
    return contract


def _who_talks(contract: Contract, offer: Offer) -> set[UUID]:
    """Who made the offer, for whom, and who hires for the organisation, as far as they are still there."""
    there = set(
        contract_queries.people_of(
            Side.CLIENT,
            client_id=contract.client_id,
            organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id,
        )
    )
    hiring = hiring_members(contract.organisation_id) if contract.organisation_id else ()
    return {contract.client_id, offer.made_by_id, *hiring} & there or there
