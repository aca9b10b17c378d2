"""What time does to requests and to who is proposed for them."""

from __future__ import annotations

from uuid import UUID

from hirehall.engagements.trial import facts, operations, queries, rules
from hirehall.engagements.trial.models import Match, MatchRequest
from hirehall.engagements.trial.states import MatchState, RequestState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor

NOBODY_CHOSEN = "Nobody was chosen in time."


@action("trial.lapse_match")
def lapse_match(match_id: UUID, *, by: Actor) -> Match:
    """Who was asked has not answered: silence means no, and the client never learns of it."""
    rules.require_system(by)
    match = queries.match_to_move(match_id, by=by)
    rules.require_match_move("lapse", match)
    rules.require_over(match.answer_by)
    operations.set_match(match, MatchState.LAPSED)
    operations.move_request_on(match.request)
    operations.tell_of_match(facts.MatchLapsed, match, by=by)
    operations.show_if_all_answered(match.request, by=by)
    return match


@action("trial.note_late_desk")
def note_late_desk(request_id: UUID, *, by: Actor) -> MatchRequest:
    """The desk has shown nobody in its hours: the client is told once, and the request stays in the queue."""
    rules.require_system(by)
    request = queries.request_to_move(request_id, by=by)
    rules.require_request_move("propose", request)
    rules.require_over(request.propose_by)
    if request.late_told_at is None:
        request.late_told_at = clock.now()
        request.save(update_fields=["late_told_at"])
        operations.tell_of_request(facts.DeskLate, request, by=by, propose_by=request.propose_by)
    return request


@action("trial.lapse_request")
def lapse_request(request_id: UUID, *, by: Actor) -> MatchRequest:
    """The client chose nobody in the policy's days: the request closes itself, and everybody is told."""
    rules.require_system(by)
    request = queries.request_to_move(request_id, by=by)
    rules.require_request_move("lapse", request)
    rules.require_over(request.choose_by)
    request.answer = NOBODY_CHOSEN
    operations.pass_over(request, why=NOBODY_CHOSEN, by=by)
    operations.move_request(request, RequestState.CLOSED)
    operations.tell_of_request(facts.RequestClosed, request, by=by, reason=NOBODY_CHOSEN, in_silence=True)
    return request
