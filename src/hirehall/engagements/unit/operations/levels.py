"""A level is set: a row with its reason, the text that it answers, and a fact that its person is told of."""

from __future__ import annotations

from uuid import UUID

from hirehall.engagements.unit import facts, queries
from hirehall.engagements.unit.models import LevelRow, Sample
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record


def give_level(
    hall_id: UUID, person_id: UUID, *, level: int, reason: str, sample: Sample | None, by: Actor
) -> LevelRow:
    """Set a person's level in a hall; the text that waits, if any, is answered by it."""
    before, now = queries.level_of(hall_id, person_id), clock.now()
    if sample is not None:
        sample.answered_at = now
        sample.save(update_fields=["answered_at"])
    row = LevelRow.objects.create(
        hall_id=hall_id,
        person_id=person_id,
        level=level,
        reason=reason,
        set_by_id=by.person_id,
        set_at=now,
        sample=sample,
    )
    record(
        facts.LevelSet(person_id=person_id, level=level, before=before, reason=reason),
        by=by,
        hall_id=hall_id,
        about=[row.id, person_id],
    )
    return row
