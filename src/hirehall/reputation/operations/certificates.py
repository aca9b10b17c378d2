"""Passed tests and judged tasks of the halls count as skill proofs, for as long as they are in force."""

from __future__ import annotations

from uuid import UUID

from hirehall.reputation.models import OtherEvidence
from hirehall.reputation.operations.evidence import drop_evidence, keep_proof
from hirehall.vetting.models import Certificate
from hirehall.vetting.queries import task_proof


def keep_certificate(certificate_id: UUID) -> None:
    """A certificate enters its holder's standing, with the mark it has now; or leaves it when it counts no more."""
    row = Certificate.objects.select_related("sitting__bank__skill").get(id=certificate_id)
    if not row.counts:
        drop_evidence(row.id)
        return
    skill = row.sitting.bank.skill
    keep_proof(
        person_id=row.person_id, hall_id=row.hall_id, category_id=skill.category_id, source_id=row.id,
        kind_id=row.sitting.bank_id, mark=float(row.percent) / 100, says=f"Test: {skill.name}", at=row.issued_at,
    )  # fmt: skip


def keep_task(step_id: UUID) -> None:
    """A task that examiners judged enters its maker's standing, in place of an earlier attempt at the same task; or
    leaves it when it counts no more."""
    proof = task_proof(step_id)
    if proof is None or not proof.counts:
        drop_evidence(step_id)
        return
    earlier = OtherEvidence.objects.filter(person_id=proof.person_id, kind_id=proof.kind_id, at__lt=proof.at)
    for source_id in list(earlier.values_list("source_id", flat=True)):
        drop_evidence(source_id)
    keep_proof(
        person_id=proof.person_id, hall_id=proof.hall_id, category_id=proof.category_id, source_id=step_id,
        kind_id=proof.kind_id, mark=proof.mark, says=f"Task: {proof.stage}", at=proof.at,
    )  # fmt: skip
