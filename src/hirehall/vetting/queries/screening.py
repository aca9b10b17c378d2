"""Screenings as their applicants and operators see them, and the one question that other modules ask: who is vetted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from hirehall.files.queries import FileCard, for_subject
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import is_here
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.queries import policy_now
from hirehall.halls.queries.joining import suspended_in
from hirehall.look.formats import when_text
from hirehall.people.models import Membership
from hirehall.skills.queries import skills_by_ids
from hirehall.vetting.models import (
    Examiner,
    Pipeline,
    PipelineVersion,
    Screening,
    ScreeningAppeal,
    Slot,
    Step,
    Vetted,
)
from hirehall.vetting.queries.knowing import Reads, barred_by_test, read_until
from hirehall.vetting.rules.stages import Stage, stage_of, stages_of
from hirehall.vetting.states import ScreeningState, StageKind, StepState

PAGE = 50
FILES_KIND = "screening_step"


def still_vetted() -> Q:
    """Neither ended nor expired."""
    return Q(ended_at=None) & (Q(expires_at=None) | Q(expires_at__gt=clock.now()))


def vetted(hall_id: UUID, person_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """Since when each of these people is vetted in the hall; who is not has no key. One query."""
    rows = Vetted.objects.filter(still_vetted(), hall_id=hall_id, person_id__in=list(person_ids)).order_by(
        "-since"
    )
    return dict(rows.values_list("person_id", "since"))


def is_vetted(hall_id: UUID, person_id: UUID) -> bool:
    return person_id in vetted(hall_id, [person_id])


@dataclass(frozen=True, slots=True)
class Way:
    """A screening as anybody may read about it: its name, and its stages in their order."""

    name: str
    stages: tuple[Stage, ...]


def open_ways(hall_id: UUID) -> list[Way]:
    """The screenings of a hall that somebody can begin, by name. One query."""
    rows = (
        PipelineVersion.objects.filter(
            pipeline__hall_id=hall_id, pipeline__closed_at=None, published_at__isnull=False
        )
        .select_related("pipeline")
        .order_by("pipeline_id", "-number")
        .distinct("pipeline_id")
    )
    return sorted((Way(row.pipeline.name, stages_of(row.stages)) for row in rows), key=lambda way: way.name)


def vetted_row(hall_id: UUID, person_id: UUID) -> Vetted | None:
    """The row by which somebody is vetted, locked; the newest."""
    return (
        Vetted.objects.select_for_update(of=("self",))
        .select_related("pipeline")
        .filter(still_vetted(), hall_id=hall_id, person_id=person_id)
        .order_by("-since")
        .first()
    )


def pipeline_now(by: Actor, pipeline_id: UUID) -> PipelineVersion:
    """The version that applicants begin now.

    Raises:
        Refused: ``pipeline.not_found``.
    """
    found = (
        PipelineVersion.objects.filter(pipeline_id=pipeline_id, published_at__isnull=False)
        .select_related("pipeline")
        .order_by("-number")
        .first()
    )
    if found is None or not is_here(by, found.pipeline.hall_id):
        raise not_found("pipeline")
    return found


def why_not_apply(pipeline: Pipeline, person_id: UUID) -> Refused | None:
    """Why the person cannot begin this screening now; None where they can."""
    if pipeline.closed_at is not None:
        return Refused("pipeline.closed", "This screening is closed.")
    row = Vetted.objects.filter(still_vetted(), pipeline=pipeline, person_id=person_id).first()
    soon = clock.now() + timedelta(days=60)
    if row is not None and (row.expires_at is None or row.expires_at > soon):
        return Refused("screening.vetted", "You have passed this screening, and it counts.")
    last = Screening.objects.filter(pipeline=pipeline, person_id=person_id).order_by("-began_at").first()
    if last is not None and last.reapply_at is not None and last.reapply_at > clock.now():
        return Refused("screening.too_soon", f"You can begin again from {when_text(last.reapply_at)} on.")
    return None


def locked_examiner(hall_id: UUID, person_id: UUID) -> bool:
    """Whether they examine here; locked, so that an examiner offers one time after the other."""
    rows = Examiner.objects.select_for_update().filter(hall_id=hall_id, person_id=person_id, ended_at=None)
    return rows.first() is not None


def free_slots(screening: Screening, *, limit: int = PAGE) -> list[Slot]:
    """Times that the applicant can book: none of their own organisations' people, the next first."""
    houses = Membership.objects.filter(person_id=screening.person_id).values("organisation_id")
    colleagues = Membership.objects.filter(organisation_id__in=houses).values("person_id")
    named = Examiner.objects.filter(hall_id=screening.hall_id, ended_at=None).values("person_id")
    return list(
        Slot.objects.filter(
            hall_id=screening.hall_id,
            step=None,
            taken_back_at=None,
            starts_at__gt=clock.now(),
            examiner_id__in=named,
        )
        .exclude(examiner_id=screening.person_id)
        .exclude(examiner_id__in=suspended_in(screening.hall_id))
        .exclude(examiner_id__in=colleagues)
        .order_by("starts_at")[:limit]
    )


