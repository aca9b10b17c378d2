"""A hall changes its mind before new fees count."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall
from hirehall.money.fees.facts import FeeScheduleWithdrawn
from hirehall.money.fees.models import FeeSchedule

LONGEST_REASON = 300


@action("money.withdraw_fee_schedule", scope=Scope.STAFF_WRITE)
def withdraw_schedule(schedule_id: UUID, *, by: Actor, reason: str) -> FeeSchedule:
    """Take back a fee schedule that was announced and does not count yet. One that counts stays: contracts name it.

    The row is kept, with the reason, so that everybody who read the announcement can read this too.

    Raises:
        Refused: ``staff.session_needed``, ``fee_schedule.not_found``, ``fee_schedule.in_force``,
            ``fee_schedule.withdrawn``, ``fee_schedule.reason_missing``.
    """
    schedule = FeeSchedule.objects.filter(id=schedule_id).first()
    require_operator(by, hall_id=schedule.hall_id if schedule else None)
    if schedule is None:
        raise not_found("fee_schedule")
    Hall.objects.select_for_update(no_key=True).get(id=schedule.hall_id)
    schedule.refresh_from_db()
    _require_announced_only(schedule)
    schedule.withdrawn_at, schedule.withdrawn_reason = clock.now(), _required(reason)
    schedule.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(
        FeeScheduleWithdrawn(
            schedule_id=schedule.id,
            number=schedule.version,
            effective_from=schedule.effective_from,
            reason=schedule.withdrawn_reason,
        ),
        by=by,
        hall_id=schedule.hall_id,
        about=[schedule.hall_id, schedule.id],
    )
    return schedule


def _require_announced_only(schedule: FeeSchedule) -> None:
    if schedule.withdrawn_at is not None:
        raise Refused("fee_schedule.withdrawn", f"Version {schedule.version} was withdrawn already.")
    if schedule.effective_from <= clock.now():
        raise Refused(
            "fee_schedule.in_force",
            f"Version {schedule.version} counts since {schedule.effective_from:%d %B %Y}. "
            "Announce a new version instead.",
        )


def _required(reason: str) -> str:
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON or "\x00" in said:
        raise Refused(
            "fee_schedule.reason_missing",
            f"Say why, in at most {LONGEST_REASON} characters: everybody can read it.",
            because=Because.INVALID,
            field="reason",
        )
    return said
