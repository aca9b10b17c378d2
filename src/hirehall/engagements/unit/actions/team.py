"""A client's team: opened with a test, applied to with it, answered, and left."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import Candidate, Team
from hirehall.engagements.unit.operations import tell_candidate, tell_team
from hirehall.engagements.unit.states import MODEL, Candidacy
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, ActorKind, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls import operations as halls
from hirehall.halls.queries import policy_now

MOST_TEAMS = 50


@action("unit.open_team", scope=Scope.CONTRACTS_WRITE)
def open_team(
    hall_id: UUID, *, by: Actor, name: str, about: str, task: str, organisation_id: UUID | None = None
) -> Team:
    """A client opens a team: what it writes, and the test by which the client chooses who is of it."""
    person_id = by.require_person()
    if not by.may_hire_for(person_id, organisation_id):
        raise Refused(
            "unit.wrong_party", "Only hiring members open a team for it.", because=Because.FORBIDDEN
        )
    contract_operations.require_nobody_suspended(person_id, hold=True)
    halls.require_member(hall_id, by=by)
    halls.require_way(policy_now(hall_id), MODEL)
    if Team.objects.filter(hall_id=hall_id, client_id=person_id).count() >= MOST_TEAMS:
        raise Refused("unit.teams_enough", f"One can have {MOST_TEAMS} teams.")
    team = Team.objects.create(
        hall_id=hall_id,
        client_id=person_id,
        organisation_id=organisation_id,
        name=contract_rules.require_text(name, field="name", least=3, most=80),
        about=contract_rules.require_text(about, field="about", least=20, most=4_000),
        task=contract_rules.require_text(task, field="task", least=20, most=4_000),
        made_at=clock.now(),
    )
    tell_team(facts.TeamOpened, team, by=by)
    return team


@action("unit.set_team", scope=Scope.CONTRACTS_WRITE)
def set_team(team_id: UUID, *, by: Actor, is_open: bool, version: int | None = None) -> Team:
    """The client takes applications, or none for now. Who waits for an answer keeps waiting for it."""
    team = queries.team_to_move(team_id)
    _require_client(team, by)
    if version is not None and version != team.version:
        raise Refused("unit.stale", f"Something happened to “{team.name}” in the meantime. Look again.")
    team.is_open = is_open
    team.version += 1
    team.save(update_fields=["is_open", "version"])
    tell_team(facts.TeamSet, team, by=by, is_open=is_open)
    return team


@action("unit.apply_to_team", scope=Scope.CONTRACTS_WRITE)
def apply_to_team(team_id: UUID, *, by: Actor, text: str) -> Candidate:
    """Somebody writes the test of a team. Who was refused, or left, may try again a month after that."""
    person_id = by.require_person()
    contract_operations.require_nobody_suspended(person_id, hold=True)
    team = queries.team_to_move(team_id)
    halls.require_member(team.hall_id, by=by)
    if by.kind is not ActorKind.PERSON or by.is_client_side(team.client_id, team.organisation_id):
        raise Refused("unit.own_team", "This is your own team.", because=Because.FORBIDDEN)
    if not team.is_open:
        raise Refused("unit.team_closed", f"“{team.name}” takes no applications now.")
    clean = contract_rules.require_text(text, field="text", least=20, most=contract_rules.LONGEST_SCOPE)
    now = clock.now()
    row = Candidate.objects.filter(team=team, person_id=person_id).first()
    if row is not None:
        _require_again(row)
        row.text, row.state, row.reason = clean, Candidacy.APPLIED, ""
        row.applied_at, row.answered_at = now, None
        row.save()
    else:
        row = Candidate.objects.create(team=team, person_id=person_id, text=clean, applied_at=now)
    tell_candidate(facts.TeamApplied, row, by=by)
    return row


@action("unit.answer_candidate", scope=Scope.CONTRACTS_WRITE)
def answer_candidate(candidate_id: UUID, *, by: Actor, admitted: bool, reason: str) -> Candidate:
    """The client admits somebody to the team, or does not; the reason is read by them."""
    row = queries.candidate_to_move(candidate_id)
    _require_client(row.team, by)
    if row.state != Candidacy.APPLIED:
        raise Refused("unit.candidate_answered", "This application is answered already.")
    clean = contract_rules.require_text(reason, field="reason", least=10, most=1_000)
    row.state = Candidacy.ADMITTED if admitted else Candidacy.REFUSED
    row.reason, row.answered_at = clean, clock.now()
    row.save()
    tell_candidate(facts.CandidateAnswered, row, by=by, admitted=admitted, reason=clean)
    return row


@action("unit.end_membership", scope=Scope.CONTRACTS_WRITE)
def end_membership(candidate_id: UUID, *, by: Actor, reason: str = "") -> Candidate:
    """A member leaves the team, or its client lets them go. What they hold or have handed in runs on."""
    row = queries.candidate_to_move(candidate_id)
    if by.is_staff or by.person_id != row.person_id:
        _require_client(row.team, by)
    if row.state not in (Candidacy.ADMITTED, Candidacy.APPLIED):
        raise Refused("unit.no_member", "They are not of this team.")
    clean = contract_rules.require_text(reason, field="reason", least=3, most=1_000) if reason.strip() else ""
    row.state, row.reason, row.answered_at = Candidacy.ENDED, clean, clock.now()
    row.save()
    tell_candidate(facts.MembershipEnded, row, by=by, reason=clean)
    return row


def _require_client(team: Team, by: Actor) -> None:
    if not by.may_hire_for(team.client_id, team.organisation_id):
        raise Refused("unit.wrong_party", "Only the team’s client can do this.", because=Because.FORBIDDEN)


def _require_again(row: Candidate) -> None:
    if row.state in (Candidacy.APPLIED, Candidacy.ADMITTED):
        raise Refused("unit.applied", "You have applied to this team already.")
    again_at = row.answered_at + timedelta(days=rules.SAMPLE_EVERY_DAYS) if row.answered_at else clock.now()
    if again_at > clock.now():
        raise Refused("unit.applied_too_soon", f"You can apply again from {again_at:%-d %B %Y} on.")
