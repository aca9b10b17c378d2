"""Addresses that every engagement model shares: the lists, and stable links that lead to the model's room."""

from __future__ import annotations

from django.urls import path

from hirehall.contracts import pages
from hirehall.contracts.pages import sharing

app_name = "contracts"

urlpatterns = [
    path("my-work/", pages.work, name="work"),
    path("my-orders/", pages.orders, name="orders"),
    path("contracts/", pages.contracts, name="contracts"),
    path("contracts/<uuid:contract_id>/", pages.contract, name="contract"),
    path("contracts/<uuid:contract_id>/archive/", pages.archive, name="archive"),
    path("contracts/<uuid:contract_id>/extra-payment/", pages.extra, name="extra"),
    path("contracts/<uuid:contract_id>/split/", sharing.split, name="split"),
    path("contract-splits/<uuid:split_id>/answer/", sharing.answer, name="split_answer"),
    path("contract-splits/<uuid:split_id>/withdrawal/", sharing.withdrawal, name="split_withdrawal"),
    path("contract-splits/<uuid:split_id>/standing/ending/", sharing.standing_end, name="split_standing_end"),
    path("shares/", sharing.shares, name="shares"),
    path("offers/", pages.offers, name="offers"),
    path("offers/<uuid:offer_id>/", pages.offer, name="offer"),
    path("offers/<uuid:offer_id>/refusal/", pages.offer_refusal, name="offer_refusal"),
    path("offers/<uuid:offer_id>/withdrawal/", pages.offer_withdrawal, name="offer_withdrawal"),
    path("contract-terms/<uuid:terms_id>/", pages.terms, name="terms"),
    path("contract-terms/<uuid:terms_id>/refusal/", pages.terms_refusal, name="terms_refusal"),
    path("contract-terms/<uuid:terms_id>/withdrawal/", pages.terms_withdrawal, name="terms_withdrawal"),
    path("contract-endings/<uuid:ending_id>/", pages.ending, name="ending"),
    path("contract-endings/<uuid:ending_id>/refusal/", pages.ending_refusal, name="ending_refusal"),
    path("contract-endings/<uuid:ending_id>/withdrawal/", pages.ending_withdrawal, name="ending_withdrawal"),
]
