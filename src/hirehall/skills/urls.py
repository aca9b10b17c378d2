from __future__ import annotations

from django.urls import path

from hirehall.skills import pages

app_name = "skills"
urlpatterns = [
    path("profile/skills/", pages.mine, name="mine"),
    path("profile/skills/<uuid:skill_id>/", pages.claim, name="claim"),
    path("profile/portfolio/", pages.portfolio, name="portfolio"),
    path("profile/portfolio/<uuid:piece_id>/", pages.piece, name="piece"),
    path("profile/portfolio/<uuid:piece_id>/place/", pages.place, name="place"),
    path("profile/portfolio/<uuid:piece_id>/removal/", pages.removal, name="removal"),
]
