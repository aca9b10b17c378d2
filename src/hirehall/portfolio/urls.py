"""Addresses of the gallery."""

from __future__ import annotations

from django.urls import path

from hirehall.portfolio.pages import asking, guarding, keeping, wall

app_name = "portfolio"
urlpatterns = [
    path("gallery/", wall.wall, name="wall"),
    path("gallery/<uuid:showing_id>/", wall.piece, name="piece"),
    path("gallery/<uuid:showing_id>/like/", wall.like, name="like"),
    path("gallery/<uuid:showing_id>/collections/", keeping.keep, name="keep"),
    path("gallery/<uuid:showing_id>/contract/", keeping.credit, name="credit"),
    path("gallery/<uuid:showing_id>/report/", guarding.report, name="report"),
    path("gallery/<uuid:showing_id>/appeal/", guarding.appeal, name="appeal"),
    path("gallery/collections/", keeping.collections, name="collections"),
    path("gallery/collections/<uuid:collection_id>/", keeping.collection, name="collection"),
    path(
        "gallery/collections/<uuid:collection_id>/removal/",
        keeping.collection_removal,
        name="collection_removal",
    ),
    path("gallery/requests/", asking.projects, name="projects"),
    path("gallery/requests/new/", asking.new, name="new_project"),
    path("gallery/requests/<uuid:project_id>/", asking.project, name="project"),
    path("gallery/requests/<uuid:project_id>/closing/", asking.closing, name="project_closing"),
    path("gallery/makers/<uuid:person_id>/follow/", wall.follow, name="follow"),
]
