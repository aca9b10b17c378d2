"""Every address of the installation, by module."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hirehall.look.urls")),
    path("", include("hirehall.files.urls")),
    path("", include("hirehall.people.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/second-step/", include("allauth.mfa.urls")),
]
