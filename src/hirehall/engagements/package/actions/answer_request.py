from __future__ import annotations

from datetime import date
from uuid import UUID

from hirehall.contracts.models import Offer
from hirehall.engagements.package import queries
from hirehall.engagements.package.models import Inquiry
from hirehall.engagements.package.operations import OfferContent, send_in
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found
from hirehall.market import operations as market


@action("package.answer_request", scope=Scope.CONTRACTS_WRITE)
def answer_request(
    request_id: UUID, *, by: Actor, service_id: UUID, content: OfferContent, valid_until: date
) -> Offer:
    """The freelancer answers a client's request with an order of its own: one price, so many days, so many revisions.

    It is a custom offer beside one of the freelancer's services. The piece that the request is about goes with it: into
    its terms, and into the order that it becomes. It is the request's quote, so that one is on the table at a time.

    Args:
        service_id: a published service of whoever quotes; it lends its queue and its name to the order.
        valid_until: the last day on which it can be accepted, in UTC.
    Raises:
        Refused: ``request.not_found``, ``request.not_open``, ``service.not_found``, or what is wrong at its field.
    """
    page = queries.answer_page(by, request_id)
    if service_id not in {offered.id for offered in page.services}:
        raise not_found("service")
    service = market.lock_service(service_id)
    request = page.request
    inquiry, _ = Inquiry.objects.get_or_create(
        request=request,
        service=service,
        defaults={
            "client_id": page.basis.client_id,
            "organisation_id": page.basis.organisation_id,
            "thread_id": market.thread_of(request, by=by).id,
            "opened_at": clock.now(),
        },
    )
    return send_in(inquiry, service, content, valid_until=valid_until, by=by)
