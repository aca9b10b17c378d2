"""The marks of tests, for who measures what a test tells."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from hirehall.vetting.models import Sitting
from hirehall.vetting.states import SittingState


def first_marks() -> Iterator[tuple[UUID, float]]:
    """Bank and mark (0..1) of everybody's first finished test in it, passed or not. One query."""
    first = Sitting.objects.filter(state=SittingState.DONE).order_by("bank_id", "person_id", "started_at")
    rows = first.distinct("bank_id", "person_id").values_list("bank_id", "percent")
    for bank_id, percent in rows.iterator():
        yield bank_id, float(percent or 0) / 100
