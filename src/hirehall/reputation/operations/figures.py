"""What is usual in each field, made anew each night: what contracts pay, and where those who enter stand."""

from __future__ import annotations

from collections import defaultdict
from statistics import median
from uuid import UUID

from django.db.models import OuterRef, Subquery

from hirehall.formulas.constants import published
from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.reputation.models import FamilyFigures, ReadingBatch, ReviewWindow
from hirehall.reputation.models.standings import BatchMember


def refresh_figures() -> None:
    """The medians of what was paid, by field and currency; the prior of each field is its entrants' mean.

    Who enters is read by their first batch, which is what they came with; few of them say little, so the mean is
    taken with care.
    """
    paid: dict[UUID | None, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for category_id, currency, minor in ReviewWindow.objects.values_list(
        "category_id", "currency", "paid_minor"
    ).iterator():
        paid[None][currency].append(minor)
        if category_id is not None:
            paid[category_id][currency].append(minor)
    first = ReadingBatch.objects.filter(freelancer_id=OuterRef("batch__freelancer_id")).order_by(
        "filled_at", "id"
    )
    entered: dict[UUID | None, dict[UUID, float]] = defaultdict(dict)
    members = BatchMember.objects.filter(batch_id=Subquery(first.values("id")[:1])).values_list(
        "window__category_id", "batch__freelancer_id", "batch__reading"
    )
    for category_id, person_id, reading in members.iterator():
        entered[None][person_id] = reading
        if category_id is not None:
            entered[category_id][person_id] = reading
    shrink = published().standing.entrants_shrink
    now = clock.now()
    for category_id in {*paid, *entered}:
        said = entered.get(category_id, {})
        FamilyFigures.objects.update_or_create(
            category_id=category_id,
            defaults={
                "prior": sum(said.values()) / (len(said) + shrink),
                "entrants": len(said),
                "medians": {
                    currency: int(median(all_paid)) for currency, all_paid in paid[category_id].items()
                },
                "computed_at": now,
            },
            create_defaults={
                "id": new_id(),
                "prior": sum(said.values()) / (len(said) + shrink),
                "entrants": len(said),
                "medians": {
                    currency: int(median(all_paid)) for currency, all_paid in paid[category_id].items()
                },
                "computed_at": now,
            },
        )