@dataclass(frozen=True, slots=True)
class PipelineCard:
    """A screening for somebody: what it takes, and where they stand."""

    pipeline: Pipeline
    version: PipelineVersion
    stages: tuple[Stage, ...]
    mine: Screening | None
    why_not: str
    vetted: Vetted | None
    proves: tuple[str, ...]


def pipeline_cards(by: Actor, hall_id: UUID) -> list[PipelineCard]:
    """The screenings of the hall that are open, or that the actor has begun."""
    person_id = by.require_person()
    versions = (
        PipelineVersion.objects.filter(pipeline__hall_id=hall_id, published_at__isnull=False)
        .select_related("pipeline")
        .order_by("pipeline_id", "-number")
        .distinct("pipeline_id")
    )
    mine: dict[UUID, Screening] = {}
    for row in Screening.objects.filter(hall_id=hall_id, person_id=person_id).order_by("-began_at"):
        mine.setdefault(row.pipeline_id, row)
    held = {
        row.pipeline_id: row
        for row in Vetted.objects.filter(still_vetted(), hall_id=hall_id, person_id=person_id)
    }
    reads = read_until(hall_id, person_id)
    cards = [
        _pipeline_card(
            version, mine.get(version.pipeline_id), held.get(version.pipeline_id), person_id, reads
        )
        for version in versions
        if version.pipeline.closed_at is None or version.pipeline_id in mine
    ]
    return sorted(cards, key=lambda card: card.pipeline.name)


