"""The write door of fees for modules above and for the founding of a hall."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, require_operator, system
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.money.fees.facts import FeeScheduleAnnounced
from hirehall.money.fees.models import FeeDraft, FeeSchedule
from hirehall.money.fees.reading import UnreadableRules, read
from hirehall.money.states import VOTE_DAYS

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


def announce_schedule(
    hall_id: UUID, *, by: Actor, rules: dict[str, Any], effective_from: datetime, note: str = ""
) -> FeeSchedule:
    """Date a new fee schedule. It counts for offers made from that day on; contracts keep the fees they have.

    The hall's policy says how many days of notice members are owed.
    """
    require_operator(by, hall_id=hall_id)
    hall = Hall.objects.select_for_update(no_key=True).filter(id=hall_id).first()
    if hall is None:
        raise not_found("hall")
    require_readable(rules)
    _require_no_vote(hall_id)
    _require_notice(hall_id, effective_from)
    return dated(hall_id, by=by, rules=rules, effective_from=effective_from, note=note)


def dated(
    hall_id: UUID, *, by: Actor, rules: dict[str, Any], effective_from: datetime, note: str
) -> FeeSchedule:
    """Write the next version; whoever calls holds the hall and has asked for notice."""
    schedule = FeeSchedule.objects.create(
        hall_id=hall_id,
        version=next_version(hall_id),
        effective_from=effective_from,
        announced_at=clock.now(),
        rules=rules,
        note=note.strip(),
    )
    recorded(schedule, by=by)
    return schedule


def require_readable(rules: dict[str, Any]) -> None:
    try:
        read(rules)
    except UnreadableRules as error:
        raise Refused(
            "fee_schedule.unreadable",
            f"These rules cannot be read. {error}.",
            because=Because.INVALID,
            field="rules",
        ) from error


def _require_no_vote(hall_id: UUID) -> None:
    if policy_now(hall_id).number(VOTE_DAYS):
        raise Refused(
            "fee_schedule.vote_needed",
            "In this hall the members vote on new fees. "
            "Write a draft, look at the last year by it, and put it to the vote.",
        )


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


def require_the_hall(by: Actor) -> None:
    """What is computed is recorded by the hall itself, never on somebody’s word."""
    if not by.is_system:
        raise Refused(
            "fee_draft.only_the_hall", "Only the hall’s own count can say this.", because=Because.FORBIDDEN
        )


def year_before(instant: datetime) -> datetime:
    """The same day a year earlier; of a leap day, the day before."""
    day = 28 if (instant.month, instant.day) == (2, 29) else instant.day
    return instant.replace(year=instant.year - 1, day=day)


def note_progress(draft_id: UUID, done: int) -> None:
    """How many lines of a draft have been charged again so far; for those who wait for it."""
    FeeDraft.objects.filter(id=draft_id, replayed_at=None).update(done=done)
