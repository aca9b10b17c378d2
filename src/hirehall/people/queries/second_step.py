"""How an account is guarded besides its password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator


@dataclass(frozen=True, slots=True)
class Passkey:
    """One device or key that may sign in as a person.

    Attributes:
        alone: whether it signs in without the password.
    """

    id: int
    name: str
    alone: bool
    added_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Guard:
    """The second step of one person: the app, the passkeys, and how many recovery codes are left."""

    app: bool
    passkeys: tuple[Passkey, ...]
    recovery_codes_left: int


def guard_of(person_id: UUID) -> Guard:
    """How a person's account is guarded. Two queries."""
    rows = list(Authenticator.objects.filter(user_id=person_id).order_by("pk"))
    return Guard(
        app=any(row.type == Authenticator.Type.TOTP for row in rows),
        passkeys=tuple(passkey_of(row) for row in rows if row.type == Authenticator.Type.WEBAUTHN),
        recovery_codes_left=len(codes_left_of(person_id)),
    )


def passkey_of(row: Authenticator) -> Passkey:
    wrapped = row.wrap()  # type: ignore[no-untyped-call]
    return Passkey(
        id=row.pk,
        name=wrapped.name,
        alone=bool(wrapped.is_passwordless),
        added_at=row.created_at,
        last_used_at=row.last_used_at,
    )


def codes_left_of(person_id: UUID) -> list[str]:
    """The recovery codes that have not been used; only for somebody who has just proved to be that person."""
    kept = Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.RECOVERY_CODES).first()
    left: list[str] = kept.wrap().get_unused_codes() if kept else []
    return left
