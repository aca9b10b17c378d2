"""The matcher’s desk. All of it needs an operator’s staff session."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.engagements.trial import queries
from hirehall.engagements.trial.actions.pay_from_pot import pay_from_pot as pay_pot
from hirehall.engagements.trial.actions.propose_person import close_request as close
from hirehall.engagements.trial.actions.propose_person import propose_person as propose
from hirehall.engagements.trial.actions.propose_person import show_people as show
from hirehall.engagements.trial.actions.propose_person import take_back_proposal as take_back
from hirehall.engagements.trial.api.shapes import (
    MatchOut,
    MatchReasonIn,
    MatchRequestOut,
    MatchVersionIn,
    ProposeIn,
    TrialOut,
)
from hirehall.foundation.actor import Scope, require_operator, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once
from hirehall.halls.models import Hall

router = Router()


@router.get("/match-desk", response=list[MatchRequestOut], operation_id="trial.desk")
def desk(request: HttpRequest) -> list[MatchRequestOut]:
    """What waits at the matcher’s desk, the nearest deadline first."""
    hall = cast(Hall, request.hall)  # type: ignore[attr-defined]
    by = actor_in(request)
    require_scope(by, Scope.STAFF_READ)
    require_operator(by, hall_id=hall.id)
    page = queries.desk_page(hall, by=by)
    return [MatchRequestOut.of(row.request) for row in page.rows if not row.is_own]


@router.post(
    "/match-desk/{uuid:match_request_id}/proposals",
    response={201: MatchOut},
    operation_id="trial.propose_person",
)
def propose_person(request: HttpRequest, match_request_id: UUID, body: ProposeIn) -> Status[MatchOut]:
    """Think of somebody, with the reason. They are asked first."""
    row = propose(
        match_request_id, body.person_id, by=actor_in(request), reason=body.reason, version=body.version,
        **once(request),
    )  # fmt: skip
    return Status(201, MatchOut.of(row))


@router.post(
    "/match-desk/{uuid:match_request_id}/showing",
    response=MatchRequestOut,
    operation_id="trial.show_people",
)
def show_people(request: HttpRequest, match_request_id: UUID, body: MatchVersionIn) -> MatchRequestOut:
    """Show the client who has said yes, without waiting for the others."""
    by = actor_in(request)
    return MatchRequestOut.of(show(match_request_id, by=by, version=body.version, **once(request)))


@router.post(
    "/match-desk/{uuid:match_request_id}/closing",
    response=MatchRequestOut,
    operation_id="trial.close_request",
)
def close_request(request: HttpRequest, match_request_id: UUID, body: MatchReasonIn) -> MatchRequestOut:
    """Close a request for which there is nobody; the client reads why."""
    by = actor_in(request)
    row = close(match_request_id, by=by, reason=body.reason, version=body.version, **once(request))
    return MatchRequestOut.of(row)


@router.post(
    "/match-proposals/{uuid:match_id}/withdrawal",
    response=MatchOut,
    operation_id="trial.take_back_proposal",
)
def take_back_proposal(request: HttpRequest, match_id: UUID, body: MatchVersionIn) -> MatchOut:
    """Take somebody back before the client has seen them."""
    return MatchOut.of(take_back(match_id, by=actor_in(request), version=body.version, **once(request)))


@router.post("/trials/{uuid:trial_id}/pot-payment", response=TrialOut, operation_id="trial.pay_from_pot")
def pay_from_pot(request: HttpRequest, trial_id: UUID) -> TrialOut:
    """Let the guarantee pot pay now what it owes for a trial."""
    return TrialOut.of(pay_pot(trial_id, by=actor_in(request), **once(request)))
