"""Offers, terms, pauses and ends of hourly contracts, for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.contracts import queries as contracts
from hirehall.engagements.hourly import queries
from hirehall.engagements.hourly.actions.accept_offer import accept_offer as accept
from hirehall.engagements.hourly.actions.change_terms import accept_terms as accept_new_terms
from hirehall.engagements.hourly.actions.change_terms import propose_terms as propose_new_terms
from hirehall.engagements.hourly.actions.counter_offer import counter_offer as counter
from hirehall.engagements.hourly.actions.end_contract import give_notice as notice
from hirehall.engagements.hourly.actions.make_offer import draft_offer as draft
from hirehall.engagements.hourly.actions.make_offer import make_offer as make
from hirehall.engagements.hourly.actions.pause_contract import pause_contract as pause
from hirehall.engagements.hourly.actions.pause_contract import resume_contract as resume
from hirehall.engagements.hourly.actions.rewrite_draft import rewrite_draft as rewrite
from hirehall.engagements.hourly.actions.send_drafted_offer import send_drafted_offer as send
from hirehall.engagements.hourly.api.schemas import (
    HourContractOut,
    HourNoticeIn,
    HourOfferIn,
    HourOfferOut,
    HourRoomOut,
    HourTermsIn,
    HourTermsOut,
    SeenIn,
    WeekOut,
)
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyOut, once

router = Router()


def _offer(offer: Any) -> HourOfferOut:
    return HourOfferOut(
        id=offer.id,
        state=offer.state,
        version=offer.version,
        number=offer.number,
        week=MoneyOut.of(offer.total),
    )


def _contract(contract: Any) -> HourContractOut:
    return HourContractOut(
        id=contract.id, state=contract.state, version=contract.version, ended_by=contract.ended_by
    )


@router.post("/hourly-offers", response={201: HourOfferOut}, operation_id="hourly.make_offer")
def make_offer(request: HttpRequest, body: HourOfferIn) -> Status[HourOfferOut]:
    """Offer a deal by the hour on a proposal, or straight to a freelancer; fees are quoted and frozen."""
    return Status(201, _offer(_written_by(make, request, body)))


@router.post("/hourly-offer-drafts", response={201: HourOfferOut}, operation_id="hourly.draft_offer")
def draft_offer(request: HttpRequest, body: HourOfferIn) -> Status[HourOfferOut]:
    """Keep an offer by the hour for later: nobody else sees it until it is sent."""
    return Status(201, _offer(_written_by(draft, request, body)))


def _written_by(act: Callable[..., Any], request: HttpRequest, body: HourOfferIn) -> Any:
    hall_id: UUID = request.hall.id  # type: ignore[attr-defined]
    return act(
        hall_id,
        by=actor_in(request),
        terms=body.terms(),
        proposal_id=body.proposal_id,
        freelancer_id=body.freelancer_id,
        request_id=body.request_id,
        contract_id=body.contract_id,
        **once(request),
    )


@router.post(
    "/hourly-offers/{uuid:offer_id}/draft", response=HourOfferOut, operation_id="hourly.rewrite_draft"
)
def rewrite_draft(request: HttpRequest, offer_id: UUID, body: HourTermsIn) -> HourOfferOut:
    """Change an offer by the hour that was kept as a draft."""
    return _offer(
        rewrite(offer_id, by=actor_in(request), terms=body.terms(), version=body.version, **once(request))
    )


@router.post(
    "/hourly-offers/{uuid:offer_id}/dispatch", response=HourOfferOut, operation_id="hourly.send_drafted_offer"
)
def send_drafted_offer(request: HttpRequest, offer_id: UUID, body: SeenIn) -> HourOfferOut:
    """Send an offer by the hour that was kept as a draft."""
    return _offer(send(offer_id, by=actor_in(request), version=body.version, **once(request)))


@router.post(
    "/hourly-offers/{uuid:offer_id}/counter-offer", response=HourOfferOut, operation_id="hourly.counter_offer"
)
def counter_offer(request: HttpRequest, offer_id: UUID, body: HourTermsIn) -> HourOfferOut:
    """Put another version on the table; then the other side is to answer."""
    return _offer(
        counter(offer_id, by=actor_in(request), terms=body.terms(), version=body.version, **once(request))
    )


@router.post(
    "/hourly-offers/{uuid:offer_id}/acceptance", response=HourContractOut, operation_id="hourly.accept_offer"
)
def accept_offer(request: HttpRequest, offer_id: UUID, body: SeenIn) -> HourContractOut:
    """Accept the version on the table: the contract starts with its first week planned."""
    return _contract(accept(offer_id, by=actor_in(request), version=body.version, **once(request)))


@router.get("/hourly-contracts/{uuid:contract_id}", response=HourRoomOut, operation_id="hourly.contract")
def contract(request: HttpRequest, contract_id: UUID) -> HourRoomOut:
    """A contract with its weeks and where their money stands."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    found = queries.hourly_contract_for(by, contract_id)
    plan = contracts.terms_in_force(found).plan[0]
    arrangement = queries.arrangement_of(found)
    weeks = list(found.weeks.order_by("starts_at"))
    for row in weeks:
        row.contract = found
    return HourRoomOut(
        contract=_contract(found),
        rate=MoneyOut(minor=plan["rate_minor"], currency=found.currency),
        cap_hours=plan["cap_hours"],
        paused_at=arrangement.paused_at,
        notice_at=arrangement.notice_at,
        weeks=[WeekOut.of(row) for row in weeks],
    )


