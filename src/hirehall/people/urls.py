from __future__ import annotations

from django.urls import path

from hirehall.people.pages import settings

app_name = "people"
urlpatterns = [
    path("hat/", settings.hat, name="hat"),
    path("account/", settings.settings, name="settings"),
    path("account/sessions/", settings.sessions, name="sessions"),
    path("account/sessions/<int:session_id>/ending/", settings.session, name="session"),
]
