"""Addresses of the milestone model: nouns, and a POST to a noun does it."""

from __future__ import annotations

from django.urls import path

from hirehall.engagements.milestone.pages import delivery, endings, funding, offers, refunds, room, terms

app_name = "milestone"

urlpatterns = [
    path("offers/milestone/new/", offers.new_offer, name="new_offer"),
    path("offers/milestone/new/quote/", offers.new_offer_quote, name="new_offer_quote"),
    path("offers/milestone/<uuid:offer_id>/", offers.offer, name="offer"),
    path("offers/milestone/<uuid:offer_id>/quote/", offers.offer_quote, name="offer_quote"),
    path("offers/milestone/<uuid:offer_id>/counter-offer/", offers.counter, name="counter"),
    path("offers/milestone/<uuid:offer_id>/draft/", offers.draft, name="draft"),
    path("offers/milestone/<uuid:offer_id>/dispatch/", offers.dispatch, name="offer_dispatch"),
    path("offers/milestone/<uuid:offer_id>/acceptance/", offers.acceptance, name="offer_acceptance"),
    path("contracts/milestone/<uuid:contract_id>/", room.contract, name="contract"),
    path("contracts/milestone/<uuid:contract_id>/terms/new/", terms.new_terms, name="new_terms"),
    path(
        "contracts/milestone/<uuid:contract_id>/terms/new/quote/",
        terms.new_terms_quote,
        name="new_terms_quote",
    ),
    path("contracts/milestone/<uuid:contract_id>/end/", endings.end, name="end"),
    path("contracts/milestone/terms/<uuid:terms_id>/", terms.terms, name="terms"),
    path("contracts/milestone/terms/<uuid:terms_id>/acceptance/", terms.acceptance, name="terms_acceptance"),
    path("contracts/milestone/endings/<uuid:ending_id>/", endings.ending, name="ending"),
    path(
        "contracts/milestone/endings/<uuid:ending_id>/acceptance/",
        endings.acceptance,
        name="ending_acceptance",
    ),
    path("milestones/<uuid:milestone_id>/funding/", funding.fund, name="fund"),
    path("milestones/<uuid:milestone_id>/delivery/", delivery.deliver, name="deliver"),
    path("milestones/<uuid:milestone_id>/review/", delivery.review, name="review"),
    path("milestones/<uuid:milestone_id>/release/", delivery.release, name="release"),
    path("milestones/<uuid:milestone_id>/refund/", refunds.refund, name="refund"),
    path("refund-requests/<uuid:request_id>/", refunds.answer, name="refund_answer"),
    path("refund-requests/<uuid:request_id>/withdrawal/", refunds.withdrawal, name="refund_withdrawal"),
]
