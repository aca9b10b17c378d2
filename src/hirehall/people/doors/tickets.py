"""What a program carries from one step to the next: sealed, so that it can neither be read nor made up.

A page keeps such things in its session. A ticket is for one purpose and a few minutes, and works once; a proof says
that its person has just proved who they are, as a session is trusted for some minutes after that.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account import app_settings
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.cache import cache

from hirehall.foundation import clock
from hirehall.foundation.refused import Because, Refused
from hirehall.people.models import Person

TICKET_SECONDS = 600
PROOF_SECONDS = int(app_settings.REAUTHENTICATION_TIMEOUT)
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Ticket:
    """What is sent back with the next step, and until when it can be."""

    sealed: str
    until: datetime


def ticket_for(purpose: str, **held: Any) -> Ticket:
    return _sealed(purpose, TICKET_SECONDS, held)


def held_by(sealed: str, purpose: str, who: Person | None = None) -> dict[str, Any]:
    """What the ticket holds.

    Args:
        who: whose it has to be, where it is somebody's.
    Raises:
        Refused: ``ticket.unusable``.
    """
    held = _opened(sealed, purpose, TICKET_SECONDS)
    if held is None or (who is not None and held["person"] != str(who.id)):
        raise _unusable()
    return held


def use_up(sealed: str) -> None:
    """From now on the ticket works no more, also where two calls bring it at once.

    Raises:
        Refused: ``ticket.unusable``.
    """
    mark = hashlib.sha256(sealed.encode()).hexdigest()
    if not cache.add(f"ticket:{mark}", "used", timeout=TICKET_SECONDS):
        raise _unusable()


def _unusable() -> Refused:
    return Refused(
        "ticket.unusable",
        "This ticket was used, is too old, or is for something else. Begin again to get another.",
        because=Because.INVALID,
        field="ticket",
    )


def proof_of(who: Person) -> Ticket:
    """Says for some minutes that the person has proved who they are; another password ends it."""
    return _sealed("proof", PROOF_SECONDS, {"person": str(who.id), "mark": who.get_session_auth_hash()})


def require_proof(who: Person, sealed: str) -> None:
    """Refuse what a token alone must not do.

    Raises:
        Refused: ``proof.needed``.
    """
    held = _opened(sealed, "proof", PROOF_SECONDS)
    if held is None or held != {"person": str(who.id), "mark": who.get_session_auth_hash()}:
        raise Refused(
            "proof.needed",
            "Prove first who you are: POST /me/proof answers a proof for the header “Proof”.",
            because=Because.FORBIDDEN,
        )


def _sealed(purpose: str, seconds: int, held: dict[str, Any]) -> Ticket:
    now = clock.now()
    text = json.dumps([purpose, held]).encode()
    sealed = _box().encrypt_at_time(text, int(now.timestamp())).decode()
    return Ticket(sealed, now + timedelta(seconds=seconds))


def _opened(sealed: str, purpose: str, seconds: int) -> dict[str, Any] | None:
    if not sealed or len(sealed) > LONGEST or not sealed.isascii():
        return None
    try:
        text = _box().decrypt_at_time(sealed.encode(), seconds, int(clock.now().timestamp()))
    except InvalidToken:
        return None
    found, held = json.loads(text)
    return held if found == purpose else None


def _box() -> Fernet:
    digest = hashlib.sha256(b"tickets:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
