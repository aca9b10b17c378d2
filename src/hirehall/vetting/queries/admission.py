"""Where an application to the hall stands in the screening that decides it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from hirehall.halls.models import Application
from hirehall.halls.states.joining import Applied
from hirehall.vetting.models import PipelineVersion, Screening, Vetted
from hirehall.vetting.queries.screening import Way, still_vetted
from hirehall.vetting.rules.stages import stages_of
from hirehall.vetting.states import OPEN_STEPS, ScreeningState


def application_of(application_id: UUID) -> Application | None:
    return Application.objects.filter(id=application_id).first()


def admitting_version(hall_id: UUID) -> PipelineVersion | None:
    """The version through which applicants to the hall go now; None where the desk decides. One query."""
    return (
        PipelineVersion.objects.filter(
            pipeline__hall_id=hall_id,
            pipeline__admits=True,
            pipeline__closed_at=None,
            published_at__isnull=False,
        )
        .select_related("pipeline")
        .order_by("-number")
        .first()
    )


def admitting_way(hall_id: UUID) -> Way | None:
    """The screening that decides applications, as anybody may read about it. One query."""
    version = admitting_version(hall_id)
    return Way(version.pipeline.name, stages_of(version.stages)) if version else None


def vetted_by(pipeline_id: UUID, person_id: UUID) -> Screening | None:
    """The screening of this pipeline by which the person is vetted now."""
    held = Screening.objects.filter(pipeline_id=pipeline_id, person_id=person_id, state=ScreeningState.PASSED)
    counts = Vetted.objects.filter(still_vetted(), pipeline_id=pipeline_id, person_id=person_id)
    return held.filter(id__in=counts.values("screening_id")).order_by("-began_at").first()


def is_told_by_hall(screening_id: UUID) -> bool:
    """Whether the result was the answer to an application, which the hall tells with the same reason."""
    answered = [Applied.ACCEPTED, Applied.REFUSED, Applied.APPEALED]
    return Screening.objects.filter(
        id=screening_id, application__state__in=answered, application__decided_by_id=None
    ).exists()


@dataclass(frozen=True, slots=True)
class Admission:
    """An application's screening.

    Attributes:
        stage: the one in which it stands; empty once it is over.
        place: which of ``many`` that is.
    """

    screening_id: UUID
    pipeline: str
    state: str
    stage: str
    place: int
    many: int


def admissions(application_ids: Collection[UUID]) -> dict[UUID, Admission]:
    """The screenings of these applications; those that the desk decides have no key. Two queries."""
    rows = (
        Screening.objects.filter(application_id__in=application_ids)
        .select_related("pipeline", "version")
        .prefetch_related("steps")
    )
    return {row.application_id: _admission(row) for row in rows if row.application_id}


def _admission(row: Screening) -> Admission:
    stages = row.version.stages
    place = next((one.place for one in row.steps.all() if one.state in OPEN_STEPS), 0)
    name = stages[place - 1]["name"] if place else ""
    return Admission(row.id, row.pipeline.name, row.state, name, place, len(stages))
