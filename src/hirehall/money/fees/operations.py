"""The write door of fees for modules above and for the founding of a hall."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, system
from hirehall.foundation.facts import record
from hirehall.money.fees.facts import FeeScheduleAnnounced
from hirehall.money.fees.models import FeeSchedule

FOUNDING_RULES: dict[str, Any] = {
    "form": 1,
    "freelancer": [{"kind": "percent", "basis_points": 2000, "label": "Commission, 20%"}],
    "client": [{"kind": "percent", "basis_points": 300, "label": "Service fee, 3%"}],
}


def set_founding_schedule(
    hall_id: UUID, *, at: datetime | None = None, rules: dict[str, Any] = FOUNDING_RULES
) -> FeeSchedule:
    """Give a hall its first schedule: 20% from the freelancer, 3% from the client. Twice changes nothing.

    Needs a transaction.
    """
    first = FeeSchedule.objects.filter(hall_id=hall_id).order_by("version").first()
    if first is not None:
        return first
    instant = at or clock.now()
    schedule = FeeSchedule.objects.create(
        hall_id=hall_id,
        version=1,
        effective_from=instant,
        announced_at=instant,
        rules=rules,
        note="The founding fees.",
    )
    recorded(schedule, by=system("founding"))
    return schedule


def next_version(hall_id: UUID) -> int:
    newest: int | None = FeeSchedule.objects.filter(hall_id=hall_id).aggregate(Max("version"))["version__max"]
    return (newest or 0) + 1


def recorded(schedule: FeeSchedule, *, by: Actor) -> None:
    record(
        FeeScheduleAnnounced(
            schedule_id=schedule.id,
            number=schedule.version,
            effective_from=schedule.effective_from,
            note=schedule.note,
        ),
        by=by,
        hall_id=schedule.hall_id,
        about=[schedule.hall_id, schedule.id],
    )
