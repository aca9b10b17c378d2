"""Texts are kept as they come, and compared afterwards with those that were there before."""

from __future__ import annotations

from uuid import UUID

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.models import CopyFound, KeptText, PoolOrder, Sample, TextExport, UnitDelivery
from hirehall.foundation import clock, shingles


def keep_text(
    hall_id: UUID,
    text: str,
    *,
    person_id: UUID,
    delivery: UnitDelivery | None = None,
    sample: Sample | None = None,
) -> None:
    """Keep what a hand-over or a sample says, where it says anything; it is compared in the background."""
    if not text.strip():
        return
    KeptText.objects.create(
        hall_id=hall_id,
        person_id=person_id,
        delivery=delivery,
        sample=sample,
        order_id=delivery.order_id if delivery else None,
        text=text,
        digest=shingles.digest_of(text),
        made_at=clock.now(),
    )


def note_packed(export_id: UUID, done: int) -> None:
    """Say how far an archive is; nothing hangs on it."""
    TextExport.objects.filter(id=export_id, ready_at=None).update(done=done)


def compare(text: KeptText) -> list[CopyFound]:
    """Keep the prints of a text, and which texts of the hall share enough of them for an editor to look."""
    prints = shingles.prints_of(text.text)
    if text.order_id is not None:
        prints -= shingles.prints_of(PoolOrder.objects.get(posting_id=text.order_id).instructions)
    text.prints, text.compared_at = sorted(prints), clock.now()
    text.save(update_fields=["prints", "compared_at"])
    found = [
        CopyFound(
            text=text, other_id=near.id, permille=near.permille, is_exact=near.is_exact, found_at=clock.now()
        )
        for near in queries.near_texts(text)
    ]
    return CopyFound.objects.bulk_create(found, ignore_conflicts=True)
