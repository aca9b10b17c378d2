"""Addresses of tests and certificates: nouns, and a POST to a noun does it."""

from __future__ import annotations

from django.urls import path

from hirehall.vetting.pages import certificates, examining, tests

app_name = "vetting"

urlpatterns = [
    path("tests/", tests.overview, name="tests"),
    path("tests/<uuid:bank_id>/", tests.one, name="test"),
    path("sittings/<uuid:sitting_id>/", tests.sitting, name="sitting"),
    path("sittings/<uuid:sitting_id>/questions/<int:place>/", tests.question, name="question"),
    path("sittings/<uuid:sitting_id>/questions/<int:place>/appeal/", tests.appeal, name="appeal"),
    path("sittings/<uuid:sitting_id>/hand-in/", tests.hand_in, name="hand_in"),
    path("certificates/<uuid:certificate_id>/showing/", certificates.showing, name="showing"),
    path("certificates/<slug:code>/", certificates.verify, name="certificate"),
    path("certificates/<slug:code>/pdf/", certificates.pdf, name="certificate_pdf"),
    path("examining/", examining.queue, name="examining"),
    path("examining/answers/<uuid:answer_id>/", examining.mark, name="mark"),
]
