"""Addresses of places."""

from __future__ import annotations

from django.urls import path

from hirehall.ranking import pages

app_name = "ranking"
urlpatterns = [
    path("places/", pages.places, name="places"),
    path("places/<uuid:shown_id>/", pages.why, name="why"),
    path("places/<uuid:shown_id>/objection/", pages.objection, name="objection"),
]
