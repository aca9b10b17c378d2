"""Requests to the matcher, and what somebody is proposed for."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.engagements.trial import queries
from hirehall.engagements.trial.actions.answer_match import accept_match as say_yes
from hirehall.engagements.trial.actions.answer_match import decline_match as say_no
from hirehall.engagements.trial.actions.choose_person import ask_again as next_round
from hirehall.engagements.trial.actions.choose_person import choose_person as choose
from hirehall.engagements.trial.actions.make_request import make_request as make
from hirehall.engagements.trial.actions.make_request import withdraw_request as withdraw
from hirehall.engagements.trial.api.shapes import (
    MatchOut,
    MatchPage,
    MatchReasonIn,
    MatchRequestIn,
    MatchRequestOut,
    MatchRequestPage,
    MatchVersionIn,
    TrialOfferOut,
    YesIn,
)
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyOut, once
from hirehall.halls.models import Hall

router = Router()


@router.get("/match-requests", response=MatchRequestPage, operation_id="trial.requests")
def match_requests(request: HttpRequest, after: UUID | None = None) -> MatchRequestPage:
    """What one’s own side has asked the matcher for, the newest first."""
    by = actor_in(request)
    require_scope(by, Scope.BRIEFS_READ)
    rows, more = queries.requests_page(by, after=after)
    return MatchRequestPage(items=[MatchRequestOut.of(row) for row, _ in rows], next=more)


@router.post("/match-requests", response={201: MatchRequestOut}, operation_id="trial.make_request")
def make_request(request: HttpRequest, body: MatchRequestIn) -> Status[MatchRequestOut]:
    """Ask the matcher for a freelancer. Nothing is paid by it."""
    hall = cast(Hall, request.hall)  # type: ignore[attr-defined]
    row = make(
        hall.id, by=actor_in(request), wanted=body.wanted(), organisation_id=body.organisation_id, **once(request)
    )  # fmt: skip
    return Status(201, MatchRequestOut.of(row))


@router.get("/match-requests/{uuid:match_request_id}", response=MatchRequestOut, operation_id="trial.request")
def match_request(request: HttpRequest, match_request_id: UUID) -> MatchRequestOut:
    """One request of one’s own side, with who can be chosen and why."""
    by = actor_in(request)
    require_scope(by, Scope.BRIEFS_READ)
    page = queries.request_page(by, match_request_id)
    return MatchRequestOut.of(page.request, page.people)


@router.post(
    "/match-requests/{uuid:match_request_id}/withdrawal",
    response=MatchRequestOut,
    operation_id="trial.withdraw_request",
)
def withdraw_request(request: HttpRequest, match_request_id: UUID, body: MatchVersionIn) -> MatchRequestOut:
    """Take a request back before somebody is chosen."""
    return MatchRequestOut.of(
        withdraw(match_request_id, by=actor_in(request), version=body.version, **once(request))
    )


@router.post(
    "/match-requests/{uuid:match_request_id}/next-round",
    response=MatchRequestOut,
    operation_id="trial.ask_again",
)
def ask_again(request: HttpRequest, match_request_id: UUID, body: MatchReasonIn) -> MatchRequestOut:
    """Nobody who was shown fits: say why, and the matcher proposes others."""
    by = actor_in(request)
    row = next_round(match_request_id, by=by, reason=body.reason, version=body.version, **once(request))
    return MatchRequestOut.of(row)


@router.post(
    "/match-proposals/{uuid:match_id}/choice",
    response={201: TrialOfferOut},
    operation_id="trial.choose_person",
)
def choose_person(request: HttpRequest, match_id: UUID, body: MatchVersionIn) -> Status[TrialOfferOut]:
    """Choose one of those who were shown; ``version`` is the request’s. The offer of the trial goes to them."""
    offer = choose(match_id, by=actor_in(request), version=body.version, **once(request))
    out = TrialOfferOut(id=offer.id, state=offer.state, version=offer.version, price=MoneyOut.of(offer.total))
    return Status(201, out)


@router.get("/match-proposals", response=MatchPage, operation_id="trial.proposals")
def match_proposals(request: HttpRequest, after: UUID | None = None) -> MatchPage:
    """What one is, and was, proposed for, the newest first."""
    by = actor_in(request)
    require_scope(by, Scope.PROPOSALS_READ)
    rows, more = queries.proposals_of(by, after=after)
    return MatchPage(items=[MatchOut.of(row) for row, _ in rows], next=more)


@router.get("/match-proposals/{uuid:match_id}", response=MatchOut, operation_id="trial.proposal")
def match_proposal(request: HttpRequest, match_id: UUID) -> MatchOut:
    """One thing that one is proposed for."""
    by = actor_in(request)
    require_scope(by, Scope.PROPOSALS_READ)
    return MatchOut.of(queries.match_for(by, match_id))


@router.post(
    "/match-proposals/{uuid:match_id}/acceptance", response=MatchOut, operation_id="trial.accept_match"
)
def accept_match(request: HttpRequest, match_id: UUID, body: YesIn) -> MatchOut:
    """Say yes, with a rate where it is by the hour: the client may see one now."""
    row = say_yes(
        match_id, by=actor_in(request), note=body.note, rate=body.rate.money if body.rate else None,
        version=body.version, **once(request),
    )  # fmt: skip
    return MatchOut.of(row)


@router.post(
    "/match-proposals/{uuid:match_id}/refusal", response=MatchOut, operation_id="trial.decline_match"
)
def decline_match(request: HttpRequest, match_id: UUID, body: MatchVersionIn) -> MatchOut:
    """Say no, or draw back before one is chosen."""
    return MatchOut.of(say_no(match_id, by=actor_in(request), version=body.version, **once(request)))
