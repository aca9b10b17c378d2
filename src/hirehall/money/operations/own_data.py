"""What the books let go of when a person closes their account."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.money.models import Destination

CLOSED_HOLDER = "Closed account"


def erase_destinations(person_id: UUID) -> None:
    """Blank where the person was paid; the rows stay for the history of payouts, without a name or number."""
    mine = Destination.objects.filter(person_id=person_id)
    mine.filter(removed_at=None).update(removed_at=clock.now())
    mine.update(holder=CLOSED_HOLDER, number="", hint="erased")
