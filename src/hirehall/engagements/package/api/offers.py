"""Asking before an order, and custom offers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.engagements.package import queries
from hirehall.engagements.package.actions.accept_offer import accept_offer as take_offer
from hirehall.engagements.package.actions.answer_request import answer_request as answer
from hirehall.engagements.package.actions.ask_about_offer import ask_about_offer as ask_back
from hirehall.engagements.package.actions.make_offer import make_offer as offer
from hirehall.engagements.package.actions.open_inquiry import open_inquiry as open_it
from hirehall.engagements.package.api.shapes import (
    AnswerOfferIn,
    CustomOfferIn,
    CustomOfferOut,
    InquiryIn,
    InquiryOut,
    PaidOut,
    PaymentIn,
    paid,
)
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once

router = Router()


@router.post(
    "/services/{uuid:service_id}/inquiries", response={201: InquiryOut}, operation_id="package.open_inquiry"
)
def open_inquiry(request: HttpRequest, service_id: UUID, body: InquiryIn) -> Status[InquiryOut]:
    """Ask about a service before an order. Asking again goes on in the same conversation."""
    by = actor_in(request)
    row = open_it(service_id, by=by, text=body.text, **once(request))
    return Status(201, _inquiry(queries.inquiry_page(by, row.id)))


@router.get("/inquiries/{uuid:inquiry_id}", response=InquiryOut, operation_id="package.inquiry")
def inquiry(request: HttpRequest, inquiry_id: UUID) -> InquiryOut:
    """A conversation about a service of one’s own side, with the offers in it."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return _inquiry(queries.inquiry_page(by, inquiry_id))


def _inquiry(page: queries.InquiryPage) -> InquiryOut:
    row = page.inquiry
    return InquiryOut(
        id=row.id, service_id=row.service_id, thread_id=row.thread_id, offer_ids=[line.id for line in page.offers]
    )  # fmt: skip


@router.post(
    "/inquiries/{uuid:inquiry_id}/offers", response={201: CustomOfferOut}, operation_id="package.make_offer"
)
def make_offer(request: HttpRequest, inquiry_id: UUID, body: CustomOfferIn) -> Status[CustomOfferOut]:
    """Offer something of one’s own in a conversation about a service; it takes the place of one on the table."""
    by = actor_in(request)
    row = offer(inquiry_id, by=by, content=body.content(), valid_until=body.valid_until, **once(request))
    return Status(201, CustomOfferOut.of(queries.custom_offer_page(by, row.id)))


@router.post(
    "/quote-requests/{uuid:request_id}/order-offers",
    response={201: CustomOfferOut},
    operation_id="package.answer_request",
)
def answer_request(request: HttpRequest, request_id: UUID, body: AnswerOfferIn) -> Status[CustomOfferOut]:
    """Answer a client’s request with an order of one’s own making; the piece that it is about goes with it."""
    by = actor_in(request)
    row = answer(
        request_id,
        by=by,
        service_id=body.service_id,
        content=body.content(),
        valid_until=body.valid_until,
        **once(request),
    )
    return Status(201, CustomOfferOut.of(queries.custom_offer_page(by, row.id)))


@router.post("/offers/{uuid:offer_id}/order", response={201: PaidOut}, operation_id="package.accept_offer")
def accept_offer(request: HttpRequest, offer_id: UUID, body: PaymentIn) -> Status[PaidOut]:
    """Accept a custom offer and pay for it: an order like any other. ``version`` is the offer’s."""
    by = actor_in(request)
    row = take_offer(offer_id, by=by, method=body.method, version=body.version, **once(request))
    return Status(201, paid(request, row))


@router.post(
    "/offers/{uuid:offer_id}/questions", response={204: None}, operation_id="package.ask_about_offer"
)
def ask_about_offer(request: HttpRequest, offer_id: UUID, body: InquiryIn) -> Status[None]:
    """Ask back about a custom offer, in its conversation; it stays on the table."""
    ask_back(offer_id, by=actor_in(request), text=body.text, **once(request))
    return Status(204, None)
