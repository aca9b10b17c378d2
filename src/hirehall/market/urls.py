"""The addresses of the market."""

from __future__ import annotations

from django.urls import path

from hirehall.market.pages import find

app_name = "market"
urlpatterns = [
    path("find/freelancers/", find.freelancers_page, name="find_freelancers"),
    path("find/briefs/", find.briefs_page, name="find_briefs"),
]
