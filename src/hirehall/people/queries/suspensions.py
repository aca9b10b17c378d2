"""What a suspended person is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hirehall.foundation import facts
from hirehall.people.facts import PersonSuspended
from hirehall.people.models import Person


@dataclass(frozen=True, slots=True)
class Suspension:
    reason: str
    decider: str
    since: datetime
    appeal: str
    appealed_at: datetime | None
    answer: str


def suspension_of(person_id: UUID) -> Suspension | None:
    """The suspension that a person is under, with the name of who decided it; None where there is none."""
    who = Person.objects.get(id=person_id)
    if who.suspended_at is None:
        return None
    decided = next((row for row in facts.timeline(who.id) if row.name == PersonSuspended.name), None)
    by = decided.actor_person_id if decided else None
    decider = Person.objects.filter(id=by).first() if by else None
    return Suspension(
        reason=who.suspension_reason,
        decider=decider.name if decider else "",
        since=who.suspended_at,
        appeal=who.suspension_appeal,
        appealed_at=who.suspension_appealed_at,
        answer=who.suspension_answer,
    )


def waiting_suspension_appeals() -> int:
    """How many suspended people wait for an answer to their appeal."""
    return Person.objects.filter(suspension_appealed_at__isnull=False, suspension_answer="").count()
