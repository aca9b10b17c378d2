"""Who has been able to read what is right in a hall's tests, as its operator or examiner, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from hirehall.foundation import clock
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import HallOperator
from hirehall.people.models import Person, StaffSession
from hirehall.vetting.models import Bank, Certificate, Examiner, PipelineVersion, Question
from hirehall.vetting.states import Kind, StageKind


@dataclass(frozen=True, slots=True)
class Reads:
    """Until when somebody could read what is right in a hall's tests: now, while they serve; None where never.

    Attributes:
        all_until: every answer, as an operator.
        texts_until: as an examiner: what to look for in answers in words, and what others have written.
        texts: the banks that ask for words; looked up for who examines or has examined, else empty.
    """

    all_until: datetime | None = None
    texts_until: datetime | None = None
    texts: frozenset[UUID] = frozenset()


def read_until(hall_id: UUID, person_id: UUID) -> Reads:
    """What the person could read of the hall's tests. One query, and one more for who has ever examined."""
    offices = HallOperator.objects.filter(hall_id=hall_id, person_id=OuterRef("pk"))
    examined = Examiner.objects.filter(hall_id=hall_id, person_id=OuterRef("pk"))
    sessions = StaffSession.objects.filter(person_id=OuterRef("pk")).order_by("-expires_at")
    row = (
        Person.objects.filter(id=person_id)
        .annotate(
            serves=Exists(offices.filter(ended_at=None)),
            left=Subquery(offices.order_by("-ended_at").values("ended_at")[:1]),
            sat=Subquery(sessions.values("expires_at")[:1]),
            examines_now=Exists(examined.filter(ended_at=None)),
            stopped=Subquery(examined.exclude(ended_at=None).order_by("-ended_at").values("ended_at")[:1]),
        )
        .values_list("is_operator", "serves", "left", "sat", "examines_now", "stopped")
        .first()
    )
    if row is None:
        return Reads()
    is_operator, serves, left, sat, examines, stopped = row
    if is_operator or serves:
        all_until: datetime | None = clock.now()
    else:
        all_until = max((at for at in (left, sat) if at is not None), default=None)
    texts_until = clock.now() if examines else stopped
    return Reads(all_until, texts_until, _banks_in_words(hall_id) if texts_until else frozenset())


def _banks_in_words(hall_id: UUID) -> frozenset[UUID]:
    """The banks whose test, in any version, asks for an answer that an examiner reads."""
    asked = Question.objects.filter(
        kind=Kind.TEXT, version__bank__hall_id=hall_id, version__published_at__isnull=False
    )
    return frozenset(asked.values_list("version__bank_id", flat=True).distinct())


def sits_not(bank: Bank, reads: Reads) -> Refused | None:
    """Why somebody who could read what is right in this bank is not asked its questions; None where they could not."""
    skill = bank.skill.name
    if reads.all_until is not None and reads.all_until >= bank.opened_at:
        says = f"As an operator you can read, or could, what is right in the test in {skill}. "
    elif reads.texts_until is not None and reads.texts_until >= bank.opened_at and bank.id in reads.texts:
        says = (
            f"As an examiner you can read, or could, what to look for in the answers to the test in {skill}. "
        )
    else:
        return None
    return Refused(
        "test.knows_answers",
        f"{says}It would show nothing: you cannot sit it in this hall.",
        because=Because.FORBIDDEN,
    )


def require_unread(bank: Bank, person_id: UUID) -> None:
    """Nobody sits a test whose answers they could read.

    Raises:
        Refused: ``test.knows_answers``.
    """
    refused = sits_not(bank, read_until(bank.hall_id, person_id))
    if refused is not None:
        raise refused


def reads_since(certificate: Certificate) -> tuple[datetime, str] | None:
    """Since when, and as what, the holder could read the answers of the test that they passed; None where never.

    At most four queries.
    """
    bank, mine = certificate.sitting.bank, certificate.person_id
    offices = HallOperator.objects.filter(hall_id=certificate.hall_id, person_id=mine)
    sessions = StaffSession.objects.filter(person_id=mine, expires_at__gte=bank.opened_at)
    began = [
        (_first(offices.exclude(ended_at__lt=bank.opened_at), "appointed_at"), "an operator"),
        (_first(sessions, "started_at"), "an operator"),
    ]
    named = Examiner.objects.filter(hall_id=certificate.hall_id, person_id=mine)
    examined = _first(named.exclude(ended_at__lt=bank.opened_at), "named_at")
    if examined is not None and bank.id in _banks_in_words(certificate.hall_id):
        began.append((examined, "an examiner"))
    first = min(((at, role) for at, role in began if at is not None), default=None)
    return (max(first[0], bank.opened_at), first[1]) if first else None


def _first(
    rows: QuerySet[HallOperator] | QuerySet[StaffSession] | QuerySet[Examiner], column: str
) -> datetime | None:
    found: datetime | None = rows.aggregate(first=Min(column))["first"]
    return found


def barred_by_test(version: PipelineVersion, person_id: UUID, reads: Reads) -> Refused | None:
    """Why the person cannot go through a screening: a test of it is not for them, and no certificate stands for it."""
    if reads == Reads():
        return None
    asked = [one["bank_version_id"] for one in version.stages if one["kind"] == StageKind.TEST]
    banks = Bank.objects.filter(versions__id__in=asked).select_related("skill")
    held = Certificate.objects.filter(in_force(), person_id=person_id).values("sitting__bank")
    refusals = (sits_not(bank, reads) for bank in banks.exclude(id__in=held))
    return next((one for one in refusals if one is not None), None)


def in_force() -> Q:
    """Of certificates: neither withdrawn nor expired."""
    return Q(withdrawn_at=None) & (Q(expires_at=None) | Q(expires_at__gt=clock.now()))
