"""Addresses of fees; the page that explains them stands in front."""

from __future__ import annotations

from django.urls import path

from hirehall.money.fees import pages

app_name = "fees"
urlpatterns = [path("fees/line/", pages.line, name="line")]
