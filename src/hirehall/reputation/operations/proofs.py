"""What the marks of each test and task are like, and how much they tell, made anew each night."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from hirehall.formulas import validity as formula
from hirehall.formulas.constants import ProofConstants, published
from hirehall.foundation import clock
from hirehall.reputation.models import OtherEvidence, ProofFigures, StandingRow
from hirehall.reputation.states import Source
from hirehall.vetting.queries import first_marks, first_task_marks

SAID = {Source.CONTRACT.value, Source.SILENCE.value, Source.REHIRE.value}


@dataclass(frozen=True, slots=True)
class Said:
    """What clients alone say of one person in a field, against where people start there."""

    quality: float
    precision: float


def refresh_proofs() -> None:
    """Mean and spread of the marks of each kind, and their correlation with what clients said of the same people.

    The marks of a test or task are everybody's first, passed or not. The validity moves from where
    it starts once clients have said something of enough people, so that no single answer can be told from it.
    """
    rules, now = published().proof, clock.now()
    every: dict[UUID, list[float]] = defaultdict(list)
    for kind_id, mark in chain(first_marks(), first_task_marks()):
        every[kind_id].append(mark)
    kinds: dict[UUID, list[OtherEvidence]] = defaultdict(list)
    for row in OtherEvidence.objects.filter(kind_id__isnull=False).order_by("at", "id").iterator():
        assert row.kind_id is not None  # noqa: S101 - filtered above
        kinds[row.kind_id].append(row)
    said = _said(rows for found in kinds.values() for rows in found)
    for kind_id, rows in kinds.items():
        marks = every.get(kind_id) or [row.mark or 0.0 for row in rows]
        mean, spread = formula.norms(marks, rules)
        people = [(row, said[key]) for row in rows if (key := (row.person_id, row.category_id)) in said]
        found = _validity(people, mean, spread, rules)
        ProofFigures.objects.update_or_create(
            kind_id=kind_id,
            defaults={
                "hall_id": rows[-1].hall_id, "says": rows[-1].says, "marks": len(marks), "mean": mean,
                "spread": spread, "people": len(people), "validity": found.mean, "low": found.low,
                "high": found.high, "computed_at": now,
            },
        )  # fmt: skip
    ProofFigures.objects.exclude(kind_id__in=kinds).delete()


def _validity(
    people: list[tuple[OtherEvidence, Said]], mean: float, spread: float, rules: ProofConstants
) -> formula.Validity:
    counted = people if len(people) >= rules.people else []
    return formula.measured(
        formula.standardised([row.mark or 0.0 for row, _ in counted], mean, spread, rules),
        [one.quality for _, one in counted],
        [one.precision for _, one in counted],
        rules,
    )


def _said(rows: Iterable[OtherEvidence]) -> dict[tuple[UUID, UUID | None], Said]:
    """By person and field, where clients have said anything. One query."""
    wanted = {(row.person_id, row.category_id) for row in rows}
    standings = StandingRow.objects.filter(
        person_id__in={person for person, _ in wanted}, hall=None, version=published().version
    )
    found = {}
    for standing in standings.iterator():
        key = (standing.person_id, standing.category_id)
        pieces = [piece for piece in standing.pieces if piece["source"] in SAID]
        weight = sum(piece["counted"] for piece in pieces)
        if key in wanted and weight > 0:
            mean = sum(piece["counted"] * piece["reading"] for piece in pieces) / weight
            found[key] = Said(mean - standing.prior, weight)
    return found
