"""A request becomes known to its freelancer: the client stands behind it, and how the two met is kept."""

from __future__ import annotations

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor
from hirehall.market.facts import RequestOpened
from hirehall.market.models import QuoteRequest
from hirehall.market.operations.acquainting import meet, move_request
from hirehall.market.states import RequestState, met_by


def open_for(request: QuoteRequest, *, by: Actor) -> None:
    """Put a request before its freelancer, for the actor as its client; the pair has met from now on."""
    move_request(request, RequestState.OPEN)
    client_id = by.require_person()
    organisation_id = by.organisation_id if by.may_hire_for(client_id, by.organisation_id) else None
    request.client_id, request.organisation_id = client_id, organisation_id
    request.opened_at, request.token_hash = clock.now(), ""
    request.origin = meet(
        request.hall_id,
        client_id=client_id,
        organisation_id=organisation_id,
        freelancer_id=request.freelancer_id,
        by_way_of=met_by(request.way),
    ).value
    request.save()
    facts.record(
        RequestOpened(
            request_id=request.id,
            freelancer_id=request.freelancer_id,
            client_id=client_id,
            origin=request.origin,
        ),
        by=by,
        hall_id=request.hall_id,
        about=[request.id, client_id, request.freelancer_id],
    )
