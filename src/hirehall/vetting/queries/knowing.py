"""Who has been able to read the right answers of a hall's tests, as its operator, and until when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from hirehall.foundation import clock
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import HallOperator
from hirehall.people.models import Person, StaffSession
from hirehall.vetting.models import Bank, Certificate, PipelineVersion
from hirehall.vetting.states import StageKind


def read_until(hall_id: UUID, person_id: UUID) -> datetime | None:
    """Until when the person could read every answer of the hall; now, while they serve; None where never. One query."""
    offices = HallOperator.objects.filter(hall_id=hall_id, person_id=OuterRef("pk"))
    sessions = StaffSession.objects.filter(person_id=OuterRef("pk")).order_by("-expires_at")
    row = (
        Person.objects.filter(id=person_id)
        .annotate(
            serves=Exists(offices.filter(ended_at=None)),
            left=Subquery(offices.order_by("-ended_at").values("ended_at")[:1]),
            sat=Subquery(sessions.values("expires_at")[:1]),
        )
        .values_list("is_operator", "serves", "left", "sat")
        .first()
    )
    if row is None:
        return None
    is_operator, serves, left, sat = row
    if is_operator or serves:
        return clock.now()
    return max((at for at in (left, sat) if at is not None), default=None)


def knows(bank: Bank, until: datetime | None) -> bool:
    """Whether who could read the hall's answers until then has been able to read those of this bank."""
    return until is not None and until >= bank.opened_at


def sits_not(bank: Bank) -> Refused:
    """Why somebody who could read the answers is not asked the questions."""
    return Refused(
        "test.knows_answers",
        f"As an operator you can read, or could, what is right in the test in {bank.skill.name}. "
        "It would show nothing: you cannot sit it in this hall.",
        because=Because.FORBIDDEN,
    )


def require_unread(bank: Bank, person_id: UUID) -> None:
    """Nobody sits a test whose answers they could read.

    Raises:
        Refused: ``test.knows_answers``.
    """
    if knows(bank, read_until(bank.hall_id, person_id)):
        raise sits_not(bank)


def reads_since(certificate: Certificate) -> datetime | None:
    """Since when the holder could read the answers of the test that they passed; None where never. Two queries."""
    opened, mine = certificate.sitting.bank.opened_at, certificate.person_id
    offices = HallOperator.objects.filter(hall_id=certificate.hall_id, person_id=mine)
    sessions = StaffSession.objects.filter(person_id=mine, expires_at__gte=opened)
    began = [
        _first(offices.exclude(ended_at__lt=opened), "appointed_at"),
        _first(sessions, "started_at"),
    ]
    return max(min((at for at in began if at is not None), default=opened), opened) if any(began) else None


def _first(rows: QuerySet[HallOperator] | QuerySet[StaffSession], column: str) -> datetime | None:
    found: datetime | None = rows.aggregate(first=Min(column))["first"]
    return found


def barred_by_test(version: PipelineVersion, person_id: UUID, until: datetime | None) -> Refused | None:
    """Why the person cannot go through a screening: a test of it is not for them, and no certificate stands for it."""
    if until is None:
        return None
    asked = [one["bank_version_id"] for one in version.stages if one["kind"] == StageKind.TEST]
    banks = Bank.objects.filter(versions__id__in=asked).select_related("skill")
    valid = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    held = Certificate.objects.filter(valid, person_id=person_id).values("sitting__bank")
    return next((sits_not(bank) for bank in banks.exclude(id__in=held) if knows(bank, until)), None)
