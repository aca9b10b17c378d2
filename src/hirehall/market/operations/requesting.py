"""Steps that several requests share: the text that comes in, the row, the mailed link. In the caller's transaction."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from hirehall.conversations.models import Thread
from hirehall.conversations.operations import open_thread
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.market import rules
from hirehall.market.models import QuoteRequest
from hirehall.market.queries.requests import requests_visible_to
from hirehall.people.models import Person
from hirehall.skills.queries import Piece, piece_by

NEED_AT_MOST, NEED_AT_LEAST, WORDS_AT_MOST = 4000, 20, 1000
LARGEST_BUDGET = 10**12


def freelancer_with_page(freelancer_id: UUID) -> Person:
    """A freelancer whom somebody may ask: not suspended, not closed.

    Raises:
        Refused: ``freelancer.not_found``.
    """
    who = Person.objects.filter(
        id=freelancer_id, wears_freelancer=True, closed_at=None, suspended_at=None, is_active=True
    ).first()
    if who is None:
        raise not_found("freelancer")
    return who


def require_themselves(by: Actor) -> UUID:
    """Whoever acts for themselves: nobody asks or answers in another's name from the desk, or while suspended.

    The pages are open to everybody, signed in or not, so that no other door has turned a suspended account away.

    Raises:
        Refused: ``actor.sign_in``, ``actor.staff_session``, ``person.suspended``.
    """
    if by.is_staff:
        raise Refused("actor.staff_session", "End the staff session first.", because=Because.FORBIDDEN)
    person_id = by.require_person()
    if not Person.objects.filter(id=person_id, is_active=True, suspended_at=None).exists():
        raise Refused(
            "person.suspended",
            "Your account is suspended or closed, so this cannot happen now.",
            because=Because.FORBIDDEN,
        )
    return person_id


def checked_name(name: str) -> str:
    clean = " ".join(name.split())
    if not 2 <= len(clean) <= 80 or not clean.isprintable():
        raise rules.invalid("request.name", "Write a name of 2 to 80 letters.", "name")
    return clean


def checked_email(email: str) -> str:
    clean = email.strip().lower()
    try:
        validate_email(clean)
    except ValidationError as wrong:
        raise rules.invalid("request.email", "Write an e-mail address.", "email") from wrong
    return clean


def checked_text(text: str, *, field: str, least: int, most: int) -> str:
    clean = text.replace("\r\n", "\n").strip()
    if "\x00" in clean or any("\ud800" <= letter <= "\udfff" for letter in clean):
        raise rules.invalid("text.unreadable", "This holds characters that are not text.", field)
    if len(clean) < least:
        raise rules.invalid("text.too_short", f"Write at least {least} characters.", field)
    if len(clean) > most:
        raise rules.invalid(
            "text.too_long", f"At most {most} characters fit here; this has {len(clean)}.", field
        )
    return clean


def shown_piece(piece_id: UUID | None, maker_id: UUID, hall_id: UUID) -> Piece | None:
    """The piece by its id, when its maker shows it in the hall; None when none is asked.

    Raises:
        Refused: ``piece.not_found``.
    """
    found = piece_by(maker_id, piece_id, hall_id)
    if piece_id is not None and found is None:
        raise not_found("piece")
    return found


def require_budget(budget: Money | None, currency: str) -> None:
    if budget is None:
        return
    if budget.currency != currency:
        raise rules.invalid("request.currency", f"This hall works in {currency}.", "budget")
    if not 0 < budget.minor <= LARGEST_BUDGET:
        raise rules.invalid("request.budget", "Write a budget above nothing, or leave it empty.", "budget")


def require_day_ahead(wanted_by: date | None) -> None:
    if wanted_by is not None and wanted_by < clock.now().date():
        raise rules.invalid("request.wanted_by", "This day has passed.", "wanted_by")


def new_link(request: QuoteRequest, *, days: int) -> str:
    """A fresh secret for the mailed link; only its hash is kept, and an earlier link stops working."""
    token = secrets.token_urlsafe(24)
    request.token_hash = hash_of(token)
    request.valid_until = clock.now() + timedelta(days=days)
    request.save(update_fields=["token_hash", "valid_until"])
    return token


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def lock_request(request_id: UUID, by: Actor) -> QuoteRequest:
    """The request, locked, when the actor may see it; system actors reach every row.

    Raises:
        Refused: ``request.not_found``.
    """
    rows = QuoteRequest.objects.all() if by.is_system else requests_visible_to(by)
    found = (
        rows.select_for_update(no_key=True, of=("self",))
        .select_related("freelancer", "hall")
        .filter(id=request_id)
        .first()
    )
    if found is None:
        raise not_found("request")
    return found


def thread_of(request: QuoteRequest, *, by: Actor) -> Thread:
    """The one conversation about a confirmed request, opened by the first who wants it.

    Raises:
        Refused: ``request.not_open``.
    """
    if request.client_id is None:
        raise Refused("request.not_open", "The client has not accepted the invitation yet.")
    hats = {request.client_id: Hat.CLIENT, request.freelancer_id: Hat.FREELANCER}
    if by.person_id is not None:
        hats.setdefault(by.person_id, Hat.CLIENT)
    return open_thread(
        hall_id=request.hall_id,
        subject_kind="request",
        subject_id=request.id,
        participant_ids=list(hats),
        title=request.title or f"{request.name} and {request.freelancer.name}",
        subject_href=reverse("market:request", args=[request.id]),
        hats=hats,
        by=by,
        one_only=True,
    )


def lock_linked(token: str) -> QuoteRequest:
    """The request of a mailed link, locked, while the link works.

    Raises:
        Refused: ``link.dead`` for a link that is unknown, used or too old: the answer is the same.
    """
    found = (
        QuoteRequest.objects.select_for_update(no_key=True, of=("self",))
        .select_related("freelancer", "hall")
        .filter(token_hash=hash_of(token))
        .first()
    )
    rules.require_live_link(found)
    assert found is not None  # noqa: S101 - the rule has refused
    return found
