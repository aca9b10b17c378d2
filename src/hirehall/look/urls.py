"""Addresses of the look."""

from __future__ import annotations

from django.urls import path

from hirehall.look import pages

app_name = "look"
urlpatterns = [
    path("look/<str:version>/<str:name>", pages.asset, name="asset"),
    path("look/preview/", pages.preview, name="preview"),
    path("source/", pages.source, name="source"),
    path("style/", pages.style, name="style"),
    path("theme.css", pages.theme, name="theme"),
]
