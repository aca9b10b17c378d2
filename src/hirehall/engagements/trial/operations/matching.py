"""How a request and those who are proposed for it move, with their clocks."""

from __future__ import annotations

from datetime import timedelta

from hirehall.engagements.trial import facts
from hirehall.engagements.trial.models import Match, MatchRequest
from hirehall.engagements.trial.operations.telling import tell_of_match, tell_of_request
from hirehall.engagements.trial.queries import live_matches
from hirehall.engagements.trial.states import REQUEST_OVER, MatchState, RequestState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor


def move_request(request: MatchRequest, state: RequestState) -> None:
    """Set the state and what follows from it; the caller's row is saved whole."""
    request.state = state
    request.version += 1
    now = clock.now()
    if state is not RequestState.AT_DESK:
        request.propose_by = None
    if state is RequestState.SHOWN:
        request.choose_by = now + timedelta(days=request.policy.number("trial.choose_days"))
        request.first_shown_at = request.first_shown_at or now
    else:
        request.choose_by = None
    if state in REQUEST_OVER:
        request.closed_at = now
    request.save()


def to_desk(request: MatchRequest) -> None:
    """The desk has its hours anew."""
    request.at_desk_since = clock.now()
    request.propose_by = request.at_desk_since + timedelta(
        hours=request.policy.number("trial.proposal_hours")
    )
    request.late_told_at = None
    move_request(request, RequestState.AT_DESK)


def move_request_on(request: MatchRequest) -> None:
    """Something below the request has moved: a click on an older page is refused as stale."""
    request.version += 1
    request.save(update_fields=["version"])


def back_to_desk_if_empty(request: MatchRequest, *, by: Actor) -> None:
    """Everybody whom the client could choose has drawn back: the desk has its hours anew."""
    if request.state == RequestState.SHOWN and not live_matches(request):
        request.round += 1
        to_desk(request)
        tell_of_request(facts.OpenAgain, request, by=by, offer_id=None, people=0)


def set_match(match: Match, state: MatchState) -> None:
    match.state = state
    match.version += 1
    if state is not MatchState.ASKED:
        match.answer_by = None
    match.save()


def pass_over(request: MatchRequest, *, why: str, by: Actor, besides: Match | None = None) -> None:
    """Nobody who was asked for this round is chosen any more; each is told."""
    for match in live_matches(request):
        if besides is None or match.id != besides.id:
            match.request = request
            set_match(match, MatchState.PASSED)
            tell_of_match(facts.MatchPassed, match, by=by, why=why)


def show_people(request: MatchRequest, *, by: Actor) -> None:
    """Whoever has said yes is shown to the client, who has the policy's days to choose."""
    ready = [match for match in live_matches(request) if match.state == MatchState.READY]
    move_request(request, RequestState.SHOWN)
    tell_of_request(facts.PeopleShown, request, by=by, people=len(ready), choose_by=request.choose_by)


def show_if_all_answered(request: MatchRequest, *, by: Actor) -> None:
    """Nobody is still to answer, and somebody has said yes: the client need not wait for the matcher's click."""
    if request.state != RequestState.AT_DESK:
        return
    states = {MatchState(match.state) for match in live_matches(request)}
    if states == {MatchState.READY}:
        show_people(request, by=by)
