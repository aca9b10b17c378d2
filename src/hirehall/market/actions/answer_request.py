from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.market import rules
from hirehall.market.models import QuoteRequest
from hirehall.market.operations import requesting
from hirehall.market.operations.closing import close
from hirehall.market.operations.opening import open_for
from hirehall.market.states import RequestState


@action("market.open_request", scope=Scope.CONTRACTS_WRITE)
def open_request(token: str, *, by: Actor, need: str = "") -> QuoteRequest:
    """Whoever has the mailed link confirms the request, or accepts the invitation, as the person who is signed in.

    Args:
        need: what an invited client needs; may be empty. Who has asked has said it already.
    Raises:
        Refused: ``link.dead``, ``request.to_oneself``, ``person.suspended``, ``freelancer.not_found``.
    """
    request = requesting.lock_linked(token)
    if requesting.require_themselves(by) == request.freelancer_id:
        raise Refused(
            "request.to_oneself",
            "This link is for the client. Sign in as the client to use it.",
            because=Because.FORBIDDEN,
        )
    requesting.freelancer_with_page(request.freelancer_id)
    if request.state == RequestState.INVITED:
        request.need = requesting.checked_text(need, field="need", least=0, most=requesting.NEED_AT_MOST)
    open_for(request, by=by)
    return request


@action("market.decline_client_invitation")
def decline_client_invitation(token: str, *, by: Actor) -> QuoteRequest:
    """Whoever has the mailed link says no, without an account; no more mail comes from this freelancer.

    Raises:
        Refused: ``link.dead``.
    """
    request = requesting.lock_linked(token)
    if request.state != RequestState.INVITED:
        raise Refused("request.not_open", "This is your own request; let the link lapse instead.")
    return close(request, RequestState.DECLINED, by=by, side="client")


@action("market.decline_request", scope=Scope.CONTRACTS_WRITE)
def decline_request(request_id: UUID, *, by: Actor, reason: str = "") -> QuoteRequest:
    """The freelancer says no to a client's request; the client is told.

    Raises:
        Refused: ``request.not_found``, ``request.wrong_party``, ``request.not_open``.
    """
    request = requesting.lock_request(request_id, by)
    rules.require_freelancer_of(request, by)
    if request.state == RequestState.INVITED:
        raise Refused("request.not_open", "This request is an invitation of yours; the client answers it.")
    clean = requesting.checked_text(reason, field="reason", least=0, most=1000)
    return close(request, RequestState.DECLINED, by=by, side="freelancer", reason=clean)


@action("market.withdraw_request", scope=Scope.CONTRACTS_WRITE)
def withdraw_request(request_id: UUID, *, by: Actor) -> QuoteRequest:
    """The client takes the request back, as long as no quote is on the table.

    Raises:
        Refused: ``request.not_found``, ``request.wrong_party``, ``request.not_open``.
    """
    request = requesting.lock_request(request_id, by)
    rules.require_asking_side(request, by)
    return close(request, RequestState.WITHDRAWN, by=by)


@action("market.lapse_request")
def lapse_request(request_id: UUID, *, by: Actor) -> QuoteRequest:
    """Nobody used the mailed link in its days: what was typed is forgotten."""
    if not by.is_system:
        raise Refused("request.clock_only", "Only the clock does this.", because=Because.FORBIDDEN)
    request = requesting.lock_request(request_id, by)
    if request.state not in (RequestState.ASKED, RequestState.INVITED) or request.valid_until > clock.now():
        return request
    if request.state == RequestState.ASKED:
        request.need, request.name, request.email = "", "Somebody", "forgotten@invalid.example"
    return close(request, RequestState.LAPSED, by=by)
