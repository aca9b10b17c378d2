"""Who is proposed says yes or no, before the client sees anything."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts.rules import require_text
from hirehall.engagements.trial import facts, operations, queries, rules
from hirehall.engagements.trial.models import Match
from hirehall.engagements.trial.states import MatchState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import Money
from hirehall.halls import operations as halls


@action("trial.accept_match", scope=Scope.PROPOSALS_WRITE)
def accept_match(
    match_id: UUID, *, by: Actor, note: str, rate: Money | None = None, version: int | None = None
) -> Match:
    """Who is proposed says yes and names a rate where it is by the hour; now the client may see them."""
    match = queries.match_to_move(match_id, by=by)
    rules.require_proposed(match, by)
    rules.require_current(version, match.version)
    rules.require_match_move("say yes", match)
    rules.require_time_left(match.answer_by)
    contract_operations.require_nobody_suspended(by.person_id, hold=True)
    halls.require_member(match.request.hall_id, by=by)
    match.note = require_text(note, field="note", least=20, most=rules.LONGEST_NOTE)
    request = match.request
    named = rules.require_rate(request, rate)
    match.rate_minor = named.minor if named else None
    match.price_minor = (
        rules.price_of(named, request.weekly_hours, request.policy).minor if named else request.price_minor
    )
    match.answered_at = clock.now()
    operations.set_match(match, MatchState.READY)
    operations.move_request_on(request)
    operations.tell_of_match(facts.PersonAnswered, match, by=by, says="yes")
    operations.show_if_all_answered(request, by=by)
    return match


@action("trial.decline_match", scope=Scope.PROPOSALS_WRITE)
def decline_match(match_id: UUID, *, by: Actor, version: int | None = None) -> Match:
    """Who is proposed says no, or is no longer free, before they are chosen. No reason is asked, nothing is counted."""
    match = queries.match_to_move(match_id, by=by)
    rules.require_proposed(match, by)
    rules.require_current(version, match.version)
    rules.require_match_move("say no", match)
    request = match.request
    match.answered_at = clock.now()
    operations.set_match(match, MatchState.DECLINED)
    operations.move_request_on(request)
    operations.tell_of_match(facts.PersonAnswered, match, by=by, says="no")
    operations.show_if_all_answered(request, by=by)
    operations.back_to_desk_if_empty(request, by=by)
    return match
