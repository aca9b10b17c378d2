"""Offers, terms and ends of milestone contracts, for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.contracts import queries as contracts
from hirehall.engagements.milestone import queries
from hirehall.engagements.milestone.actions.accept_offer import accept_offer as accept_the_offer
from hirehall.engagements.milestone.actions.change_terms import accept_terms as accept_new_terms
from hirehall.engagements.milestone.actions.change_terms import propose_terms as propose_new_terms
from hirehall.engagements.milestone.actions.counter_offer import counter_offer as counter
from hirehall.engagements.milestone.actions.end_contract import accept_ending as accept_end
from hirehall.engagements.milestone.actions.end_contract import end_by_notice as give_notice
from hirehall.engagements.milestone.actions.end_contract import propose_ending as propose_end
from hirehall.engagements.milestone.actions.make_offer import draft_offer as draft
from hirehall.engagements.milestone.actions.make_offer import make_offer as make
from hirehall.engagements.milestone.actions.rewrite_draft import rewrite_draft as rewrite
from hirehall.engagements.milestone.actions.send_drafted_offer import send_drafted_offer as send
from hirehall.engagements.milestone.api.schemas import (
    ContractState,
    EndingIn,
    IdOut,
    MilestoneOut,
    NoticeIn,
    OfferIn,
    OfferState,
    RoomOut,
    StepOut,
    TermsIn,
    VersionIn,
)
from hirehall.engagements.milestone.states import MODEL
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyOut, once

router = Router()


def _hall_id(request: HttpRequest) -> UUID:
    hall_id: UUID = request.hall.id  # type: ignore[attr-defined]
    return hall_id


def _offer(offer: Any) -> OfferState:
    return OfferState(
        id=offer.id,
        state=offer.state,
        version=offer.version,
        number=offer.number,
        total=MoneyOut.of(offer.total),
    )


def _contract(contract: Any) -> ContractState:
    return ContractState(
        id=contract.id, state=contract.state, version=contract.version, ended_by=contract.ended_by
    )


@router.post("/milestone-offers", response={201: OfferState}, operation_id="milestone.make_offer")
def make_offer(request: HttpRequest, body: OfferIn) -> Status[OfferState]:
    """Offer a deal on a proposal or straight to a freelancer, or quote for a request; fees are frozen."""
    return Status(201, _offer(_written_by(make, request, body)))


@router.post("/milestone-offer-drafts", response={201: OfferState}, operation_id="milestone.draft_offer")
def draft_offer(request: HttpRequest, body: OfferIn) -> Status[OfferState]:
    """Keep an offer for later: nobody else sees it until it is sent."""
    return Status(201, _offer(_written_by(draft, request, body)))


def _written_by(act: Callable[..., Any], request: HttpRequest, body: OfferIn) -> Any:
    return act(
        _hall_id(request),
        by=actor_in(request),
        terms=body.deal(),
        milestones=body.planned(),
        **body.begun(),
        **once(request),
    )


@router.post(
    "/milestone-offers/{uuid:offer_id}/dispatch",
    response=OfferState,
    operation_id="milestone.send_drafted_offer",
)
def send_drafted_offer(request: HttpRequest, offer_id: UUID, body: VersionIn) -> OfferState:
    """Send an offer that was kept as a draft."""
    return _offer(send(offer_id, by=actor_in(request), version=body.version, **once(request)))


@router.post(
    "/milestone-offers/{uuid:offer_id}/draft", response=OfferState, operation_id="milestone.rewrite_draft"
)
def rewrite_draft(request: HttpRequest, offer_id: UUID, body: TermsIn) -> OfferState:
    """Change an offer that was kept as a draft."""
    by = actor_in(request)
    offer = rewrite(
        offer_id, by=by, terms=body.deal(), milestones=body.planned(), version=body.version, **once(request)
    )
    return _offer(offer)


@router.post(
    "/milestone-offers/{uuid:offer_id}/counter-offer",
    response=OfferState,
    operation_id="milestone.counter_offer",
)
def counter_offer(request: HttpRequest, offer_id: UUID, body: TermsIn) -> OfferState:
    """Put another version on the table; then the other side is to answer."""
    by = actor_in(request)
    offer = counter(
        offer_id, by=by, terms=body.deal(), milestones=body.planned(), version=body.version, **once(request)
    )
    return _offer(offer)


@router.post(
    "/milestone-offers/{uuid:offer_id}/acceptance",
    response={201: ContractState},
    operation_id="milestone.accept_offer",
)
def accept_offer(request: HttpRequest, offer_id: UUID, body: VersionIn) -> Status[ContractState]:
    """Agree to the version on the table: the contract starts."""
    contract = accept_the_offer(offer_id, by=actor_in(request), version=body.version, **once(request))
    return Status(201, _contract(contract))


@router.get(
    "/milestone-contracts/{uuid:contract_id}", response=RoomOut, operation_id="milestone.read_contract"
)
def read_contract(request: HttpRequest, contract_id: UUID) -> RoomOut:
    """The milestones of a contract, and who is to act next."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    contract = contracts.contract_for(by, contract_id, model=MODEL)
    now = queries.situations([contract])[0]
    step = queries.next_step(now)
    shown = StepOut(side=step.side, do=step.do, text=step.text, due_at=step.due_at) if step else None
    return RoomOut(
        contract=_contract(contract), next=shown, milestones=[MilestoneOut.of(row) for row in now.milestones]
    )


