"""Addresses of the package model: nouns, and a POST to a noun does it."""

from __future__ import annotations

from django.urls import path

from hirehall.engagements.package.pages import answering, buying, offers, ordering, work

app_name = "package"

urlpatterns = [
    path("services/<uuid:service_id>/order/", ordering.order, name="order"),
    path("services/<uuid:service_id>/questions/", offers.ask_first, name="ask_first"),
    path("inquiries/<uuid:inquiry_id>/", offers.inquiry, name="inquiry"),
    path("inquiries/<uuid:inquiry_id>/offers/", offers.new_offer, name="new_offer"),
    path("inquiries/<uuid:inquiry_id>/offers/quote/", offers.offer_quote, name="offer_quote"),
    path("quote-requests/<uuid:request_id>/order-offer/", answering.answer, name="answer_request"),
    path("quote-requests/<uuid:request_id>/order-offer/quote/", answering.quote, name="answer_quote"),
    path("offers/package/<uuid:offer_id>/", offers.offer, name="offer"),
    path("offers/package/<uuid:offer_id>/acceptance/", offers.acceptance, name="offer_acceptance"),
    path("offers/package/<uuid:offer_id>/questions/", offers.question, name="offer_question"),
    path("contracts/package/<uuid:contract_id>/", ordering.contract, name="contract"),
    path("orders/<uuid:order_id>/payment/", ordering.pay, name="pay"),
    path("orders/<uuid:order_id>/dropping/", ordering.drop, name="drop"),
    path("orders/<uuid:order_id>/requirements/", work.requirements, name="requirements"),
    path("orders/<uuid:order_id>/delivery/", work.deliver, name="deliver"),
    path("orders/<uuid:order_id>/review/", work.review, name="review"),
    path("orders/<uuid:order_id>/extension/", work.extend, name="extend"),
    path("orders/<uuid:order_id>/cancellation/", work.cancel, name="cancel"),
    path("orders/<uuid:order_id>/cancellation-request/", work.cancel_wish, name="ask_to_cancel"),
    path("orders/<uuid:order_id>/revisions/", buying.revisions, name="revisions"),
    path("order-requests/<uuid:ask_id>/", work.ask, name="ask"),
]
