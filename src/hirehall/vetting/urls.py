"""Addresses of tests and certificates: nouns, and a POST to a noun does it."""

from __future__ import annotations

from django.urls import path

from hirehall.vetting.pages import certificates, examining, screenings, tests

app_name = "vetting"

urlpatterns = [
    path("tests/", tests.overview, name="tests"),
    path("tests/<uuid:bank_id>/", tests.one, name="test"),
    path("sittings/<uuid:sitting_id>/", tests.sitting, name="sitting"),
    path("sittings/<uuid:sitting_id>/questions/<int:place>/", tests.question, name="question"),
    path("sittings/<uuid:sitting_id>/questions/<int:place>/appeal/", tests.appeal, name="appeal"),
    path("sittings/<uuid:sitting_id>/hand-in/", tests.hand_in, name="hand_in"),
    path("certificates/<uuid:certificate_id>/showing/", certificates.showing, name="showing"),
    path(
        "certificates/<uuid:certificate_id>/withdrawal/",
        certificates.withdrawal,
        name="certificate_withdrawal",
    ),
    path("certificates/<uuid:certificate_id>/appeal/", certificates.appeal, name="certificate_appeal"),
    path("certificates/<slug:code>/", certificates.verify, name="certificate"),
    path("certificates/<slug:code>/pdf/", certificates.pdf, name="certificate_pdf"),
    path("examining/", examining.queue, name="examining"),
    path("examining/answers/<uuid:answer_id>/", examining.mark, name="mark"),
    path("examining/scores/<uuid:score_id>/", examining.score, name="score"),
    path("examining/appeals/<uuid:appeal_id>/", examining.decision, name="decision"),
    path("screenings/", screenings.overview, name="screenings"),
    path("screenings/new/<uuid:pipeline_id>/", screenings.begin, name="begin"),
    path("screenings/<uuid:screening_id>/", screenings.one, name="screening"),
    path("screenings/<uuid:screening_id>/stage/", screenings.stage, name="stage"),
    path("screenings/<uuid:screening_id>/opening/", screenings.opening, name="stage_opening"),
    path("screenings/<uuid:screening_id>/test/", screenings.test, name="stage_test"),
    path("screenings/<uuid:screening_id>/withdrawal/", screenings.withdrawal, name="withdrawal"),
    path("screenings/<uuid:screening_id>/appeal/", screenings.appeal, name="screening_appeal"),
    path("slots/<uuid:slot_id>/booking/", screenings.booking, name="booking"),
    path("slots/<uuid:slot_id>/leaving/", screenings.leaving, name="leaving"),
]
