"""The client chooses one of those who were shown, or asks the desk again."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Offer
from hirehall.contracts.queries import Basis
from hirehall.contracts.rules import require_text
from hirehall.contracts.states import OfferState, Side
from hirehall.engagements.trial import facts, operations, queries, rules
from hirehall.engagements.trial.models import Match, MatchRequest
from hirehall.engagements.trial.states import MODEL, MatchState, RequestState
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls import operations as halls


@action("trial.choose_person", scope=Scope.CONTRACTS_WRITE)
def choose_person(match_id: UUID, *, by: Actor, version: int | None = None) -> Offer:
    """The client chooses one: an offer of the trial goes to them, its fees quoted now and frozen.

    The others stay until the offer is answered; they are told when it is accepted.

    Args:
        version: of the request, as the client saw it.
    """
    match = queries.match_to_move(match_id, by=by)
    request = match.request
    rules.require_client(request, by)
    rules.require_current(version, request.version)
    rules.require_request_move("choose", request)
    rules.require_match_move("choose", match)
    rules.require_time_left(request.choose_by)
    contract_operations.require_nobody_suspended(by.person_id, request.client_id, match.person_id, hold=True)
    halls.require_member(request.hall_id, by=by, beside=(match.person_id,))
    policy = request.policy  # by which the price was made, and what both have read
    basis = _basis(match)
    pricing = contracts.pricing_from(basis, request.hall_id)
    price = match.price
    assert price is not None  # noqa: S101 - who said yes has named it
    offer = contract_operations.write_draft(
        basis,
        hall_id=request.hall_id,
        model=MODEL,
        policy=policy,
        terms=operations.offered_terms(match, pricing.quote(price), policy=policy),
        by=by,
    )
    sent = contract_operations.send_offer(offer, by=by)
    match.offer_id = sent.id
    operations.set_match(match, MatchState.CHOSEN)
    operations.move_request(request, RequestState.OFFERED)
    operations.tell_of_request(
        facts.PersonChosen, request, by=by, match_id=match.id, person_id=match.person_id, offer_id=sent.id
    )
    return sent


@action("trial.ask_again", scope=Scope.BRIEFS_WRITE)
def ask_again(request_id: UUID, *, by: Actor, reason: str, version: int | None = None) -> MatchRequest:
    """Nobody who was shown fits: the client says why, and the desk has its hours anew."""
    request = queries.request_to_move(request_id, by=by)
    rules.require_client(request, by)
    rules.require_current(version, request.version)
    rules.require_request_move("ask again", request)
    rules.require_time_left(request.choose_by)
    request.answer = require_text(reason, field="reason", least=20, most=rules.LONGEST_REASON)
    operations.pass_over(request, why="The client asked for other people.", by=by)
    request.round += 1
    operations.to_desk(request)
    operations.tell_of_request(
        facts.AskedAgain, request, by=by, reason=request.answer, propose_by=request.propose_by
    )
    return request


@action("trial.choose_on")
def choose_on(offer_id: UUID, *, by: Actor) -> MatchRequest:
    """The offer to the chosen one was declined, taken back or expired: the client chooses on, or the desk proposes."""
    rules.require_system(by)
    offer = contracts.offer_to_move(offer_id, by=by, model=MODEL)
    match = queries.match_of_offer(offer)
    request = match.request
    if offer.state not in (OfferState.DECLINED, OfferState.WITHDRAWN, OfferState.EXPIRED):
        rules.require_request_move("propose", request)  # refused: there is an offer on the table
    rules.require_request_move("choose on", request)
    operations.set_match(match, MatchState.PASSED)
    others = queries.live_matches(request)
    if others:
        operations.move_request(request, RequestState.SHOWN)
    else:
        request.round += 1
        operations.to_desk(request)
    operations.tell_of_request(facts.OpenAgain, request, by=by, offer_id=offer.id, people=len(others))
    return request


def _basis(match: Match) -> Basis:
    request = match.request
    return Basis(
        client_id=request.client_id,
        organisation_id=request.organisation_id,
        freelancer_id=match.person_id,
        freelancer_name=match.person.name,
        brief_id=None,
        origin=contracts.how_met(
            request.hall_id,
            client_id=request.client_id,
            organisation_id=request.organisation_id,
            freelancer_id=match.person_id,
            agency_id=None,
        ),
        currency=request.currency,
        side=Side.CLIENT,
    )
