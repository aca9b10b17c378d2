"""A hall changes what it charges, with notice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.money.fees.models import FeeSchedule
from hirehall.money.fees.operations import next_version, recorded
from hirehall.money.fees.reading import UnreadableRules, read


@action("money.announce_fee_schedule", scope=Scope.STAFF_WRITE)
def announce_schedule(
    hall_id: UUID, *, by: Actor, rules: dict[str, Any], effective_from: datetime, note: str = ""
) -> FeeSchedule:
    """Date a new fee schedule. It counts for offers made from that day on; contracts keep the fees they have.

    The hall's policy says how many days of notice members are owed.
    """
    require_operator(by)
    hall = Hall.objects.select_for_update(no_key=True).filter(id=hall_id).first()
    if hall is None:
        raise not_found("hall")
    _require_readable(rules)
    _require_notice(hall_id, effective_from)
    schedule = FeeSchedule.objects.create(
        hall=hall,
        version=next_version(hall_id),
        effective_from=effective_from,
        announced_at=clock.now(),
        rules=rules,
        note=note.strip(),
    )
    recorded(schedule, by=by)
    return schedule


def _require_readable(rules: dict[str, Any]) -> None:
    try:
        read(rules)
    except UnreadableRules as error:
        raise Refused(
            "fee_schedule.unreadable",
            f"These rules cannot be read. {error}.",
            because=Because.INVALID,
            field="rules",
        ) from error


def _require_notice(hall_id: UUID, effective_from: datetime) -> None:
    days = policy_now(hall_id).fee_notice_days
    earliest = clock.now() + timedelta(days=days)
    if effective_from < earliest:
        raise Refused(
            "fee_schedule.too_soon",
            f"Members are owed {days} days of notice: choose {earliest:%d %B %Y, %H:%M} UTC or later.",
            because=Because.INVALID,
            field="effective_from",
        )
    standing = FeeSchedule.objects.filter(hall_id=hall_id, withdrawn_at__isnull=True)
    newest = standing.order_by("-effective_from").first()
    if newest is not None and newest.effective_from >= effective_from:
        raise Refused(
            "fee_schedule.before_another",
            f"Version {newest.version} already counts from {newest.effective_from:%d %B %Y}. "
            "Choose a later day.",
            because=Because.INVALID,
            field="effective_from",
        )
