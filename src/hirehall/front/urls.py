"""Addresses of the screens that are made of many modules."""

from __future__ import annotations

from django.urls import path

from hirehall.front.pages import apidocs, guide, home, people, public

app_name = "front"
urlpatterns = [
    path("", home.home, name="home"),
    path("home/", home.dashboard, name="dashboard"),
    path("robots.txt", home.robots, name="robots"),
    path("manifest.webmanifest", home.manifest, name="manifest"),
    path("guide/", guide.start, name="guide"),
    path("guide/<slug:code>/", guide.answered, name="guide_step"),
    path("guide/<slug:code>/picture.png", guide.picture, name="guide_picture"),
    path("fees/", public.fees, name="fees"),
    path("freelancing-and-outsourcing/", public.comparison, name="comparison"),
    path("how-money-is-held/", public.money_held, name="money_held"),
    path("where-work-is-found/", public.where, name="where"),
    path("help/", public.help_page, name="help"),
    path("people/<slug:handle>/", people.profile, name="profile"),
    path("organisations/<slug:handle>/", people.organisation, name="organisation"),
    path("api/v1/docs", apidocs.index, name="api_docs"),
    path("api/v1/docs/<slug:slug>", apidocs.chapter, name="api_chapter"),
    path("api/v1/problems", apidocs.problem_list, name="api_problems"),
    path("api/v1/problems/<str:code>", apidocs.problem, name="api_problem"),
]
