"""Where a person is signed in, and how well their account is guarded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from hirehall.foundation import clock
from hirehall.people.models import Person


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One browser in which a person is signed in."""

    id: int
    browser: str
    address: str
    since: datetime
    current: bool


def sessions_of(person_id: UUID, *, current_key: str) -> list[SessionCard]:
    """The person's living sessions, the current one first, then the newest."""
    alive = set(
        Session.objects.filter(
            session_key__in=UserSession.objects.filter(user_id=person_id).values("session_key"),
            expire_date__gt=clock.now(),
        ).values_list("session_key", flat=True)
    )
    rows = UserSession.objects.filter(user_id=person_id, session_key__in=alive).order_by("-created_at")
    cards = [
        SessionCard(
            row.id, browser_name(row.user_agent), row.ip, row.created_at, row.session_key == current_key
        )
        for row in rows
    ]
    return sorted(cards, key=lambda card: not card.current)


BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """What a person would call that browser: ``Firefox on Linux``."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "A browser")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser


@dataclass(frozen=True, slots=True)
class SettingsPage:
    name: str
    email: str
    hats: str
    joined_at: datetime
    passkeys: int
    second_step: bool
    sessions: int
    operator: bool


def settings_page(person_id: UUID) -> SettingsPage:
    """What the account page shows at a glance."""
    who = Person.objects.get(id=person_id)
    kinds = list(Authenticator.objects.filter(user_id=person_id).values_list("type", flat=True))
    hats = [
        name for name, worn in (("freelancer", who.wears_freelancer), ("client", who.wears_client)) if worn
    ]
    return SettingsPage(
        name=who.name,
        email=who.email,
        hats=" and ".join(hats),
        joined_at=who.joined_at,
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        second_step=Authenticator.Type.TOTP in kinds,
        sessions=UserSession.objects.filter(user_id=person_id).count(),
        operator=who.is_operator,
    )