@router.post(
    "/hourly-contracts/{uuid:contract_id}/terms",
    response={201: HourTermsOut},
    operation_id="hourly.propose_terms",
)
def propose_terms(request: HttpRequest, contract_id: UUID, body: HourTermsIn) -> Status[HourTermsOut]:
    """Ask the other side for another rate or cap, from the next week that is not held yet."""
    terms = propose_new_terms(
        contract_id, by=actor_in(request), terms=body.terms(), version=body.version, **once(request)
    )
    return Status(201, HourTermsOut(id=terms.id, state=terms.state))


@router.post(
    "/hourly-terms/{uuid:terms_id}/acceptance", response=HourTermsOut, operation_id="hourly.accept_terms"
)
def accept_terms(request: HttpRequest, terms_id: UUID, body: SeenIn) -> HourTermsOut:
    terms = accept_new_terms(terms_id, by=actor_in(request), version=body.version, **once(request))
    return HourTermsOut(id=terms.id, state=terms.state)


@router.post(
    "/hourly-contracts/{uuid:contract_id}/pause", response=HourRoomOut, operation_id="hourly.pause_contract"
)
def pause_contract(request: HttpRequest, contract_id: UUID, body: SeenIn) -> HourRoomOut:
    """No further week is held; weeks that are held run to their end."""
    pause(contract_id, by=actor_in(request), version=body.version, **once(request))
    return contract(request, contract_id)


@router.post(
    "/hourly-contracts/{uuid:contract_id}/resumption",
    response=HourRoomOut,
    operation_id="hourly.resume_contract",
)
def resume_contract(request: HttpRequest, contract_id: UUID, body: SeenIn) -> HourRoomOut:
    """A paused contract runs on."""
    resume(contract_id, by=actor_in(request), version=body.version, **once(request))
    return contract(request, contract_id)


@router.post(
    "/hourly-contracts/{uuid:contract_id}/notice",
    response=HourContractOut,
    operation_id="hourly.give_notice",
)
def give_notice(request: HttpRequest, contract_id: UUID, body: HourNoticeIn) -> HourContractOut:
    """End the contract: the open week closes, logged time is paid, the rest goes back."""
    ended = notice(contract_id, by=actor_in(request), note=body.note, version=body.version, **once(request))
    return _contract(ended)
