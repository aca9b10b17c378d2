"""The marks of tests and of tasks, for who measures what they tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from hirehall.foundation import clock
from hirehall.skills.models import Skill
from hirehall.vetting.models import Sitting, Step
from hirehall.vetting.rules.dates import months_after
from hirehall.vetting.rules.stages import stage_of
from hirehall.vetting.states import SittingState, StageKind, StepState


def first_marks() -> Iterator[tuple[UUID, float]]:
    """Bank and mark (0..1) of everybody's first finished test in it, passed or not. One query."""
    first = Sitting.objects.filter(state=SittingState.DONE).order_by("bank_id", "person_id", "started_at")
    rows = first.distinct("bank_id", "person_id").values_list("bank_id", "percent")
    for bank_id, percent in rows.iterator():
        yield bank_id, float(percent or 0) / 100


def task_kind(pipeline_id: UUID, stage_name: str) -> UUID:
    """The one task whose marks compare: a stage by its name, over the versions of its pipeline."""
    return uuid5(pipeline_id, stage_name)


def first_task_marks() -> Iterator[tuple[UUID, float]]:
    """Task and mark (0..1) of everybody's first judged attempt at each task that proves a skill, passed or not.

    One query.
    """
    judged = Step.objects.filter(kind=StageKind.PROJECT, percent__isnull=False).order_by("decided_at", "id")
    seen = set()
    for step in judged.select_related("screening__version").iterator():
        stage = stage_of(step.screening.version.stages[step.place - 1])
        kind = task_kind(step.screening.pipeline_id, stage.name)
        if stage.proves and (kind, step.screening.person_id) not in seen:
            seen.add((kind, step.screening.person_id))
            yield kind, float(step.percent or 0) / 100


@dataclass(frozen=True, slots=True)
class TaskProof:
    """A task that was passed, as a proof of its skill.

    Attributes:
        mark: 0..1; where an appeal turned a decision round, what passes.
        expires_at: None where it does not expire.
    """

    step_id: UUID
    person_id: UUID
    hall_id: UUID
    category_id: UUID | None
    kind_id: UUID
    stage: str
    mark: float
    at: datetime
    expires_at: datetime | None

    @property
    def counts(self) -> bool:
        return self.expires_at is None or self.expires_at > clock.now()


def task_proof(step_id: UUID) -> TaskProof | None:
    """What a stage proves; None where it proves nothing, or was not passed. Two queries."""
    step = Step.objects.select_related("screening__version").filter(id=step_id).first()
    if step is None or step.state != StepState.PASSED or step.decided_at is None:
        return None
    screening = step.screening
    stage = stage_of(screening.version.stages[step.place - 1])
    skill = Skill.objects.filter(id=stage.proves).first() if stage.proves else None
    if skill is None:
        return None
    months, percent = screening.version.valid_months, float(step.percent or 0)
    return TaskProof(
        step.id, screening.person_id, screening.hall_id, skill.category_id,
        task_kind(screening.pipeline_id, stage.name), stage.name, max(percent, stage.pass_percent) / 100,
        step.decided_at, months_after(step.decided_at, months) if months else None,
    )  # fmt: skip
