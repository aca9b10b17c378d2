"""What examiners have to do, and what they may read of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hirehall.files.queries import FileCard, for_subjects
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import is_here
from hirehall.people.models import Membership
from hirehall.vetting.models import (
    Score,
    ScreeningAppeal,
    Slot,
    Step,
)
from hirehall.vetting.queries.banks import may_examine
from hirehall.vetting.queries.screening import FILES_KIND, PAGE
from hirehall.vetting.rules.stages import Stage, stage_of
from hirehall.vetting.states import StageKind, StepState


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an examiner has to score. Whose it is, is told only where they meet."""

    score: Score
    stage: Stage
    pipeline: str
    number: str
    sent: tuple[tuple[str, str], ...]
    files: tuple[FileCard, ...]
    others: tuple[Score, ...]
    slot: Slot | None


@dataclass(frozen=True, slots=True)
class AppealWaiting:
    appeal: ScreeningAppeal
    stage: Stage
    pipeline: str
    sent: tuple[tuple[str, str], ...]
    files: tuple[FileCard, ...]


@dataclass(frozen=True, slots=True)
class ExaminerDesk:
    waiting: tuple[Waiting, ...]
    slots: tuple[Slot, ...]
    appeals: tuple[AppealWaiting, ...]


def examiner_desk(by: Actor, hall_id: UUID) -> ExaminerDesk:
    """An examiner's queue, the nearest date first; their times; and appeals that they may decide.

    What another has scored is shown only where the stage is not blind. At most eight queries.
    """
    me = by.require_person()
    rows = (
        Score.objects.filter(
            examiner_id=me, scored_at=None, step__screening__hall_id=hall_id, step__state=StepState.EXAMINING
        )
        .select_related(
            "step__screening__version", "step__screening__pipeline", "step__screening__person", "step__slot"
        )
        .order_by("due_at")[:PAGE]
    )
    slots = (
        Slot.objects.filter(hall_id=hall_id, examiner_id=me, taken_back_at=None, ends_at__gt=clock.now())
        .select_related("step__screening__person")
        .order_by("starts_at")[:PAGE]
    )
    found = list(rows)
    steps = [row.step_id for row in found]
    files = for_subjects(FILES_KIND, steps)
    given: dict[UUID, list[Score]] = {}
    for one in Score.objects.filter(step_id__in=steps).exclude(scored_at=None):
        given.setdefault(one.step_id, []).append(one)
    waiting = tuple(_waiting(row, files.get(row.step_id, []), given.get(row.step_id, [])) for row in found)
    return ExaminerDesk(waiting, tuple(slots), tuple(_appeals(by, hall_id)))


def _waiting(score: Score, files: list[FileCard], given: list[Score]) -> Waiting:
    step = score.step
    stage = stage_of(step.screening.version.stages[step.place - 1])
    return Waiting(
        score,
        stage,
        step.screening.pipeline.name,
        str(step.screening_id)[-6:],
        sent_of(stage, step),
        tuple(files),
        () if stage.blind else tuple(one for one in given if one.id != score.id),
        getattr(step, "slot", None),
    )


def sent_of(stage: Stage, step: Step) -> tuple[tuple[str, str], ...]:
    """What the applicant sent, each with its question."""
    asked = stage.questions if stage.kind == StageKind.FORM else ("What was sent",)
    return tuple(zip(asked, step.sent, strict=False))


def _appeals(by: Actor, hall_id: UUID) -> list[AppealWaiting]:
    houses = Membership.objects.filter(person_id=by.require_person()).values("organisation_id")
    colleagues = Membership.objects.filter(organisation_id__in=houses).values("person_id")
    rows = (
        ScreeningAppeal.objects.filter(state="waiting", step__screening__hall_id=hall_id)
        .exclude(step__scores__examiner_id=by.person_id)
        .exclude(step__screening__person_id=by.require_person())
        .exclude(step__screening__person_id__in=colleagues)
        .select_related("step__screening__version", "step__screening__pipeline")
        .order_by("sent_at")[:PAGE]
    )
    files, found = for_subjects(FILES_KIND, [row.step_id for row in rows]), []
    for row in rows:
        stage = stage_of(row.step.screening.version.stages[row.step.place - 1])
        mine = tuple(files.get(row.step_id, ()))
        found.append(
            AppealWaiting(row, stage, row.step.screening.pipeline.name, sent_of(stage, row.step), mine)
        )
    return found


def step_readable(by: Actor, step_id: UUID) -> bool:
    """Whose files of a screening one may read: one's own; as its examiner; who may decide its appeal; an operator."""
    step = Step.objects.select_related("screening").filter(id=step_id).first()
    if step is None or by.person_id is None or not is_here(by, step.screening.hall_id):
        return False
    if by.is_staff_of(step.screening.hall_id) or step.screening.person_id == by.person_id:
        return True
    if not may_examine(by, step.screening.hall_id):
        return False
    if step.scores.filter(examiner_id=by.person_id).exists():
        return True
    return ScreeningAppeal.objects.filter(step=step).exists()
