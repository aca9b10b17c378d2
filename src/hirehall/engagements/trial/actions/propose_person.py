"""The matcher proposes people, shows them to the client, or closes a request for which there is nobody."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts.rules import require_text
from hirehall.engagements.trial import facts, operations, queries, rules
from hirehall.engagements.trial.models import Match, MatchRequest
from hirehall.engagements.trial.states import LIVE, MOST_PROPOSED, ONLY_VETTED, MatchState, RequestState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls import operations as halls
from hirehall.people.models import Person
from hirehall.vetting.queries import is_vetted


@action("trial.propose_person", scope=Scope.STAFF_WRITE)
def propose_person(
    request_id: UUID, person_id: UUID, *, by: Actor, reason: str, version: int | None = None
) -> Match:
    """The matcher thinks of somebody, with the reason. They are asked first; the client sees them after a yes."""
    request = queries.request_to_match(request_id, by=by)
    rules.require_current(version, request.version)
    rules.require_request_move("propose", request)
    clean = require_text(reason, field="reason", least=20, most=rules.LONGEST_REASON)
    rules.require_others_case(own=person_id == by.person_id)
    person = Person.objects.filter(id=person_id, wears_freelancer=True, closed_at=None).first()
    if person is None:
        raise not_found("freelancer")
    contract_operations.require_nobody_suspended(person_id, hold=True)
    halls.require_member(request.hall_id, by=by, beside=(person_id,))
    _require_fits(request, person)
    live = request.matches.filter(state__in=LIVE)
    if live.count() >= MOST_PROPOSED:
        raise Refused("match.enough", f"{MOST_PROPOSED} people are proposed at most. Take one back first.")
    if request.matches.filter(person=person, round=request.round).exists():
        raise Refused("match.proposed_already", f"{person.name} was proposed for this request already.")
    now = clock.now()
    match = Match.objects.create(
        request=request,
        person=person,
        round=request.round,
        reason=clean,
        proposed_by_id=by.require_person(),
        proposed_at=now,
        answer_by=now + timedelta(hours=request.policy.number("trial.consent_hours")),
    )
    operations.move_request_on(request)
    operations.tell_of_match(facts.PersonAsked, match, by=by, reason=clean, answer_by=match.answer_by)
    return match


@action("trial.take_back_proposal", scope=Scope.STAFF_WRITE)
def take_back_proposal(match_id: UUID, *, by: Actor, version: int | None = None) -> Match:
    """The matcher takes somebody back before the client has seen them; they are told."""
    match = queries.match_to_move(match_id, by=by)
    queries.require_matcher(by, match.request)
    rules.require_current(version, match.version)
    rules.require_request_move("propose", match.request)
    rules.require_match_move("take back", match)
    operations.set_match(match, MatchState.TAKEN_BACK)
    operations.move_request_on(match.request)
    operations.tell_of_match(facts.MatchTakenBack, match, by=by)
    operations.show_if_all_answered(match.request, by=by)
    return match


@action("trial.show_people", scope=Scope.STAFF_WRITE)
def show_people(request_id: UUID, *, by: Actor, version: int | None = None) -> MatchRequest:
    """The matcher shows who has said yes, without waiting for the others; those are told that it is over."""
    request = queries.request_to_match(request_id, by=by)
    rules.require_current(version, request.version)
    rules.require_request_move("show", request)
    matches = queries.live_matches(request)
    if not any(match.state == MatchState.READY for match in matches):
        raise Refused("match.nobody_ready", "Nobody has said yes yet.")
    for match in matches:
        if match.state == MatchState.ASKED:
            match.request = request
            operations.set_match(match, MatchState.PASSED)
            operations.tell_of_match(facts.MatchPassed, match, by=by, why="Others were shown to the client.")
    operations.show_people(request, by=by)
    return request


@action("trial.close_request", scope=Scope.STAFF_WRITE)
def close_request(request_id: UUID, *, by: Actor, reason: str, version: int | None = None) -> MatchRequest:
    """The desk knows nobody who fits, and says why; the client and whoever was asked are told."""
    request = queries.request_to_match(request_id, by=by)
    rules.require_current(version, request.version)
    rules.require_request_move("close", request)
    clean = require_text(reason, field="reason", least=20, most=rules.LONGEST_REASON)
    request.answer = clean
    operations.pass_over(request, why="The desk has closed the request.", by=by)
    operations.move_request(request, RequestState.CLOSED)
    operations.tell_of_request(facts.RequestClosed, request, by=by, reason=clean, in_silence=False)
    return request


def _require_fits(request: MatchRequest, person: Person) -> None:
    """Not the client themselves or one of their organisation, and vetted where the hall asks for it."""
    if person.id == request.client_id or queries.belongs_to(person.id, request.organisation_id):
        raise Refused(
            "match.of_the_client", "Nobody is proposed to their own side.", because=Because.FORBIDDEN
        )
    if request.policy.number(ONLY_VETTED) and not is_vetted(request.hall_id, person.id):
        raise Refused(
            "match.not_vetted",
            f"{person.name} is not vetted here, and this hall proposes vetted people only.",
            because=Because.FORBIDDEN,
        )
