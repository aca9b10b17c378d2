"""What other modules know of a person enters the standing: a skill proof, a voucher, work verified elsewhere."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hirehall.foundation.ids import new_id
from hirehall.foundation.jobs import enqueue
from hirehall.reputation.models import OtherEvidence
from hirehall.reputation.states import Source

REFRESH = "reputation.refresh_standing_of"


def keep_evidence(
    source: Source,
    *,
    person_id: UUID,
    hall_id: UUID,
    category_id: UUID | None,
    source_id: UUID,
    reading: float,
    says: str,
    at: datetime,
) -> None:
    """One piece, however often this is called for its source; what is there already is changed.

    Args:
        source: proof, voucher or outside, which decides what it weighs.
        source_id: of the thing in the caller's module.
        reading: in units of quality: of a proof, its mark in standard deviations divided by the proof's validity.
        says: a few words for the table of the person's standing.
    """
    OtherEvidence.objects.update_or_create(
        source_id=source_id,
        defaults={
            "person_id": person_id, "hall_id": hall_id, "category_id": category_id, "source": source.value,
            "reading": reading, "says": says[:200], "at": at,
        },
        create_defaults={
            "id": new_id(), "person_id": person_id, "hall_id": hall_id, "category_id": category_id,
            "source": source.value, "reading": reading, "says": says[:200], "at": at,
        },
    )  # fmt: skip
    enqueue(REFRESH, person_id=str(person_id))


def keep_proof(
    *,
    person_id: UUID,
    hall_id: UUID,
    category_id: UUID | None,
    source_id: UUID,
    kind_id: UUID,
    mark: float,
    says: str,
    at: datetime,
) -> None:
    """A skill proof with its mark. What the mark reads and weighs follows from all marks of its kind (see
    ``refresh_proofs``), so that a proof counts for as much as it was found to tell.

    Args:
        source_id: of the one proof in the caller's module.
        kind_id: of the test or task that was the same for everybody whose marks compare.
        mark: 0..1.
        says: the test or task in a few words, the same for all of its marks.
    """
    row, fresh = OtherEvidence.objects.get_or_create(
        source_id=source_id,
        defaults={
            "id": new_id(), "person_id": person_id, "hall_id": hall_id, "category_id": category_id,
            "source": Source.PROOF.value, "reading": 0.0, "mark": mark, "kind_id": kind_id, "says": says[:200],
            "at": at,
        },
    )  # fmt: skip
    if not fresh:
        if (row.mark, row.category_id, row.says) == (mark, category_id, says[:200]):
            return
        row.mark, row.category_id, row.says = mark, category_id, says[:200]
        row.save(update_fields=["mark", "category_id", "says"])
    enqueue(REFRESH, person_id=str(person_id))


def drop_evidence(source_id: UUID) -> None:
    """It does not count any more: it was taken back, removed or found wrong."""
    row = OtherEvidence.objects.filter(source_id=source_id).first()
    if row is not None:
        row.delete()
        enqueue(REFRESH, person_id=str(row.person_id))


def keep_outside(
    *, person_id: UUID, hall_id: UUID, category_id: UUID | None, source_id: UUID, at: datetime, says: str
) -> None:
    """Work that somebody elsewhere attests. It carries no answers, so it reads as usual: it makes surer, no more."""
    keep_evidence(
        Source.OUTSIDE, person_id=person_id, hall_id=hall_id, category_id=category_id, source_id=source_id,
        reading=0.0, says=says, at=at,
    )  # fmt: skip


def drop_outside(source_id: UUID) -> None:
    drop_evidence(source_id)
