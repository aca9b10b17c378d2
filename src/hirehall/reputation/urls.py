"""Addresses of reviews."""

from __future__ import annotations

from django.urls import path

from hirehall.reputation import pages

app_name = "reputation"
urlpatterns = [
    path("reviews/", pages.reviews, name="reviews"),
    path("reviews/contracts/<uuid:contract_id>/", pages.of_contract, name="of_contract"),
    path("reviews/how/", pages.how, name="how"),
    path("reviews/verified/", pages.verification, name="verification"),
    path("standing/", pages.standing, name="standing"),
    path("standing/standing.json", pages.standing_json, name="standing_json"),
    path("standing/constants/", pages.constants, name="constants"),
    path("standing/constants.json", pages.constants_json, name="constants_json"),
    path("reviews/windows/<uuid:window_id>/", pages.window, name="window"),
    path("reviews/<uuid:review_id>/reply/", pages.reply, name="reply"),
]
