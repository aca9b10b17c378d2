"""What a slate takes from the reviews: one place, so that standings are read in one way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from hirehall.formulas.normal import Numbers
from hirehall.halls.queries.joining import hide_elsewhere
from hirehall.reputation.models import StandingRow
from hirehall.reputation.queries.standings import standings_of

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Known:
    """Of each person, in the order that was asked for."""

    quality: Numbers
    precision: Numbers
    chance: Numbers
    clients: Numbers


def known_of(people: Sequence[UUID], category_id: UUID, hall_id: UUID) -> Known:
    """What ``standings_of`` says of each person in a field, as arrays: for ten thousand people, not ten.

    The field’s rows are read without an object for each; who has none stands where ``standings_of`` sets somebody of
    whom nothing is known.
    """
    start = standings_of((NOBODY,), category_id, hall_id=hall_id)[NOBODY]
    rows = StandingRow.objects.filter(category_id=category_id, version=start.version)
    here: dict[UUID, tuple[float, ...]] = {}
    everywhere: dict[UUID, tuple[float, ...]] = {}
    columns = ("quality", "precision", "chance", "clients")
    for person_id, *numbers in rows.filter(hall__isnull=True).values_list("person_id", *columns):
        everywhere[person_id] = tuple(numbers)
    for person_id, *numbers in rows.filter(hall_id=hall_id).values_list("person_id", *columns):
        here[person_id] = tuple(numbers)
    hidden = hide_elsewhere(hall_id, tuple(everywhere)) if everywhere else frozenset()
    blank = (start.quality, start.precision, start.chance, 0.0)
    found = np.asarray(
        [(here if one in hidden else everywhere).get(one, blank) for one in people], dtype=np.float64
    ).reshape(len(people), 4)
    return Known(found[:, 0], found[:, 1], found[:, 2], found[:, 3])
