"""Who met whom, and where a client's request to a freelancer of their own stands. In the caller's transaction."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.refused import Refused
from hirehall.market.models import Acquaintance, QuoteRequest
from hirehall.market.queries.requests import origin_between
from hirehall.market.states import REQUEST_MOVES, Met, RequestState
from hirehall.people.operations import locked_organisation


def meet(
    hall_id: UUID,
    *,
    client_id: UUID,
    organisation_id: UUID | None,
    freelancer_id: UUID,
    by_way_of: Met,
    agency_id: UUID | None = None,
) -> Met:
    """Keep how the pair met; whoever has met before stays as they met, whatever is said now.

    Args:
        agency_id: the agency in whose name the freelancer meets the client: it is kept for the agency, once for all who
            lead work for it, and for the freelancer.
    """
    pair: dict[str, Any] = {"client_id": client_id, "organisation_id": organisation_id}
    alone = origin_between(hall_id, **pair, freelancer_id=freelancer_id)
    if agency_id is None:
        return _keep(hall_id, pair, freelancer_id, None, alone, by_way_of)
    locked_organisation(agency_id)  # two of its people may meet the client at the same moment
    known = origin_between(hall_id, **pair, freelancer_id=freelancer_id, agency_id=agency_id)
    met = _keep(hall_id, pair, freelancer_id, agency_id, known, by_way_of)
    _keep(hall_id, pair, freelancer_id, None, alone, met)
    return met


def _keep(
    hall_id: UUID,
    pair: dict[str, Any],
    freelancer_id: UUID,
    agency_id: UUID | None,
    known: Met | None,
    otherwise: Met,
) -> Met:
    """One row for the two, where there is none yet; answers how they have met."""
    new = Acquaintance(
        hall_id=hall_id,
        **pair,
        freelancer_id=freelancer_id,
        agency_id=agency_id,
        origin=known or otherwise,
        met_at=clock.now(),
    )
    Acquaintance.objects.bulk_create([new], ignore_conflicts=True)
    kept = Acquaintance.objects.filter(hall_id=hall_id, client_id=pair["client_id"], agency_id=agency_id)
    mine = kept if agency_id else kept.filter(freelancer_id=freelancer_id)
    return known or Met(mine.order_by("met_at", "id").values_list("origin", flat=True)[0])


def mark_quoted(request_id: UUID, *, offer_id: UUID) -> None:
    """The freelancer has sent a quote.

    Raises:
        Refused: ``request.not_open`` when it is closed, or another quote is on the table.
    """
    request = _locked(request_id)
    move_request(request, RequestState.QUOTED)
    request.offer_id = offer_id
    request.save(update_fields=["state", "offer_id"])


def reopen_request(request_id: UUID) -> None:
    """Its quote came to nothing: the freelancer may send another, or say no."""
    request = _locked(request_id)
    if request.state == RequestState.QUOTED:
        request.state = RequestState.OPEN
        request.save(update_fields=["state"])


def mark_agreed(request_id: UUID, *, contract_id: UUID) -> None:
    """Its quote has become a contract."""
    request = _locked(request_id)
    move_request(request, RequestState.AGREED)
    request.contract_id, request.closed_at = contract_id, clock.now()
    request.save(update_fields=["state", "contract_id", "closed_at"])


def move_request(request: QuoteRequest, to: RequestState) -> None:
    """Take a request to another state, where the table of moves has that; the caller saves.

    Raises:
        Refused: ``request.not_open``.
    """
    if to not in REQUEST_MOVES[RequestState(request.state)]:
        raise Refused("request.not_open", f"This request {SAYS[RequestState(request.state)]}.")
    request.state = to.value


SAYS = {
    RequestState.ASKED: "is not confirmed yet",
    RequestState.INVITED: "is an invitation that was not accepted yet",
    RequestState.OPEN: "is open",
    RequestState.QUOTED: "has a quote on the table",
    RequestState.AGREED: "has become a contract",
    RequestState.DECLINED: "was declined",
    RequestState.WITHDRAWN: "was withdrawn",
    RequestState.LAPSED: "has lapsed",
}


def _locked(request_id: UUID) -> QuoteRequest:
    return QuoteRequest.objects.select_for_update(no_key=True).get(id=request_id)
