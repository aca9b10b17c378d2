"""Teams of a client: open one, apply with its test, answer, leave."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions import team as act
from hirehall.engagements.unit.api.shapes import (
    CandidateIn,
    CandidateOut,
    DeclineIn,
    Limit,
    SampleIn,
    TeamFullOut,
    TeamIn,
    TeamOut,
    TeamSetIn,
    TeamsOut,
    hall_in,
)
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once

router = Router()


@router.get("/pool/teams", response=TeamsOut, operation_id="unit.teams")
def teams(request: HttpRequest, after: str = "", limit: Limit = queries.PAGE) -> TeamsOut:
    """The teams that take applications, newest first."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    rows, more = queries.open_teams(by, hall_in(request), after=after, limit=limit)
    return TeamsOut(items=[TeamOut.of(row) for row in rows], next=more)


@router.post("/pool/teams", response={201: TeamOut}, operation_id="unit.open_team")
def open_team(request: HttpRequest, body: TeamIn) -> Status[TeamOut]:
    """Open a team with the test by which one comes into it."""
    row = act.open_team(
        hall_in(request).id, by=actor_in(request), name=body.name, about=body.about, task=body.task,
        organisation_id=body.organisation_id, **once(request),
    )  # fmt: skip
    return Status(201, TeamOut.of(row))


@router.get("/pool/teams/{uuid:team_id}", response=TeamFullOut, operation_id="unit.team")
def team(request: HttpRequest, team_id: UUID) -> TeamFullOut:
    """One team; its client’s side reads the tests and who is of it, anybody else their own test."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    page = queries.team_page(by, team_id)
    rows = page.waiting + page.members or ([page.mine] if page.mine else [])
    return TeamFullOut(team=TeamOut.of(page.team), candidates=[CandidateOut.of(row) for row in rows])


@router.post("/pool/teams/{uuid:team_id}/setting", response=TeamOut, operation_id="unit.set_team")
def set_team(request: HttpRequest, team_id: UUID, body: TeamSetIn) -> TeamOut:
    """Take applications, or none for now."""
    by = actor_in(request)
    return TeamOut.of(
        act.set_team(team_id, by=by, is_open=body.is_open, version=body.version, **once(request))
    )


@router.post(
    "/pool/teams/{uuid:team_id}/candidates", response={201: CandidateOut}, operation_id="unit.apply_to_team"
)
def apply_to_team(request: HttpRequest, team_id: UUID, body: SampleIn) -> Status[CandidateOut]:
    """Apply to a team with its test."""
    row = act.apply_to_team(team_id, by=actor_in(request), text=body.text, **once(request))
    return Status(201, CandidateOut.of(row))


@router.post(
    "/pool/candidates/{uuid:candidate_id}/answer", response=CandidateOut, operation_id="unit.answer_candidate"
)
def answer_candidate(request: HttpRequest, candidate_id: UUID, body: CandidateIn) -> CandidateOut:
    """Admit somebody to one’s team, or do not; the reason is read by them."""
    by = actor_in(request)
    return CandidateOut.of(
        act.answer_candidate(candidate_id, by=by, admitted=body.admitted, reason=body.reason, **once(request))
    )


@router.post(
    "/pool/candidates/{uuid:candidate_id}/end", response=CandidateOut, operation_id="unit.end_membership"
)
def end_membership(request: HttpRequest, candidate_id: UUID, body: DeclineIn) -> CandidateOut:
    """Leave a team, or let somebody of one’s team go."""
    row = act.end_membership(candidate_id, by=actor_in(request), reason=body.reason, **once(request))
    return CandidateOut.of(row)
