"""What a person sees of the places they were shown in, and how often they were shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.urls import reverse

from hirehall.formulas.constants import published
from hirehall.formulas.ranking import TERMS
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, require_staff_of
from hirehall.foundation.refused import not_found
from hirehall.market.models import FreelancerListing
from hirehall.market.states import BriefState, Visibility
from hirehall.ranking import rules
from hirehall.ranking.models import Exposure, Objection, Shown
from hirehall.skills.models import Category


@dataclass(frozen=True, slots=True)
class Bar:
    """One term: what it adds, what it adds to the median candidate, and what is behind it."""

    name: str
    label: str
    value: float
    median: float
    detail: str

    @property
    def off(self) -> float:
        return self.value - self.median


@dataclass(frozen=True, slots=True)
class Line:
    """One slate that a person stood in.

    Attributes:
        lane: of a brief that is open to first-timers, whether they stand among those or after them; else empty.
    """

    id: UUID
    title: str
    href: str
    day: date
    number: int
    rank: int
    pool: int
    floor: bool
    why: str
    missing: tuple[str, ...]
    field: str
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Exposed:
    """How often a person was shown in a field over the last weeks, against the floor."""

    field: str
    places: int
    mean: float
    floor: float

    @property
    def met(self) -> bool:
        return self.places >= self.floor


@dataclass(frozen=True, slots=True)
class WhyPage:
    """Everything about one place. The medians and the bars sum to the score."""

    line: Line
    field: str
    score: float
    median_score: float
    bars: tuple[Bar, ...]
    missing: tuple[str, ...]
    version: str
    constants: dict[str, Any]
    exposed: Exposed
    objection: Objection | None


def _own(by: Actor) -> QuerySet[Shown]:
    since = clock.now().date() - timedelta(days=published().ranking.exposure_days)
    rows = Shown.objects.filter(person_id=by.require_person(), slate__day__gt=since)
    if by.hall_id is not None:
        rows = rows.filter(slate__hall_id=by.hall_id)
    return rows.select_related("slate__brief", "slate__category")


def my_places(by: Actor, hall_id: UUID) -> list[Line]:
    """The slates of the last 28 days that showed the actor, the newest first; the last of a brief where it was many."""
    found: dict[UUID, Shown] = {}
    for row in _own(by).filter(slate__hall_id=hall_id).order_by("-slate__made_at", "-id")[:200]:
        found.setdefault(row.slate.brief_id, row)
    return [_line(row) for row in found.values()]


def _line(row: Shown) -> Line:
    brief = row.slate.brief
    secret = brief.visibility != Visibility.PUBLIC.value or bool(brief.panel)
    reads = not secret and brief.state != BriefState.DRAFT.value
    return Line(
        id=row.id,
        title=brief.title if reads else f"A brief in {row.slate.category.name}",
        href=reverse("market:brief", args=[brief.id]) if reads else "",
        day=row.slate.day,
        number=row.number,
        rank=row.rank,
        pool=row.slate.pool,
        floor=row.floor,
        why=rules.why_line(row.terms, row.slate.medians, row.says),
        missing=tuple(row.says["missing"]),
        field=row.slate.category.name,
        lane=row.says.get("lane", ""),
    )


def why_page(by: Actor, shown_id: UUID) -> WhyPage:
    """One place of the actor's own.

    Raises:
        Refused: ``place.not_found`` for those of others, and for what is older than the days that count.
    """
    row = _own(by).select_related("objection").filter(id=shown_id).first()
    if row is None:
        raise not_found("place")
    slate = row.slate
    bars = tuple(
        Bar(name, rules.WORDS[name], value, median, rules.detail(name, row.says))
        for name, value, median in zip(TERMS, row.terms, slate.medians, strict=True)
    )
    return WhyPage(
        line=_line(row),
        field=slate.category.name,
        score=row.score,
        median_score=sum(slate.medians),
        bars=bars,
        missing=tuple(row.says["missing"]),
        version=slate.version,
        constants=slate.constants,
        exposed=exposed(row.person_id, slate.category),
        objection=getattr(row, "objection", None),
    )


def exposed(person_id: UUID, category: Category) -> Exposed:
    """One person's account in a field, against the floor of everybody who can be shown there. Two queries."""
    rules_now = published().ranking
    since = clock.now().date() - timedelta(days=rules_now.exposure_days)
    rows = Exposure.objects.filter(category=category, day__gt=since)
    own = rows.filter(person_id=person_id).aggregate(many=Sum("places"))["many"] or 0
    figure = next(iter(_families(category.hall_id, category_id=category.id)), None)
    mean = figure.mean if figure else 0.0
    return Exposed(category.name, own, mean, rules_now.exposure_floor * mean)


