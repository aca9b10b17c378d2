"""How persons, organisations and what they may do are obtained."""

from hirehall.people.queries.actors import actor_by_id, actor_for, actor_for_token, digest, staff_actor
from hirehall.people.queries.sessions import SessionCard, SettingsPage, sessions_of, settings_page

__all__ = [
    "SessionCard",
    "SettingsPage",
    "actor_by_id",
    "actor_for",
    "actor_for_token",
    "digest",
    "sessions_of",
    "settings_page",
    "staff_actor",
]
