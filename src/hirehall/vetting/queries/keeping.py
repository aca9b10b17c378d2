"""Screenings for operators, for the clock, and in lists of what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, Value
from django.urls import reverse

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall, serves_here
from hirehall.foundation.refused import not_found
from hirehall.foundation.turns import Turn
from hirehall.halls.queries.joining import suspended_in
from hirehall.halls.queries.staff import hall_operators
from hirehall.look.formats import plural
from hirehall.people.models import Membership, Person
from hirehall.vetting.models import (
    Pipeline,
    PipelineVersion,
    Score,
    Sitting,
    Slot,
    Step,
    Vetted,
)
from hirehall.vetting.queries.banks import examiners_of
from hirehall.vetting.queries.screening import PAGE, still_vetted
from hirehall.vetting.rules.stages import Stage, new_stage, stages_of
from hirehall.vetting.states import SENDING, ScreeningState, SittingState, StageKind, StepState


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """How many reached a stage, passed it, and where the others are."""

    place: int
    stage: Stage
    reached: int
    passed: int
    waiting: int
    failed: int
    lapsed: int


@dataclass(frozen=True, slots=True)
class PipelinePage:
    """A pipeline for its operator."""

    pipeline: Pipeline
    version: PipelineVersion
    versions: tuple[PipelineVersion, ...]
    stages: tuple[Stage, ...]
    funnel: tuple[FunnelRow, ...]
    begun: int
    vetted: int
    without_examiner: int
    outstanding: tuple[Outstanding, ...]


def pipeline_page(by: Actor, version_id: UUID) -> PipelinePage:
    """One version with its funnel and what its examiners have not scored, for operators. Eleven queries.

    Raises:
        Refused: ``pipeline.not_found``.
    """
    version = PipelineVersion.objects.select_related("pipeline").filter(id=version_id).first()
    if version is None or not (by.is_system or serves_here(by, version.pipeline.hall_id)):
        raise not_found("pipeline")
    stages = stages_of(version.stages)
    counted: dict[tuple[int, str], int] = {
        (place, state): many
        for place, state, many in Step.objects.filter(screening__version=version)
        .values_list("place", "state")
        .annotate(many=Count("id"))
    }
    short = Step.objects.filter(screening__version=version, state=StepState.EXAMINING).annotate(
        there=Count("scores")
    )
    return PipelinePage(
        version.pipeline,
        version,
        tuple(version.pipeline.versions.order_by("-number")),
        stages,
        tuple(_funnel(place, stage, counted) for place, stage in enumerate(stages, 1)),
        version.screenings.count(),
        version.screenings.filter(state=ScreeningState.PASSED).count(),
        sum(there < wanted for there, wanted in short.values_list("there", "wanted")),
        tuple(outstanding(version.pipeline, by=by)),
    )


def _funnel(place: int, stage: Stage, counted: dict[tuple[int, str], int]) -> FunnelRow:
    here = {state: many for (at, state), many in counted.items() if at == place}
    waiting = sum(here.get(state, 0) for state in ("todo", "booked", "examining"))
    lapsed = here.get("lapsed", 0) + here.get("left", 0)
    return FunnelRow(
        place, stage, sum(here.values()), here.get("passed", 0), waiting, here.get("failed", 0), lapsed
    )


def pipeline_rows(hall_id: UUID) -> list[tuple[Pipeline, PipelineVersion, int, int]]:
    """Each pipeline of the hall with its newest version, how many go through it now, and how many passed."""
    pipelines = (
        Pipeline.objects.filter(hall_id=hall_id)
        .annotate(
            running=Count("screenings", filter=Q(screenings__state=ScreeningState.RUNNING)),
            passed=Count("screenings", filter=Q(screenings__state=ScreeningState.PASSED)),
        )
        .order_by("name")
    )
    newest = {
        one.pipeline_id: one
        for one in PipelineVersion.objects.filter(pipeline__hall_id=hall_id).order_by("number")
    }
    return [(one, newest[one.id], one.running, one.passed) for one in pipelines if one.id in newest]


def steps_to_lapse(now: datetime) -> list[UUID]:
    """Stages whose time is over; a test that still runs ends by its own clock first."""
    return list(
        Step.objects.filter(state=StepState.YOURS, due_at__lte=now - SENDING)
        .exclude(sitting__state__in=[SittingState.RUNNING, SittingState.MARKING])
        .order_by("due_at")
        .values_list("id", flat=True)
    )


def interviews_begun(now: datetime) -> list[UUID]:
    """Booked interviews whose time has come."""
    rows = Slot.objects.filter(step__state=StepState.BOOKED, starts_at__lte=now)
    return list(rows.values_list("step__id", flat=True))


def steps_to_pass_on(now: datetime) -> list[UUID]:
    """What an examiner left too long, interviews too, and what has too few examiners."""
    late = Q(scores__scored_at=None, scores__due_at__lte=now)
    rows = Step.objects.filter(state=StepState.EXAMINING).annotate(
        there=Count("scores"), late=Count("scores", filter=late)
    )
    found = rows.values_list("id", "there", "wanted", "late")
    return [step_id for step_id, there, wanted, overdue in found if overdue or there < wanted]


def owners_of(pipeline: Pipeline) -> list[UUID]:
    """Who hears that its examiners are late: who opened it, and the hall's operators."""
    people = {row.person_id for row in hall_operators(pipeline.hall_id)}
    return sorted(people | ({pipeline.owner_id} if pipeline.owner_id else set()))


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A stage that waits for an examiner's score, for the desk.

    Attributes:
        free: who else could score it: (person, name).
    """

    score: Score
    stage: str
    is_late: bool
    free: tuple[tuple[UUID, str], ...]


def outstanding(pipeline: Pipeline, *, by: Actor) -> list[Outstanding]:
    """What examiners of a pipeline have not scored, the longest due first, with who else could. Five queries.

    Who scores the actor's own stages is not told to them.
    """
    rows = list(
        Score.objects.filter(
            step__screening__pipeline=pipeline, scored_at=None, step__state=StepState.EXAMINING
        )
        .exclude(step__screening__person_id__in=[by.person_id] if by.person_id else [])
        .select_related("examiner", "step__screening__version", "step__screening__person")
        .order_by("due_at", "id")[:PAGE]
    )
    away = set(suspended_in(pipeline.hall_id))
    people = [
        one for one in examiners_of(pipeline.hall_id) if one.suspended_at is None and one.id not in away
    ]
    there: dict[UUID, set[UUID]] = {}
    steps = [row.step_id for row in rows]
    for step_id, person_id in Score.objects.filter(step_id__in=steps).values_list("step_id", "examiner_id"):
        there.setdefault(step_id, set()).add(person_id)
    houses: dict[UUID, set[UUID]] = {}
    known = {row.step.screening.person_id for row in rows} | {one.id for one in people}
    for person_id, house in Membership.objects.filter(person_id__in=known).values_list(
        "person_id", "organisation_id"
    ):
        houses.setdefault(person_id, set()).add(house)
    return [_outstanding(row, people, there, houses) for row in rows]


def _outstanding(
    row: Score, people: list[Person], there: dict[UUID, set[UUID]], houses: dict[UUID, set[UUID]]
) -> Outstanding:
    applicant = row.step.screening.person_id
    own = houses.get(applicant, set())
    free = tuple(
        (one.id, one.name)
        for one in people
        if one.id != applicant and one.id not in there[row.step_id] and not houses.get(one.id, set()) & own
    )
    stage = row.step.screening.version.stages[row.step.place - 1]["name"]
    return Outstanding(row, stage, row.due_at <= clock.now(), free)


def vetted_rows(hall_id: UUID) -> list[Vetted]:
    """Who is vetted in the hall now, the newest first; for operators."""
    return list(
        Vetted.objects.filter(still_vetted(), hall_id=hall_id)
        .select_related("person", "pipeline")
        .order_by("-since")[:200]
    )


def turns_for(by: Actor) -> list[Turn]:
    """What of tests and screenings waits for the actor: a running test, a stage, scores to give. One query."""
    if by.person_id is None or by.is_staff:
        return []
    waiting = [
        Sitting.objects.filter(at_hall(by), person_id=by.person_id, state=SittingState.RUNNING).values_list(
            Value("test"), F("id"), F("bank__skill__name"), F("ends_at")
        ),
        Step.objects.filter(
            at_hall(by, "screening__hall_id"), screening__person_id=by.person_id, state=StepState.YOURS
        )
        .order_by()
        .values_list(Value("stage"), F("screening_id"), F("screening__pipeline__name"), F("due_at")),
        Score.objects.filter(
            at_hall(by, "step__screening__hall_id"),
            examiner_id=by.person_id,
            scored_at=None,
            step__state=StepState.EXAMINING,
        )
        .order_by()
        .values_list(Value("score"), F("id"), Value(""), F("due_at")),
    ]
    rows = sorted(waiting[0].union(*waiting[1:], all=True), key=lambda row: row[3])
    turns = [_turn(*row) for row in rows if row[0] != "score"]
    scores = [due for kind, _, _, due in rows if kind == "score"]
    if scores:
        turns.append(
            Turn(
                f"Score {plural(len(scores), 'applicant')}", "What you leave too long goes to another examiner.",
                reverse("vetting:examining"), "To the desk", scores[0], "warn",
            )
        )  # fmt: skip
    return turns


def _turn(kind: str, about: UUID, name: str, due: datetime) -> Turn:
    if kind == "test":
        says = "What is saved is handed in by itself when the time is over."
        href = reverse("vetting:sitting", args=[about])
        return Turn(f"Finish the test in {name}", says, href, "To the test", due, "warn")
    says = "Without your part, it ends by itself then."
    return Turn(
        f"{name}: go on", says, reverse("vetting:screening", args=[about]), "To the stage", due, "warn"
    )


def interviews_of(by: Actor) -> list[Slot]:
    """Booked interviews of the actor on either side, from now on."""
    mine = Q(examiner_id=by.person_id) | Q(step__screening__person_id=by.person_id)
    rows = Slot.objects.filter(mine, at_hall(by), step__state=StepState.BOOKED, ends_at__gt=clock.now())
    return list(
        rows.select_related("step__screening__pipeline", "step__screening__person", "examiner")[:PAGE]
    )


def new_stage_of(kind: str) -> dict[str, Any]:
    """A stage of that kind as it begins in the editor."""
    return new_stage(StageKind(kind)).as_json()