@dataclass(frozen=True, slots=True)
class Family:
    """How a field is shown over the last weeks.

    Attributes:
        eligible: how many available people have it.
        met: how many of them were shown at least half of the mean.
    """

    category_id: UUID
    name: str
    eligible: int
    places: int
    met: int

    @property
    def mean(self) -> float:
        return self.places / self.eligible if self.eligible else 0.0

    @property
    def share(self) -> float:
        return self.met / self.eligible if self.eligible else 1.0


def _families(hall_id: UUID, *, category_id: UUID | None = None) -> list[Family]:
    """The fields of a hall with places shown in the last weeks; one statement."""
    weights = published().ranking
    since = clock.now().date() - timedelta(days=weights.exposure_days)
    rows = Category.objects.raw(
        """
        WITH people AS (
          SELECT c.id AS category_id, l.person_id, COALESCE(sum(e.places), 0) AS places
          FROM skills_category c
          JOIN market_freelancer_listing l ON l.hall_id = c.hall_id AND l.category_ids @> ARRAY[c.id]
            AND l.listed AND l.availability <> 'not'
          LEFT JOIN ranking_exposure e ON e.category_id = c.id AND e.person_id = l.person_id AND e.day > %s
          WHERE c.hall_id = %s AND (%s::uuid IS NULL OR c.id = %s) GROUP BY c.id, l.person_id
        ), means AS (
          SELECT category_id, count(*) AS eligible, sum(places) AS places, avg(places) AS mean FROM people
          GROUP BY category_id
        )
        SELECT c.id, c.name, m.eligible, m.places,
          (SELECT count(*) FROM people p WHERE p.category_id = c.id AND p.places >= %s * m.mean) AS met
        FROM means m JOIN skills_category c ON c.id = m.category_id ORDER BY c.position, c.name
        """,
        [since, hall_id, category_id, category_id, weights.exposure_floor],
    )
    return [
        Family(row.id, row.name, row.eligible, int(row.places), row.met)  # type: ignore[attr-defined]
        for row in rows
    ]


def families(by: Actor, hall_id: UUID) -> list[Family]:
    """How each field of the hall is shown, for its operators."""
    require_staff_of(by, hall_id)
    return _families(hall_id)


def my_exposure(by: Actor, hall_id: UUID) -> list[Exposed]:
    """The actor's accounts in the fields of their skills. Three queries."""
    listing = FreelancerListing.objects.filter(hall_id=hall_id, person_id=by.require_person()).first()
    mine = set(listing.category_ids) if listing else set()
    weights = published().ranking
    since = clock.now().date() - timedelta(days=weights.exposure_days)
    rows = Exposure.objects.filter(hall_id=hall_id, person_id=by.require_person(), day__gt=since)
    own = dict(rows.values_list("category_id").annotate(many=Sum("places")))
    return [
        Exposed(one.name, own.get(one.category_id, 0), one.mean, weights.exposure_floor * one.mean)
        for one in _families(hall_id)
        if one.category_id in mine
    ]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An objection that waits for the desk."""

    id: UUID
    name: str
    words: str
    made_at: datetime
    title: str
    number: int
    why: str


def objections_waiting(by: Actor, hall_id: UUID) -> list[Waiting]:
    """The longest waiting first."""
    require_staff_of(by, hall_id)
    rows = Objection.objects.filter(answered_at=None, shown__slate__hall_id=hall_id)
    return [
        Waiting(
            id=row.id, name=row.shown.person.name, words=row.words, made_at=row.made_at,
            title=row.shown.slate.brief.title, number=row.shown.number,
            why=rules.why_line(row.shown.terms, row.shown.slate.medians, row.shown.says),
        )
        for row in rows.select_related("shown__person", "shown__slate__brief").order_by("made_at")[:50]
    ]  # fmt: skip


def exported(person_id: UUID) -> dict[str, Any]:
    """What is kept of a person, for their own archive; of whom a brief is, only its field."""
    rows = Shown.objects.filter(person_id=person_id).select_related("slate__category").order_by("id")
    return {
        "places": [
            {
                "field": row.slate.category.name,
                "day": row.slate.day,
                "place": row.number,
                "score": row.score,
                "terms": dict(zip(TERMS, row.terms, strict=True)),
                "formulas": row.slate.version,
            }
            for row in rows
        ],
        "shown": list(
            Exposure.objects.filter(person_id=person_id)
            .order_by("day", "id")
            .values("category__name", "day", "places")
        ),
        "objections": list(
            Objection.objects.filter(shown__person_id=person_id)
            .order_by("made_at")
            .values("words", "made_at", "answer", "answered_at")
        ),
    }
