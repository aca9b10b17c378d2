"""Addresses of notices and messages."""

from __future__ import annotations

from django.urls import path

from hirehall.conversations.pages import notices, threads

app_name = "conversations"
urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/reading/", notices.read_all, name="read_all"),
    path("notices/state/", notices.state, name="notice_state"),
    path("notices/unsubscription/<str:token>/", notices.unsubscribe, name="unsubscribe"),
    path("notices/<uuid:notice_id>/reading/", notices.follow, name="follow"),
    path("settings/notices/", notices.settings, name="notice_settings"),
    path("messages/", threads.threads, name="threads"),
    path("messages/<uuid:thread_id>/", threads.thread, name="thread"),
    path("messages/<uuid:thread_id>/muting/", threads.mute, name="mute"),
]
