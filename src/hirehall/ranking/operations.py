"""A slate is kept when it is first shown, and everybody in it is counted once a day and brief."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection

from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.market.models import Brief
from hirehall.ranking.models import Shown, Slate
from hirehall.ranking.queries.slates import Computed


def keep(brief: Brief, day: date, computed: Computed) -> Slate:
    """Write the slate, its places, and one place more on the account of who was not yet shown for it today."""
    category_id = brief.category_id
    if category_id is None:
        raise ValueError(f"brief {brief.id} was published without a field")
    before = set(
        Shown.objects.filter(slate__brief_id=brief.id, slate__day=day).values_list("person_id", flat=True)
    )
    slate = Slate.objects.create(
        hall_id=brief.hall_id,
        brief=brief,
        category_id=category_id,
        day=day,
        revision=brief.revision,
        version=computed.version,
        constants=computed.constants,
        pool=computed.pool,
        medians=computed.medians,
        contenders=computed.contenders,
        made_at=clock.now(),
    )
    Shown.objects.bulk_create(
        [
            Shown(
                slate=slate, person_id=one.person_id, number=one.number, rank=one.rank, floor=one.floor,
                score=one.score, terms=one.terms, says=one.says,
            )
            for one in computed.places
        ]
    )  # fmt: skip
    count_exposure(
        brief.hall_id,
        category_id,
        day,
        [one.person_id for one in computed.places if one.person_id not in before],
    )
    return slate


def count_exposure(hall_id: UUID, category_id: UUID, day: date, people: list[UUID]) -> None:
    """One place more for each; in the order of their ids, so that two slates at once do not wait for each other."""
    if not people:
        return
    ids = sorted(people)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ranking_exposure (id, hall_id, category_id, person_id, day, places)"
            " SELECT n.id, %s, %s, n.person, %s, 1 FROM unnest(%s::uuid[], %s::uuid[]) AS n(id, person)"
            " ORDER BY n.person ON CONFLICT (category_id, person_id, day)"
            " DO UPDATE SET places = ranking_exposure.places + 1",
            [hall_id, category_id, day, [new_id() for _ in ids], ids],
        )
