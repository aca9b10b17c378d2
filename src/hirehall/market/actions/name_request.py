from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.market import rules
from hirehall.market.models import QuoteRequest
from hirehall.market.operations import requesting
from hirehall.market.operations.acting import acting_agency
from hirehall.market.queries.requests import origin_between
from hirehall.market.states import RequestState, met_by


@action("market.name_request", scope=Scope.CONTRACTS_WRITE)
def name_request(request_id: UUID, *, by: Actor, agency_id: UUID | None = None) -> QuoteRequest:
    """The freelancer says in whose name a request will be quoted: their own, or that of an agency they manage.

    How that agency and the client met selects the fee then: the request says so to both sides.

    Raises:
        Refused: ``request.not_found``, ``request.wrong_party``, ``request.not_open``, ``agency.not_found``,
            ``proposal.own_agency``.
    """
    request = requesting.lock_request(request_id, by)
    rules.require_freelancer_of(request, by)
    if request.state != RequestState.OPEN or request.client_id is None:
        raise Refused("request.not_open", "In whose name you quote is said before the quote is sent.")
    client_id = request.client_id if request.organisation_id is None else None
    request.agency_id = None if agency_id is None else acting_agency(agency_id, client_id, by=by)
    met = origin_between(
        request.hall_id,
        client_id=request.client_id,
        organisation_id=request.organisation_id,
        freelancer_id=request.freelancer_id,
        agency_id=request.agency_id,
    )
    request.origin = (met or met_by(request.way)).value
    request.save(update_fields=["agency", "origin"])
    return request
