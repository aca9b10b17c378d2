"""Who a private calendar address belongs to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hirehall.people.models import CalendarKey, Person
from hirehall.people.queries.actors import digest


def calendar_reader(secret: str) -> Person | None:
    """The person whose calendar the secret opens; None for an unknown one and for closed accounts. One query."""
    key = CalendarKey.objects.select_related("person").filter(digest=digest(secret)).first()
    return None if key is None or key.person.closed_at is not None else key.person


def calendar_key_made_at(person_id: UUID) -> datetime | None:
    """Since when the person's calendar has a private address; None while it has none."""
    return CalendarKey.objects.filter(person_id=person_id).values_list("made_at", flat=True).first()
