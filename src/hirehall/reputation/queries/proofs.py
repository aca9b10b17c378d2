"""Skill proofs: which certificates count by now, and how much each test and task was found to tell."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hirehall.formulas.constants import published
from hirehall.reputation.models import OtherEvidence, ProofFigures
from hirehall.reputation.states import Source
from hirehall.vetting.models import Certificate, Step
from hirehall.vetting.queries import in_force, task_proof


def certificates_to_follow() -> list[UUID]:
    """Those that count and are in no standing yet, and those that are in one and count no more. Two queries."""
    kept = OtherEvidence.objects.filter(source=Source.PROOF.value, kind_id__isnull=False).values("source_id")
    new = Certificate.objects.filter(in_force()).exclude(id__in=kept)
    gone = Certificate.objects.filter(id__in=kept).exclude(in_force())
    return [*new.values_list("id", flat=True), *gone.values_list("id", flat=True)]


def certificate_of_sitting(sitting_id: UUID) -> UUID | None:
    return Certificate.objects.filter(sitting_id=sitting_id).values_list("id", flat=True).first()


def tasks_to_follow() -> list[UUID]:
    """Judged tasks in a standing whose time is over: those of screenings that count for so many months."""
    kept = set(
        OtherEvidence.objects.filter(source=Source.PROOF.value, kind_id__isnull=False).values_list(
            "source_id", flat=True
        )
    )
    steps = Step.objects.filter(id__in=kept, screening__version__valid_months__gt=0)
    found = (task_proof(step_id) for step_id in steps.values_list("id", flat=True))
    return [proof.step_id for proof in found if proof is not None and not proof.counts]


@dataclass(frozen=True, slots=True)
class Told:
    """How much the marks of one test or task tell about quality.

    Attributes:
        marks: of so many people; ``mean`` and ``spread`` in 0..1.
        people: of whom clients have said something since.
        is_measured: whether these are enough; if not, the validity is the published one.
        validity, low, high: correlation of a mark with quality, with its 80% band.
        precision: what a mark of it weighs; 0 where it tells too little to count.
    """

    kind_id: UUID
    says: str
    marks: int
    mean: float
    spread: float
    people: int
    is_measured: bool
    validity: float
    low: float
    high: float
    precision: float


def proofs_told(hall_id: UUID) -> list[Told]:
    """The tests and tasks of a hall whose marks are in standings, by name. One query."""
    rules = published().proof
    return [
        Told(
            row.kind_id, row.says, row.marks, row.mean, row.spread, row.people, row.people >= rules.people,
            row.validity, row.low, row.high,
            rules.precision_of(row.validity) if row.validity >= rules.least else 0.0,
        )
        for row in ProofFigures.objects.filter(hall_id=hall_id).order_by("says", "kind_id")
    ]  # fmt: skip
