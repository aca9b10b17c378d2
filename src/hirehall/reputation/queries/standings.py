"""Where people stand, as it is shown and as ranking goes by it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil, floor
from uuid import UUID

from django.db.models import Q, QuerySet

from hirehall.formulas.constants import Constants, published
from hirehall.foundation.reads import kept
from hirehall.halls.queries.joining import hide_elsewhere
from hirehall.reputation.models import FamilyFigures, OtherEvidence, ReviewWindow, StandingRow
from hirehall.reputation.queries.computing import compute, shown


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in a field, or altogether.

    Attributes:
        quality, precision: on the scale of the formulas; the standard deviation is 1 / sqrt(precision).
        chance: that the next client would hire again, 0..1, with the band ``low``..``high``.
        clients: how many different clients it rests on.
        is_new: whether nothing of the person's own is in it: what is shown is what is usual for who enters.
        computed_at: None where nothing is stored, as nothing is known.
    """

    quality: float
    precision: float
    chance: float
    low: float
    high: float
    version: str
    clients: int = 0
    is_new: bool = True
    computed_at: datetime | None = None

    @property
    def tenths(self) -> tuple[int, int]:
        """What is shown, in tenths: the band, or for somebody new what is expected."""
        if self.is_new:
            return floor(self.chance * 10), ceil(self.chance * 10)
        return round(self.low * 10), round(self.high * 10)

    @property
    def share(self) -> str:
        """For example ``8 or 9 in 10``."""
        low, high = self.tenths
        if low == high:
            return f"{low} in 10"
        return f"{low} {'or' if high == low + 1 else 'to'} {high} in 10"

    @property
    def sentence(self) -> str:
        if self.is_new:
            return f"New here – expected {self.share} would hire again"
        return f"{self.share} would hire again"


def standings_of(
    people: Collection[UUID], category_id: UUID | None = None, *, hall_id: UUID | None = None
) -> dict[UUID, Standing]:
    """Where people stand, one for every id asked for; who is unknown stands where those who enter do.

    Two queries, however many; four for a hall.

    Args:
        category_id: the field; None for everything together.
        hall_id: as this hall shows them: without what was earned elsewhere, for those of whom it hides that.
    """
    asked = tuple(set(people))
    hidden = hide_elsewhere(hall_id, asked) if hall_id else frozenset()
    priors = priors_of({category_id, None})
    prior = priors.get(category_id, priors.get(None, 0.0))
    return stored_standings(asked, category_id, hall_id=hall_id, hidden=hidden, prior=prior)


def stored_standings(
    people: tuple[UUID, ...],
    category_id: UUID | None,
    *,
    hall_id: UUID | None,
    hidden: Collection[UUID],
    prior: float,
) -> dict[UUID, Standing]:
    """The same where it is known already whom the hall hides, and where those who enter stand. One query."""
    constants = published()
    start = _of_prior(prior, constants)
    here, everywhere = {}, {}
    for row in _rows(people, category_id, constants.version):
        if row.hall_id is None:
            everywhere[row.person_id] = _of_row(row)
        elif row.hall_id == hall_id:
            here[row.person_id] = _of_row(row)
    return {
        person_id: (here if person_id in hidden else everywhere).get(person_id) or start
        for person_id in people
    }


def _rows(people: tuple[UUID, ...], category_id: UUID | None, version: str) -> list[StandingRow]:
    if category_id is None:
        return _altogether(people, version)
    return _in_field(people, category_id, version)


@kept
def _altogether(people: tuple[UUID, ...], version: str) -> QuerySet[StandingRow]:
    return StandingRow.objects.filter(person_id__any_of=people, category_id=None, version=version).defer(
        "pieces"
    )


@kept
def _in_field(people: tuple[UUID, ...], category_id: UUID, version: str) -> QuerySet[StandingRow]:
    return StandingRow.objects.filter(
        person_id__any_of=people, category_id=category_id, version=version
    ).defer("pieces")


def _of_row(row: StandingRow) -> Standing:
    return Standing(
        quality=row.quality, precision=row.precision, chance=row.chance, low=row.low, high=row.high,
        version=row.version, clients=row.clients, is_new=row.clients == 0, computed_at=row.computed_at,
    )  # fmt: skip


def _of_prior(prior: float, constants: Constants) -> Standing:
    start = compute(None, (), prior=prior, constants=constants)
    return Standing(
        quality=start.quality, precision=start.precision, chance=start.chance, low=start.low, high=start.high,
        version=constants.version,
    )  # fmt: skip


def priors_of(category_ids: Collection[UUID | None]) -> dict[UUID | None, float]:
    """Where those who enter stand, by field, where that is known. One query."""
    ids = [one for one in category_ids if one is not None]
    rows = FamilyFigures.objects.filter(Q(category_id__in=ids) | Q(category_id=None))
    return dict(rows.values_list("category_id", "prior"))


def chance_of(standing: Standing, rung: int) -> tuple[float, float, float]:
    """The chance of a yes to another rung, with the ends of its band."""
    return shown(standing.quality, standing.precision, published(), rung=rung)


def people_who_stand() -> Iterator[UUID]:
    """Everybody of whom something is known."""
    worked = ReviewWindow.objects.order_by("freelancer_id").values_list("freelancer_id").distinct()
    known = OtherEvidence.objects.order_by("person_id").values_list("person_id").distinct()
    for (person_id,) in worked.union(known).iterator():
        yield person_id
