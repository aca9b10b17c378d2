"""Addresses of reviews."""

from __future__ import annotations

from django.urls import path

from hirehall.reputation import pages

app_name = "reputation"
urlpatterns = [
    path("reviews/", pages.reviews, name="reviews"),
    path("reviews/contracts/<uuid:contract_id>/", pages.of_contract, name="of_contract"),
    path("reviews/how/", pages.how, name="how"),
    path("reviews/windows/<uuid:window_id>/", pages.window, name="window"),
    path("reviews/<uuid:review_id>/reply/", pages.reply, name="reply"),
]
