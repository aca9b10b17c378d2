"""Released answers become readings, in batches that never change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from django.db.models import Q

from hirehall.formulas import batches, ladder
from hirehall.formulas.constants import Constants
from hirehall.formulas.standing import severity
from hirehall.foundation.ids import new_id
from hirehall.reputation.models import BatchMember, ReadingBatch, Review, StandingRow
from hirehall.reputation.rules import counterparty_of_freelancer
from hirehall.reputation.states import LADDERS, Answer, Direction

NUMBER = {Answer.YES.value: 1.0, Answer.NO.value: 0.0, Answer.CANNOT_TELL.value: np.nan}
LOOKED_AT = 200


def fill_batches(freelancer_id: UUID, *, at: datetime, constants: Constants) -> list[ReadingBatch]:
    """Make batches of what waits. The caller holds the lock of the freelancer's readings.

    Readings of one field make a batch together; what waits for long goes with other fields.
    """
    waiting = list(
        Review.objects.filter(
            direction=Direction.OF_FREELANCER.value, window__freelancer_id=freelancer_id,
            released_at__isnull=False, window__batched=None,
        ).select_related("window").order_by("released_at", "window_id")
    )  # fmt: skip
    made: list[ReadingBatch] = []
    fields: dict[UUID | None, list[Review]] = defaultdict(list)
    for review in waiting:
        fields[review.window.category_id].append(review)
    left: list[Review] = []
    for found in fields.values():
        made += _fill(freelancer_id, found, at=at, constants=constants)
        left += [review for review in found if not BatchMember.objects.filter(window=review.window).exists()]
    long_ago = at - timedelta(days=constants.privacy.wait_days)
    late = sorted(
        (review for review in left if review.released_at and review.released_at <= long_ago),
        key=lambda review: (review.released_at, review.window_id),
    )
    return made + _fill(freelancer_id, late, at=at, constants=constants)


def _fill(
    freelancer_id: UUID, reviews: list[Review], *, at: datetime, constants: Constants
) -> list[ReadingBatch]:
    if not reviews:
        return []
    readings, precisions = read(reviews, constants)
    who = [counterparty_of_freelancer(review.window) for review in reviews]
    told = [bool(precision > 0) for precision in precisions]
    made = []
    for places in batches.filled(list(zip(who, told, strict=True)), constants.privacy):
        hard = hardness_of((who[place] for place in places), constants)
        reading, precision = batches.common(
            [readings[place] + hard.get(who[place], 0.0) for place in places if told[place]],
            [precisions[place] for place in places],
            constants.privacy,
        )
        batch = ReadingBatch.objects.create(
            id=new_id(), freelancer_id=freelancer_id, filled_at=at, reading=reading, precision=precision
        )
        BatchMember.objects.bulk_create(
            BatchMember(window_id=reviews[place].window_id, batch=batch) for place in places
        )
        made.append(batch)
    return made


def read(reviews: Iterable[Review], constants: Constants) -> tuple[list[float], list[float]]:
    """Reading and precision of each review's answers; precision 0 where nothing was told."""
    rungs = [rung.name for rung in LADDERS[Direction.OF_FREELANCER]]
    answers = [[NUMBER[review.rungs[rung]] for rung in rungs] for review in reviews]
    z, precision = ladder.readings(answers, constants.ladder)
    return z.tolist(), precision.tolist()


def hardness_of(clients: Iterable[UUID], constants: Constants) -> dict[UUID, float]:
    """How much lower clients read than others do, from what they have said in batches so far. Three queries."""
    asked = set(clients)
    theirs = Q(window__organisation_id__in=asked) | Q(window__organisation=None, window__client_id__in=asked)
    said = list(
        Review.objects.filter(
            theirs, direction=Direction.OF_FREELANCER.value, window__batched__isnull=False
        ).select_related("window").order_by("-released_at")[: LOOKED_AT * len(asked)]
    )  # fmt: skip
    people = {review.window.freelancer_id for review in said}
    stands = dict(
        StandingRow.objects.filter(
            person_id__in=people, category_id=None, hall=None, version=constants.version
        ).values_list("person_id", "quality")
    )
    if not said:
        return {}
    sums: dict[UUID, list[float]] = defaultdict(list)
    for review, z, precision in zip(said, *read(said, constants), strict=True):
        if precision > 0 and review.window.freelancer_id in stands:
            key = counterparty_of_freelancer(review.window)
            sums[key].append(stands[review.window.freelancer_id] - z)
    return {
        key: float(severity(sum(residuals), len(residuals), constants.standing))
        for key, residuals in sums.items()
    }
