"""Addresses of the gallery."""

from __future__ import annotations

from django.urls import path

from hirehall.portfolio import pages

app_name = "portfolio"
urlpatterns = [
    path("gallery/", pages.wall, name="wall"),
    path("gallery/<uuid:showing_id>/", pages.piece, name="piece"),
    path("gallery/<uuid:showing_id>/like/", pages.like, name="like"),
    path("gallery/makers/<uuid:person_id>/follow/", pages.follow, name="follow"),
]
