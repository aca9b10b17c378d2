"""Addresses of the hourly model: nouns, and a POST to a noun does it."""

from __future__ import annotations

from django.urls import path

from hirehall.engagements.hourly.pages import entries, hours, importing, offers, room

app_name = "hourly"

urlpatterns = [
    path("offers/hourly/new/", offers.new_offer, name="new_offer"),
    path("offers/hourly/<uuid:offer_id>/", offers.offer, name="offer"),
    path("offers/hourly/<uuid:offer_id>/counter-offer/", offers.counter, name="counter"),
    path("offers/hourly/<uuid:offer_id>/draft/", offers.draft, name="draft"),
    path("offers/hourly/<uuid:offer_id>/dispatch/", offers.dispatch, name="offer_dispatch"),
    path("offers/hourly/<uuid:offer_id>/acceptance/", offers.acceptance, name="offer_acceptance"),
    path("contracts/hourly/<uuid:contract_id>/", room.contract, name="contract"),
    path("contracts/hourly/<uuid:contract_id>/entries/", entries.log, name="log"),
    path("contracts/hourly/<uuid:contract_id>/timer/", entries.timer, name="timer"),
    path("contracts/hourly/<uuid:contract_id>/timer/stop/", entries.timer_stop, name="timer_stop"),
    path("contracts/hourly/<uuid:contract_id>/timer/removal/", entries.timer_removal, name="timer_removal"),
    path("contracts/hourly/<uuid:contract_id>/pause/", room.pause, name="pause"),
    path("contracts/hourly/<uuid:contract_id>/resumption/", room.resumption, name="resumption"),
    path("contracts/hourly/<uuid:contract_id>/end/", room.end, name="end"),
    path("contracts/hourly/<uuid:contract_id>/terms/new/", room.new_terms, name="new_terms"),
    path("contracts/hourly/terms/<uuid:terms_id>/", room.terms, name="terms"),
    path(
        "contracts/hourly/terms/<uuid:terms_id>/acceptance/", room.terms_acceptance, name="terms_acceptance"
    ),
    path("contracts/hourly/<uuid:contract_id>/timesheets/", importing.upload, name="upload"),
    path("hours/", hours.hours, name="hours"),
    path("hours/csv/", hours.hours_csv, name="hours_csv"),
    path("timesheets/<uuid:sheet_id>/", importing.sheet, name="sheet"),
    path("timesheets/<uuid:sheet_id>/entries/", importing.entries, name="sheet_import"),
    path("weeks/<uuid:week_id>/", room.week, name="week"),
    path("weeks/<uuid:week_id>/payment/", room.fund, name="fund"),
    path("weeks/<uuid:week_id>/approval/", room.approval, name="approval"),
    path("entries/<uuid:entry_id>/", entries.entry, name="entry"),
    path("entries/<uuid:entry_id>/removal/", entries.removal, name="removal"),
    path("entries/<uuid:entry_id>/dispute/", entries.dispute, name="dispute"),
    path("entries/<uuid:entry_id>/dispute/withdrawal/", entries.withdrawal, name="dispute_withdrawal"),
    path("entries/<uuid:entry_id>/dispute/acceptance/", entries.taking_off, name="taking_off"),
    path("entries/<uuid:entry_id>/dispute/answer/", entries.contest, name="contest"),
    path("entries/<uuid:entry_id>/split/", entries.split, name="split"),
    path("entries/<uuid:entry_id>/split/acceptance/", entries.agreement, name="split_acceptance"),
]
