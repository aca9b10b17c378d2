"""Addresses of the trial model: nouns, and a POST to a noun does it."""

from __future__ import annotations

from django.urls import path

from hirehall.engagements.trial.pages import matching, work

app_name = "trial"

urlpatterns = [
    path("match-requests/", matching.requests, name="requests"),
    path("match-requests/new/", matching.new, name="new"),
    path("match-requests/new/quote/", matching.quote, name="quote"),
    path("match-requests/<uuid:match_request_id>/", matching.request, name="request"),
    path("match-requests/<uuid:match_request_id>/withdrawal/", matching.withdrawal, name="withdrawal"),
    path("match-requests/<uuid:match_request_id>/next-round/", matching.next_round, name="next_round"),
    path("match-proposals/", matching.proposals, name="proposals"),
    path("match-proposals/<uuid:match_id>/", matching.proposal, name="proposal"),
    path("match-proposals/<uuid:match_id>/refusal/", matching.refusal, name="refusal"),
    path("match-proposals/<uuid:match_id>/choice/", matching.choice, name="choice"),
    path("offers/trial/<uuid:offer_id>/", work.offer, name="offer"),
    path("offers/trial/<uuid:offer_id>/acceptance/", work.acceptance, name="offer_acceptance"),
    path("contracts/trial/<uuid:contract_id>/", work.contract, name="contract"),
    path("trials/<uuid:trial_id>/payment/", work.pay, name="pay"),
    path("trials/<uuid:trial_id>/dropping/", work.drop, name="drop"),
    path("trials/<uuid:trial_id>/end/", work.end, name="end"),
]
