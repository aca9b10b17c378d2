"""Tokens for programs, and the secrets they are made of."""

from __future__ import annotations

import secrets
from uuid import UUID

from hirehall.foundation import clock
from hirehall.people.models import CalendarKey, StaffSession, Token

PREFIX = "hh_"


def new_secret() -> str:
    """A fresh secret of 256 bits; recognisable by its start, so that scanners find it where it leaked."""
    return PREFIX + secrets.token_urlsafe(32)


def tokens_of(person_id: UUID) -> list[Token]:
    """The person's tokens that still work, the newest first."""
    rows = Token.objects.filter(person_id=person_id, revoked_at=None).order_by("-made_at")
    return [row for row in rows if row.expires_at is None or row.expires_at > clock.now()]


def has_tokens(person_id: UUID) -> bool:
    """Whether something of the person’s works without their password: a token, or their calendar’s address."""
    return bool(tokens_of(person_id)) or CalendarKey.objects.filter(person_id=person_id).exists()


def staff_session(session_id: UUID | None) -> StaffSession | None:
    return StaffSession.objects.filter(id=session_id, ended_at=None).first() if session_id else None
