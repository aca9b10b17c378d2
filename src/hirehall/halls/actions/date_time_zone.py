from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall, HallZone
from hirehall.halls.operations import reckoning


@action("halls.date_time_zone", scope=Scope.STAFF_WRITE)
def date_time_zone(
    hall_id: UUID, *, by: Actor, time_zone: str, effective_from: datetime, reason: str
) -> HallZone:
    """Midnight is elsewhere from a future instant on; clocks that run count from their own moment and stay.

    Raises:
        Refused: ``hall.setting_invalid``, ``zone.in_the_past``, ``zone.too_far_ahead``, ``zone.instant_taken``,
            ``zone.reason_missing``, ``zone.nothing_changed``.
    """
    return reckoning.date_time_zone(
        hall_id, by=by, time_zone=time_zone, effective_from=effective_from, reason=reason
    )


@action("halls.begin_time_zone")
def begin_time_zone(hall_id: UUID, *, by: Actor) -> Hall:
    """The newest time zone whose date has come counts.

    Raises:
        Refused: ``zone.not_the_clock``.
    """
    if not by.is_system:
        raise Refused("zone.not_the_clock", "Only the clock does this.", because=Because.FORBIDDEN)
    return reckoning.begin_time_zone(hall_id, by=by)