@router.post(
    "/milestone-contracts/{uuid:contract_id}/terms",
    response={201: IdOut},
    operation_id="milestone.propose_terms",
)
def propose_terms(request: HttpRequest, contract_id: UUID, body: TermsIn) -> Status[IdOut]:
    """Propose new terms; nothing changes until the other side accepts."""
    row = propose_new_terms(
        contract_id,
        by=actor_in(request),
        terms=body.deal(),
        milestones=body.planned(),
        version=body.version,
        **once(request),
    )
    return Status(201, IdOut(id=row.id, state=row.state))


@router.post(
    "/contract-terms/{uuid:terms_id}/acceptance", response=IdOut, operation_id="milestone.accept_terms"
)
def accept_terms(request: HttpRequest, terms_id: UUID, body: VersionIn) -> IdOut:
    """Agree to new terms; milestones that are still planned follow them."""
    row = accept_new_terms(terms_id, by=actor_in(request), version=body.version, **once(request))
    return IdOut(id=row.id, state=row.state)


@router.post(
    "/milestone-contracts/{uuid:contract_id}/ending",
    response={201: IdOut},
    operation_id="milestone.propose_ending",
)
def propose_ending(request: HttpRequest, contract_id: UUID, body: EndingIn) -> Status[IdOut]:
    """Propose to end, naming what becomes of each held amount."""
    row = propose_end(
        contract_id,
        by=actor_in(request),
        split=tuple((line.milestone_id, line.release.money) for line in body.split),
        note=body.note,
        version=body.version,
        **once(request),
    )
    return Status(201, IdOut(id=row.id, state=row.state))


@router.post(
    "/contract-endings/{uuid:ending_id}/acceptance",
    response=ContractState,
    operation_id="milestone.accept_ending",
)
def accept_ending(request: HttpRequest, ending_id: UUID, body: VersionIn) -> ContractState:
    """Agree to an end: money goes as proposed, and nothing stays in escrow."""
    return _contract(accept_end(ending_id, by=actor_in(request), version=body.version, **once(request)))


@router.post(
    "/milestone-contracts/{uuid:contract_id}/notice",
    response=ContractState,
    operation_id="milestone.end_by_notice",
)
def end_by_notice(request: HttpRequest, contract_id: UUID, body: NoticeIn) -> ContractState:
    """End alone: what is held goes to the other side."""
    by = actor_in(request)
    return _contract(give_notice(contract_id, by=by, note=body.note, version=body.version, **once(request)))
