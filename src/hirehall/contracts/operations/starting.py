"""How a contract begins: from an offer that was accepted, or from terms that one side has published."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from hirehall.contracts import facts, rules
from hirehall.contracts.models import Contract, Offer, OfferVersion, TermsVersion
from hirehall.contracts.operations.offers import WrittenTerms
from hirehall.contracts.queries import people_of, room_href, waived_in
from hirehall.contracts.states import AskState, Origin, Side
from hirehall.conversations import operations as conversations
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Because, Refused
from hirehall.halls import operations as halls
from hirehall.halls.models import Policy
from hirehall.market import operations as market
from hirehall.market.states import Met
from hirehall.people.queries import hiring_members

_FROM_OFFER = (
    "hall_id", "model", "client_id", "organisation_id", "freelancer_id", "agency_id", "brief_id", "proposal_id",
    "request_id", "origin", "currency", "policy_id", "title",
)  # fmt: skip
_FROM_VERSION = (
    "title", "scope", "starts_on", "ends_on", "clauses", "plan", "clocks", "total_minor", "note", "side",
    "written_by_id", "written_at",
)  # fmt: skip


def start_contract(
    offer: Offer, last: OfferVersion, *, schedule_id: UUID | None, by: Actor
) -> tuple[Contract, TermsVersion]:
    """The contract of an offer that was just accepted, and its first terms, which are those of its last version.

    The caller adds the units of work.

    Raises:
        Refused: ``offer.lead_left``, ``offer.to_oneself``.
    """
    halls.require_member(offer.hall_id, by=by, beside=(offer.client_id, offer.freelancer_id))
    rules.require_lead(offer.agency_id, offer.freelancer_id)
    if rules.side_of(offer, by) is Side.CLIENT:
        rules.require_outside(offer.agency_id, by)
    contract, terms = begin(
        {"offer": offer, **{name: getattr(offer, name) for name in _FROM_OFFER}},
        {name: getattr(last, name) for name in _FROM_VERSION},
        schedule_id=schedule_id,
        by=by,
    )
    if offer.request_id is not None:
        market.mark_agreed(offer.request_id, contract_id=contract.id)
    return contract, terms


def start_from_published(
    terms: WrittenTerms,
    *,
    hall_id: UUID,
    model: str,
    client_id: UUID,
    organisation_id: UUID | None,
    freelancer_id: UUID,
    agency_id: UUID | None = None,
    published_at: datetime,
    policy: Policy,
    schedule_id: UUID | None,
    by: Actor,
    origin: Origin = Origin.MARKETPLACE,
) -> tuple[Contract, TermsVersion]:
    """A contract on terms that the freelancer has published and the client takes as they are.

    Args:
        agency_id: the agency whose terms they are; the freelancer leads the contract.
        published_at: when the freelancer wrote them.
        by: who takes them for the client's side.
    Raises:
        Refused: ``offer.to_oneself``, ``offer.lead_left``.
    """
    halls.require_way(policy, model)
    halls.require_member(hall_id, by=by, beside=(freelancer_id,))
    rules.require_outside(agency_id, by)
    rules.require_lead(agency_id, freelancer_id)
    if client_id == freelancer_id:
        raise Refused("offer.to_oneself", "You cannot hire yourself.", because=Because.INVALID)
    met = market.meet(
        hall_id,
        client_id=client_id,
        organisation_id=organisation_id,
        freelancer_id=freelancer_id,
        agency_id=agency_id,
        by_way_of=Met(origin),
    )
    return begin(
        {
            "hall_id": hall_id,
            "model": model,
            "client_id": client_id,
            "organisation_id": organisation_id,
            "freelancer_id": freelancer_id,
            "agency_id": agency_id,
            "origin": Origin(met),
            "currency": terms.total.currency,
            "policy": policy,
            "title": terms.title,
        },
        {
            **terms.columns(hall_id),
            "side": Side.FREELANCER,
            "written_by_id": freelancer_id,
            "written_at": published_at,
        },
        schedule_id=schedule_id,
        by=by,
    )


def open_room(contract: Contract, *, also: UUID | None = None, by: Actor) -> None:
    """Open the thread that a contract which begins in this transaction has named, for both sides.

    Args:
        also: who made the offer on the client's side, if it was not the client themselves.
    """
    clients = _who_talks(contract, also)
    managing = hiring_members(contract.agency_id) if contract.agency_id else ()
    working = {contract.freelancer_id, *managing} - clients
    conversations.open_thread(
        hall_id=contract.hall_id,
        subject_kind="contract",
        subject_id=contract.id,
        participant_ids=clients | working,
        title=contract.title,
        subject_href=room_href(contract),
        hats=dict.fromkeys(clients, Hat.CLIENT) | dict.fromkeys(working, Hat.FREELANCER),
        by=by,
        thread_id=contract.thread_id,
    )


def begin(
    deal: dict[str, Any], terms: dict[str, Any], *, schedule_id: UUID | None, by: Actor
) -> tuple[Contract, TermsVersion]:
    """The contract and its first terms, from their columns; whatever it begins from comes through here."""
    now = clock.now()
    contract = Contract.objects.create(
        **deal,
        started_at=now,
        schedule_id=schedule_id,
        agreed_minor=terms["total_minor"],
        lane=waived_in(terms["plan"], deal["currency"]) is not None,
        thread_id=new_id(),
    )
    first = TermsVersion.objects.create(
        **terms,
        contract=contract,
        number=1,
        state=AskState.ACCEPTED,
        answered_by_id=by.person_id,
        answered_at=now,
    )
    about = [contract.id, contract.client_id, contract.freelancer_id]
    record(
        facts.ContractStarted(
            contract_id=contract.id,
            client_id=contract.client_id,
            organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id,
            title=contract.title,
            offer_id=contract.offer_id,
            model=contract.model,
            origin=contract.origin,
            agreed=contract.agreed,
        ),
        by=by,
        hall_id=contract.hall_id,
        about=[*about, contract.offer_id] if contract.offer_id else about,
    )
    return contract, first


def _who_talks(contract: Contract, also: UUID | None) -> set[UUID]:
    """Who made the offer, for whom, and who hires for the organisation, as far as they are still there."""
    there = set(
        people_of(
            Side.CLIENT,
            client_id=contract.client_id,
            organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id,
        )
    )
    hiring = hiring_members(contract.organisation_id) if contract.organisation_id else ()
    wanted = {contract.client_id, also, *hiring}
    return {person_id for person_id in there if person_id in wanted} or there
