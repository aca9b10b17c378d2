"""A request comes to its end without a contract. In the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor
from hirehall.market.facts import RequestDeclined, RequestLapsed, RequestWithdrawn
from hirehall.market.models import QuoteRequest
from hirehall.market.operations.acquainting import move_request
from hirehall.market.states import RequestState


def withdraw_open(request_ids: Sequence[UUID], *, by: Actor) -> int:
    """Take back those of these requests that nobody has answered; the caller has checked that they may. How many."""
    rows = QuoteRequest.objects.select_for_update(no_key=True).filter(
        id__in=list(request_ids), state=RequestState.OPEN.value
    )
    found = list(rows.order_by("id"))
    for request in found:
        close(request, RequestState.WITHDRAWN, by=by)
    return len(found)


def close(
    request: QuoteRequest, state: RequestState, *, by: Actor, side: str = "", reason: str = ""
) -> QuoteRequest:
    """Close it in this state and record how."""
    move_request(request, state)
    request.closed_at, request.reason, request.token_hash = clock.now(), reason, ""
    request.save()
    both: dict[str, Any] = {"request_id": request.id, "freelancer_id": request.freelancer_id}
    fact: Any = RequestLapsed(**both)
    if state is RequestState.DECLINED:
        fact = RequestDeclined(**both, client_id=request.client_id, side=side, reason=reason)
    elif state is RequestState.WITHDRAWN:
        fact = RequestWithdrawn(**both, client_id=request.client_id)
    facts.record(fact, by=by, hall_id=request.hall_id, about=[request.id])
    return request
