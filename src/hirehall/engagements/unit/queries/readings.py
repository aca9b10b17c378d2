"""Marks that were given, what waits for an editor to read, and which levels they speak for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery

from hirehall.engagements.unit.models import LevelRow, Reading, UnitOrder
from hirehall.engagements.unit.queries.rows import levels_now
from hirehall.engagements.unit.rules.levels import Figures, suggested
from hirehall.engagements.unit.states import LEVELS, Reader, State
from hirehall.foundation.refused import not_found
from hirehall.halls.queries import policy_now
from hirehall.people.models import Person

SHOWN = 50


@dataclass(frozen=True, slots=True)
class LevelCase:
    """Somebody whose readings speak for another level."""

    person_id: UUID
    name: str
    handle: str
    level: int
    to: int
    why: str
    figures: Figures

    @property
    def words(self) -> tuple[str, str]:
        return f"{self.level} {LEVELS[self.level]}", f"{self.to} {LEVELS[self.to]}"


def readings_waiting(hall_id: UUID) -> list[Reading]:
    """Works that an editor reads without knowing whose they are, the oldest first."""
    rows = Reading.objects.filter(hall_id=hall_id, mark=None).select_related("order__contract")
    return list(rows.prefetch_related("order__deliveries__kept").order_by("drawn_at")[:SHOWN])


def reading_to_give(hall_id: UUID, reading_id: UUID) -> Reading:
    """A reading that waits for an editor, locked.

    Raises:
        Refused: ``reading.not_found``.
    """
    rows = Reading.objects.select_for_update(no_key=True, of=("self",)).select_related("order__contract")
    found = rows.filter(id=reading_id, hall_id=hall_id, source=Reader.EDITOR).first()
    if found is None:
        raise not_found("reading")
    return found


def mark_of(order_id: UUID) -> int | None:
    """What the client's side thinks of a work; None where they have not said it."""
    rows = Reading.objects.filter(order_id=order_id, source=Reader.CLIENT)
    return rows.values_list("mark", flat=True).first()


def figures_of(hall_id: UUID, person_ids: Iterable[UUID] | None = None) -> dict[UUID, Figures]:
    """What was read of each person's work since their level was last set. Three queries at most."""
    since = LevelRow.objects.filter(hall_id=hall_id, person_id=OuterRef("person_id")).order_by(
        "-set_at", "-id"
    )
    rows = Reading.objects.filter(hall_id=hall_id, mark__isnull=False)
    if person_ids is not None:
        rows = rows.filter(person_id__in=list(person_ids))
    rows = rows.annotate(since=Subquery(since.values("set_at")[:1])).filter(read_at__gt=F("since"))
    found: dict[UUID, Figures] = {}
    for person_id, source, mark, many in rows.values_list("person_id", "source", "mark").annotate(
        many=Count("id")
    ):
        before = found.get(person_id, Figures())
        if source == Reader.EDITOR:
            found[person_id] = replace(before, editor=_with(before.editor, mark, many))
        else:
            found[person_id] = replace(before, client=_with(before.client, mark, many))
    wanted = {*found, *_rejected(hall_id)} if person_ids is None else person_ids
    for person_id, accepted, revised, rejected in _ended(hall_id, wanted):
        before = found.get(person_id, Figures())
        found[person_id] = replace(before, accepted=accepted, revised=revised, rejected=rejected)
    return found


def _with(marks: tuple[int, int, int], mark: int, many: int) -> tuple[int, int, int]:
    below, as_ordered, above = (
        count + (many if place == mark else 0) for place, count in zip((-1, 0, 1), marks, strict=True)
    )
    return below, as_ordered, above


def _rejected(hall_id: UUID) -> Iterable[UUID]:
    """Those of whom work was ever rejected here."""
    rows = UnitOrder.objects.filter(contract__hall_id=hall_id, state=State.REJECTED)
    return rows.values_list("contract__freelancer_id", flat=True).distinct()


def _ended(hall_id: UUID, person_ids: Iterable[UUID]) -> Iterable[tuple[UUID, int, int, int]]:
    """How the works of these people ended since their level was last set."""
    who = OuterRef("contract__freelancer_id")
    since = LevelRow.objects.filter(hall_id=hall_id, person_id=who).order_by("-set_at", "-id")
    rows = UnitOrder.objects.filter(contract__hall_id=hall_id, contract__freelancer_id__in=list(person_ids))
    rows = rows.annotate(since=Subquery(since.values("set_at")[:1])).filter(closed_at__gt=F("since"))
    return rows.values_list("contract__freelancer_id").annotate(
        accepted=Count("id", filter=Q(state=State.ACCEPTED)),
        revised=Count("id", filter=Q(state=State.ACCEPTED, revisions__gt=0)),
        rejected=Count("id", filter=Q(state=State.REJECTED)),
    )


def level_cases(hall_id: UUID) -> list[LevelCase]:
    """Those whose readings speak for another level than they have; four queries at most."""
    least = policy_now(hall_id).number("unit.readings_for_level")
    figures = figures_of(hall_id)
    levels = levels_now(hall_id, figures)
    cases = []
    for person_id, told in figures.items():
        level = levels.get(person_id, 0)
        to, why = suggested(level, told, least) if level else (level, "")
        if to != level:
            cases.append((person_id, level, to, why, told))
    people = Person.objects.in_bulk([case[0] for case in cases])
    return [
        LevelCase(case[0], people[case[0]].name, people[case[0]].handle, *case[1:]) for case in cases[:SHOWN]
    ]
