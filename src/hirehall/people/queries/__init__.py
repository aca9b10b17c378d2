"""How persons, organisations and what they may do are obtained."""

from hirehall.people.queries.actors import actor_by_id, actor_for, actor_for_token, digest, staff_actor
from hirehall.people.queries.cards import PersonCard, public_card
from hirehall.people.queries.sessions import SessionCard, SettingsPage, sessions_of, settings_page

__all__ = [
    "PersonCard",
    "SessionCard",
    "SettingsPage",
    "actor_by_id",
    "actor_for",
    "actor_for_token",
    "digest",
    "public_card",
    "sessions_of",
    "settings_page",
    "staff_actor",
]
