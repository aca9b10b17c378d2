"""Passed tests of the halls count as skill proofs, for as long as their certificates do."""

from __future__ import annotations

from uuid import UUID

from hirehall.reputation.operations.evidence import drop_evidence, keep_proof
from hirehall.vetting.models import Certificate


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
