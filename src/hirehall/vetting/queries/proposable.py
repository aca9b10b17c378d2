"""Who is vetted in a hall and can be proposed or shown there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from hirehall.halls.queries.joining import suspended_in
from hirehall.people.models import Person
from hirehall.skills.models import Skill, SkillClaim
from hirehall.vetting.models import Certificate, Vetted
from hirehall.vetting.queries.certificates import TESTED
from hirehall.vetting.queries.knowing import in_force
from hirehall.vetting.queries.screening import PAGE, still_vetted


@dataclass(frozen=True, slots=True)
class VettedPerson:
    """Somebody whom a matcher can propose: since when vetted, and in which of the asked skills certified."""

    person_id: UUID
    name: str
    handle: str
    since: datetime
    skills: frozenset[UUID]
    certified: frozenset[UUID]


def vetted_people(hall_id: UUID, skill_ids: Sequence[UUID] = (), *, limit: int = PAGE) -> list[VettedPerson]:
    """The vetted people of a hall who claim these skills or are certified in one; who has most of them first.

    Without skills, all of them, the newest first. Who is suspended, here or everywhere, and closed accounts are left
    out. However many are vetted, no more are read than ``limit``, in three queries.
    """
    valid = Vetted.objects.filter(still_vetted(), hall_id=hall_id)
    rows = (
        Person.objects.filter(
            id__in=valid.values("person_id"), suspended_at=None, closed_at=None, wears_freelancer=True
        )
        .exclude(id__in=suspended_in(hall_id))
        .annotate(
            since=Subquery(valid.filter(person_id=OuterRef("id")).order_by("-since").values("since")[:1])
        )
    )
    if not skill_ids:
        return [_found(row, {}, {}) for row in rows.order_by("-since", "id")[:limit]]
    held = Certificate.objects.filter(
        in_force(),
        hall_id=hall_id,
        sitting__bank__skill_id__in=list(skill_ids),
    )
    claimed = SkillClaim.objects.filter(skill_id__in=list(skill_ids))
    both = Skill.objects.filter(
        Exists(held.filter(sitting__bank__skill_id=OuterRef("id"), person_id=OuterRef(OuterRef("id"))))
        | Exists(claimed.filter(skill_id=OuterRef("id"), person_id=OuterRef(OuterRef("id"))))
    )
    first = list(
        rows.annotate(certified=_many(held.filter(person_id=OuterRef("id")), TESTED), fits=_many(both, "id"))
        .filter(fits__gt=0)
        .order_by("-certified", "-fits", "-since", "id")[:limit]
    )
    ids = [one.id for one in first]
    claims, shown = (
        _skills_by_person(kind.filter(person_id__in=ids).values_list("person_id", column))
        for kind, column in ((claimed, "skill_id"), (held, TESTED))
    )
    return [_found(row, claims, shown) for row in first]


def _many(rows: QuerySet[Any], column: str) -> Coalesce:
    """How many different ones there are, counted beside each row of another query."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(many=Count(column, distinct=True))
    return Coalesce(Subquery(counted.values("many"), output_field=IntegerField()), 0)


def _skills_by_person(pairs: Iterable[tuple[UUID, UUID]]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    for person_id, skill_id in pairs:
        found.setdefault(person_id, set()).add(skill_id)
    return found


def _found(row: Any, claims: dict[UUID, set[UUID]], shown: dict[UUID, set[UUID]]) -> VettedPerson:
    return VettedPerson(
        row.id, row.name, row.handle, row.since,
        frozenset(claims.get(row.id, ())), frozenset(shown.get(row.id, ())),
    )  # fmt: skip


def newest_vetted(hall_id: UUID, *, limit: int) -> list[UUID]:
    """Who became vetted last in a hall, of accounts that are neither suspended nor closed. One query."""
    rows = Vetted.objects.filter(
        still_vetted(), hall_id=hall_id, person__suspended_at=None, person__closed_at=None
    ).exclude(person_id__in=suspended_in(hall_id))
    return list(dict.fromkeys(rows.order_by("-since").values_list("person_id", flat=True)[:limit]))
