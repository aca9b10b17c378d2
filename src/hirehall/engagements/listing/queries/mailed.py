"""Positions of people without an account: reached by the signed link in their mail."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from hirehall.engagements.listing.models import Content, Mailed, Position
from hirehall.engagements.listing.states import State
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.refused import not_found

MAILED_SALT = "hirehall.listing.mailed"
CONFIRM_DAYS, KEPT_AFTER_DAYS = 3, 90
IPV6_VISITOR = 64
ENDED = (State.REFUSED, State.WITHDRAWN, State.CLOSED, State.EXPIRED)


def mailed_token(mailed: Mailed) -> str:
    return signing.dumps(str(mailed.id), salt=MAILED_SALT, compress=False)


def mailed_by(token: str, *, by: Actor) -> Mailed:
    """What the link in a mail is about.

    Raises:
        Refused: ``position.not_found`` for a link that is none of ours, of another hall, or of what is gone.
    """
    row = _rows(token, by).select_related("hall", "position__category").first()
    if row is None or (row.position_id is None and row.made_at < clock.now() - timedelta(days=CONFIRM_DAYS)):
        raise not_found("position")
    return row


def mailed_to_move(token: str, *, by: Actor) -> tuple[Mailed, Position | None]:
    """The same with its position, both locked until commit."""
    mailed_by(token, by=by)
    row = _rows(token, by).select_for_update(no_key=True, of=("self",)).select_related("hall").get()
    if row.position_id is None:
        return row, None
    positions = Position.objects.select_for_update(no_key=True, of=("self",)).select_related("hall")
    return row, positions.get(id=row.position_id)


def _rows(token: str, by: Actor) -> QuerySet[Mailed]:
    try:
        mailed_id = UUID(signing.loads(token, salt=MAILED_SALT))
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise not_found("position") from error
    return Mailed.objects.filter(at_hall(by), id=mailed_id)


def mailed_of(position_id: UUID) -> Mailed | None:
    """By which mail a position came, where it came by one."""
    return Mailed.objects.filter(position_id=position_id).select_related("hall").first()


def mailed_today(hall_id: UUID, email: str = "", visitor: str = "") -> int:
    """How many were sent in today without an account: in the hall, or by one address or one visitor anywhere."""
    since = clock.now() - timedelta(days=1)
    of = Q(email=email) if email else Q(visitor=visitor) if visitor else Q(hall_id=hall_id)
    return Mailed.objects.filter(of, made_at__gt=since).count()


def visitor_of(address: str) -> str:
    """From where somebody came, as a keyed hash; a network of IPv6 is one visitor. Empty where nobody knows."""
    try:
        there = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(there, IPv6Address):
        known = str(there.ipv4_mapped or ip_network((there, IPV6_VISITOR), strict=False))
    else:
        known = str(there)
    return salted_hmac("hirehall.listing.visitor", known, algorithm="sha256").hexdigest()


def visitors_to_forget(now: datetime) -> QuerySet[Mailed]:
    """Rows that were counted by their visitor long enough."""
    return Mailed.objects.filter(made_at__lt=now - timedelta(days=1)).exclude(visitor="")


def mailed_to_forget(now: datetime) -> QuerySet[Mailed]:
    """What nobody confirmed, and what ended long ago."""
    unconfirmed = Q(confirmed_at=None, made_at__lt=now - timedelta(days=CONFIRM_DAYS))
    over = Q(position__state__in=ENDED) & (
        Q(position__closed_at__lt=now - timedelta(days=KEPT_AFTER_DAYS))
        | Q(position__closed_at=None, position__screened_at__lt=now - timedelta(days=KEPT_AFTER_DAYS))
    )
    return Mailed.objects.filter(unconfirmed | over)


def content_in(told: dict[str, Any]) -> Content:
    """What was kept of a form, as it was filled in."""
    more = {
        "apply_until": date.fromisoformat(told["apply_until"]) if told["apply_until"] else None,
        "category_id": UUID(told["category_id"]) if told["category_id"] else None,
        "skill_ids": tuple(map(UUID, told["skill_ids"])),
    }
    return Content(**{**told, **more})
