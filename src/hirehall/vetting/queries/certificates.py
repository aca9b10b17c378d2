"""Certificates: who has shown what, for profiles, search and who checks one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.look.formats import day_text
from hirehall.vetting.models import Certificate, Withdrawal
from hirehall.vetting.queries.knowing import in_force, reads_since
from hirehall.vetting.states import AppealState

# the skill that a certificate counts for: its test's, which may have gone on under the successor of a retired one
TESTED = "sitting__bank__skill_id"


@dataclass(frozen=True, slots=True)
class CertificateCard:
    """A certificate as profiles show it and as who has its address can check it.

    Attributes:
        reads_since: since when the holder can read the answers; on the certificate’s own page.
        withdrawal: the latest, whatever came of it; its reason is the holder’s and the desk’s to read.
        reads_as: as what they can: “an operator” or “an examiner”.
    """

    id: UUID
    code: str
    person_id: UUID
    person: str
    handle: str
    hall: str
    skill_id: UUID
    skill: str
    percent: Decimal
    pass_percent: int
    version: int
    issued_at: datetime
    expires_at: datetime | None
    counts: bool
    reads_since: datetime | None = None
    reads_as: str = ""
    withdrawn_at: datetime | None = None
    withdrawal: Withdrawal | None = None

    @property
    def says_of_answers(self) -> str:
        """Since when the holder can read the answers; empty where they never could."""
        if self.reads_since is None:
            return ""
        day = day_text(self.reads_since.date())
        if self.reads_since > self.issued_at:
            return f"Passed before {self.person} could read its answers, as {self.reads_as} since {day}."
        return f"When this test was passed, {self.person} could read its answers, as {self.reads_as} since {day}."


def _card(row: Certificate) -> CertificateCard:
    version = row.sitting.version
    return CertificateCard(
        row.id, row.code, row.person_id, row.person.name, row.person.handle, row.hall.name, row.skill_id,
        row.skill.name, row.percent, version.pass_percent, version.number, row.issued_at, row.expires_at, row.counts,
        withdrawn_at=row.withdrawn_at,
    )  # fmt: skip


def cards_of(person_id: UUID, hall_id: UUID) -> list[CertificateCard]:
    """What a profile shows in a hall: valid certificates that the person lets be shown, the newest of each skill."""
    rows = (
        Certificate.objects.filter(in_force(), person_id=person_id, hall_id=hall_id, shown=True)
        .select_related("person", "hall", "skill", "sitting__version")
        .order_by("skill_id", "-issued_at")
        .distinct("skill_id")
    )
    return sorted(map(_card, rows), key=lambda card: card.skill)


def certified(hall_id: UUID, person_ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """For each person the skills of the hall in which they hold a valid certificate; nobody without one has a key."""
    found: dict[UUID, set[UUID]] = {}
    rows = Certificate.objects.filter(in_force(), hall_id=hall_id, person_id__in=list(person_ids))
    for person_id, skill_id in rows.values_list("person_id", TESTED):
        found.setdefault(person_id, set()).add(skill_id)
    return {person_id: frozenset(skills) for person_id, skills in found.items()}


def certificate_page(code: str, *, hall: Hall) -> CertificateCard:
    """The certificate with this code, for anybody who has it; also when it has expired, which it says.

    Raises:
        Refused: ``certificate.not_found``.
    """
    row = (
        Certificate.objects.filter(code=code, hall=hall, person__closed_at=None)
        .select_related("person", "hall", "skill", "sitting__version", "sitting__bank")
        .first()
    )
    if row is None:
        raise not_found("certificate")
    since, role = reads_since(row) or (None, "")
    last = row.withdrawals.order_by("-at").first()
    return replace(_card(row), reads_since=since, reads_as=role, withdrawal=last)


def withdrawal_appeals(hall_id: UUID) -> list[Withdrawal]:
    """Appeals of those whose certificate was withdrawn, the oldest first."""
    waiting = Withdrawal.objects.filter(certificate__hall_id=hall_id, state=AppealState.WAITING)
    return list(
        waiting.select_related("certificate__skill", "certificate__person", "by").order_by("appealed_at")
    )


def own_certificates(by: Actor, hall_id: UUID) -> list[Certificate]:
    """One's own, shown or not, the newest first."""
    return list(
        Certificate.objects.filter(person_id=by.require_person(), hall_id=hall_id)
        .select_related("skill", "sitting__version")
        .order_by("-issued_at")
    )


def certificates_of(person_id: UUID) -> list[Certificate]:
    return list(
        Certificate.objects.filter(person_id=person_id).select_related("skill", "hall").order_by("issued_at")
    )