def _pipeline_card(
    version: PipelineVersion,
    mine: Screening | None,
    held: Vetted | None,
    person_id: UUID,
    reads: Reads,
) -> PipelineCard:
    refused = (
        why_not_apply(version.pipeline, person_id) if mine is not None or version.pipeline.closed_at else None
    )
    refused = refused or barred_by_test(version, person_id, reads)
    running = mine is not None and mine.state == ScreeningState.RUNNING
    said = refused.sentence if refused and not running else ""
    stages = stages_of(version.stages)
    return PipelineCard(version.pipeline, version, stages, mine, said, held, _proves(stages))


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage on the way: what it is, where the applicant stands in it, and why it ended as it did."""

    place: int
    stage: Stage
    step: Step | None
    state: str
    says: str
    reasons: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return self.state in ("todo", "booked", "examining")

    @property
    def text(self) -> str:
        """What is asked; of a timed task only once it was opened."""
        hidden = self.stage.is_timed and (self.step is None or self.step.opened_at is None)
        return "" if hidden else self.stage.text

    @property
    def to_open(self) -> bool:
        return (
            self.state == "todo"
            and self.stage.is_timed
            and self.step is not None
            and self.step.opened_at is None
        )


def is_judged(step: Step, slot: Slot | None) -> bool:
    """Whether a stage has begun to be judged: with the examiners, its test begun, or its interview."""
    meets = slot is not None and slot.starts_at <= clock.now()
    return step.state == StepState.EXAMINING or step.sitting_id is not None or meets


@dataclass(frozen=True, slots=True)
class ScreeningPage:
    """Where an applicant is, what comes next, when, and what silence means."""

    screening: Screening
    lines: tuple[StageLine, ...]
    now: StageLine | None
    slots: tuple[Slot, ...]
    booked: Slot | None
    files: tuple[FileCard, ...]
    appeal: ScreeningAppeal | None
    appeal_until: datetime | None
    vetted: Vetted | None
    proves: tuple[str, ...]

    @property
    def leaves_late(self) -> bool:
        """Whether who leaves now waits as long as who has failed."""
        return self.now is not None and self.now.step is not None and is_judged(self.now.step, self.booked)

    @property
    def may_leave(self) -> bool:
        """Whether a booked time can still be given back."""
        return self.booked is not None and self.booked.starts_at > clock.now()

    @property
    def may_appeal(self) -> bool:
        if self.screening.application_id is not None:
            return False
        return self.appeal is None and self.appeal_until is not None and self.appeal_until >= clock.now()


def screening_for(by: Actor, screening_id: UUID) -> Screening:
    """One's own screening.

    Raises:
        Refused: ``screening.not_found``.
    """
    found = Screening.objects.select_related("version", "pipeline").filter(id=screening_id).first()
    if found is None or found.person_id != by.person_id or not is_here(by, found.hall_id):
        raise not_found("screening")
    return found


def screening_page(by: Actor, screening_id: UUID) -> ScreeningPage:
    """One's own screening as a whole.

    Raises:
        Refused: ``screening.not_found``.
    """
    screening = screening_for(by, screening_id)
    steps = {one.place: one for one in screening.steps.select_related("sitting").prefetch_related("scores")}
    lines = tuple(
        _line(place, stage_of(kept), steps.get(place), screening)
        for place, kept in enumerate(screening.version.stages, 1)
    )
    now = next((line for line in lines if line.is_open), None)
    failed = next((one for one in steps.values() if one.state == StepState.FAILED), None)
    days = policy_now(screening.hall_id).number("vetting.appeal_days")
    ended = screening.ended_at if screening.state == ScreeningState.FAILED else None
    interview = now is not None and now.stage.kind == StageKind.INTERVIEW
    return ScreeningPage(
        screening,
        lines,
        now,
        tuple(free_slots(screening)) if interview and now is not None and now.state == "todo" else (),
        Slot.objects.filter(step=now.step).select_related("examiner").first() if interview and now else None,
        _project_files(steps.values()),
        ScreeningAppeal.objects.filter(step=failed).first() if failed else None,
        ended + timedelta(days=days) if ended else None,
        Vetted.objects.filter(screening=screening).first(),
        _proves(line.stage for line in lines),
    )


def _proves(stages: Iterable[Stage]) -> tuple[str, ...]:
    """The skills that passing these stages proves, by name. A query where there are any."""
    wanted = {UUID(stage.proves) for stage in stages if stage.proves}
    return tuple(sorted(one.name for one in skills_by_ids(list(wanted)).values())) if wanted else ()


def _project_files(steps: Iterable[Step]) -> tuple[FileCard, ...]:
    projects = [one.id for one in steps if one.kind == StageKind.PROJECT]
    return tuple(card for step_id in projects for card in for_subject(FILES_KIND, step_id))


def _line(place: int, stage: Stage, step: Step | None, screening: Screening) -> StageLine:
    if step is None:
        return StageLine(place, stage, None, "later", "Comes later", ())
    decided = step.state in (StepState.PASSED, StepState.FAILED, StepState.LAPSED)
    reasons = tuple(one for one in step.reason.split("\n\n") if one) if decided else ()
    return StageLine(place, stage, step, step.state, _says(stage, step), reasons)


def _says(stage: Stage, step: Step) -> str:
    match StepState(step.state):
        case StepState.YOURS:
            if stage.is_timed and step.opened_at is None:
                return (
                    f"Open the task by {when_text(step.due_at)}; from then on you have {stage.hours} "
                    f"{'hour' if stage.hours == 1 else 'hours'}, and nobody can stop the clock."
                )
            return (
                f"Yours to do until {when_text(step.due_at)}. Without it, the screening ends by itself then."
            )
        case StepState.BOOKED:
            return "Booked."
        case StepState.EXAMINING:
            people = "An examiner scores it" if step.wanted == 1 else f"{step.wanted} examiners score it"
            late = (
                " It takes longer than it should; who runs the screening is told."
                if step.late_told_at
                else ""
            )
            return f"{people}. There is nothing for you to do; you are told, with the reasons.{late}"
        case StepState.PASSED:
            return f"Passed{_score(step)}"
        case StepState.FAILED:
            needed = f"; {stage.pass_percent}% was needed" if stage.is_scored else ""
            return f"Not passed{_score(step)}{needed}"
        case StepState.LAPSED:
            return "The time was over"
        case _:
            return "You left"


def _score(step: Step) -> str:
    return f" with {step.percent:.0f}%" if step.percent is not None else ""
