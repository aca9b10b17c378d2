"""The hall’s screening pipelines. For operators in a staff session."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once
from hirehall.vetting.actions import keep_pipeline
from hirehall.vetting.actions.follow_late import reassign_score
from hirehall.vetting.api.tests import Words, hall_of
from hirehall.vetting.models import Pipeline, PipelineVersion

router = Router()
Name = Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")]
Line = Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")]


class CriterionIO(Schema):
    text: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
    most: Annotated[int, Field(ge=1, le=20)]


class StageIn(Schema):
    """A stage: ``form``, ``test``, ``interview`` or ``project``, with what its kind needs."""

    kind: Annotated[str, Field(pattern="^(form|test|interview|project)$")]
    name: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]
    text: Words = ""
    days: Annotated[int, Field(ge=1, le=90)] = 14
    pass_percent: Annotated[int, Field(ge=1, le=100)] = 60
    examiners: Annotated[int, Field(ge=1, le=3)] = 1
    blind: bool = True
    rubric: Annotated[list[CriterionIO], Field(max_length=8)] = []
    questions: Annotated[list[Line], Field(max_length=12)] = []
    bank_id: UUID | None = None
    minutes: Annotated[int, Field(ge=10, le=180)] = 30
    hours: Annotated[
        int, Field(ge=0, le=72, description="Of a project: from when its text is opened; 0 for none.")
    ] = 0
    proves: UUID | None = Field(None, description="Of a project: the skill whose proof it is.")

    def plain(self) -> dict[str, Any]:
        ids = {"bank_id": str(self.bank_id or ""), "proves": str(self.proves or "")}
        return {**self.dict(), **ids}


class StagesIn(Schema):
    stages: Annotated[list[StageIn], Field(max_length=8)]


class PipelineOut(Schema):
    """A version of a screening; its stages as data."""

    id: UUID
    pipeline_id: UUID
    number: int
    intro: str
    stages: list[dict[str, Any]]
    reapply_days: int
    valid_months: int
    vets: bool
    published_at: datetime | None

    @staticmethod
    def of(row: PipelineVersion, *, whole: bool = True) -> PipelineOut:
        """``whole``: with the text of timed tasks, which who goes through it opens when their hours begin."""
        stages = [one if whole or not one.get("hours") else {**one, "text": ""} for one in row.stages]
        return PipelineOut(
            id=row.id, pipeline_id=row.pipeline_id, number=row.number, intro=row.intro, stages=stages,
            reapply_days=row.reapply_days, valid_months=row.valid_months, vets=row.vets,
            published_at=row.published_at,
        )  # fmt: skip


class PipelinesOut(Schema):
    items: list[PipelineOut]
    next: None = None


class NameIn(Schema):
    name: Name


class WholeIn(Schema):
    intro: Words = ""
    reapply_days: Annotated[int, Field(ge=0, le=730)]
    valid_months: Annotated[int, Field(ge=0, le=120)]
    vets: bool = True


class ClosedOut(Schema):
    id: UUID
    closed_at: datetime | None

    @staticmethod
    def of(row: Pipeline) -> ClosedOut:
        return ClosedOut(id=row.id, closed_at=row.closed_at)


class ClosedIn(Schema):
    closed: bool = True


class ReassignIn(Schema):
    examiner_id: UUID


class ReassignedOut(Schema):
    id: UUID
    examiner_id: UUID
    due_at: datetime


class AdmitsOut(Schema):
    id: UUID
    admits: bool


class AdmitsIn(Schema):
    admits: bool = True


class ReasonIn(Schema):
    reason: Words


@router.post("/pipelines", response={201: PipelineOut}, operation_id="vetting.open_pipeline")
def open_pipeline(request: HttpRequest, body: NameIn) -> Status[PipelineOut]:
    """Open a screening; its first version is an empty draft. For operators."""
    row = keep_pipeline.open_pipeline(
        hall_of(request).id, by=actor_in(request), name=body.name, **once(request)
    )
    return Status(201, PipelineOut.of(row))


@router.post(
    "/pipelines/{uuid:pipeline_id}/versions",
    response={201: PipelineOut},
    operation_id="vetting.draft_pipeline",
)
def draft_pipeline(request: HttpRequest, pipeline_id: UUID) -> Status[PipelineOut]:
    """Take up a new version as a copy of the last; where there is a draft, that is it. For operators."""
    return Status(
        201, PipelineOut.of(keep_pipeline.draft_pipeline(pipeline_id, by=actor_in(request), **once(request)))
    )


@router.put("/pipeline-versions/{uuid:version_id}", response=PipelineOut, operation_id="vetting.set_pipeline")
def set_pipeline(request: HttpRequest, version_id: UUID, body: WholeIn) -> PipelineOut:
    """Set a draft’s words and numbers. For operators."""
    return PipelineOut.of(keep_pipeline.set_pipeline(version_id, by=actor_in(request), **body.dict()))


@router.put(
    "/pipeline-versions/{uuid:version_id}/stages", response=PipelineOut, operation_id="vetting.set_stages"
)
def set_stages(request: HttpRequest, version_id: UUID, body: StagesIn) -> PipelineOut:
    """Set a draft’s stages, in their order. For operators."""
    stages = [one.plain() for one in body.stages]
    return PipelineOut.of(keep_pipeline.set_stages(version_id, by=actor_in(request), stages=stages))


@router.post(
    "/pipeline-versions/{uuid:version_id}/publication",
    response=PipelineOut,
    operation_id="vetting.publish_pipeline",
)
def publish_pipeline(request: HttpRequest, version_id: UUID) -> PipelineOut:
    """Publish a draft. From then on it never changes. For operators."""
    return PipelineOut.of(keep_pipeline.publish_pipeline(version_id, by=actor_in(request), **once(request)))


@router.put(
    "/pipelines/{uuid:pipeline_id}/closing", response=ClosedOut, operation_id="vetting.close_pipeline"
)
def close_pipeline(request: HttpRequest, pipeline_id: UUID, body: ClosedIn) -> ClosedOut:
    """Let nobody begin it any more, or let them again. For operators."""
    return ClosedOut.of(keep_pipeline.close_pipeline(pipeline_id, by=actor_in(request), closed=body.closed))


@router.put(
    "/pipelines/{uuid:pipeline_id}/admitting",
    response=AdmitsOut,
    operation_id="vetting.let_pipeline_admit",
)
def let_pipeline_admit(request: HttpRequest, pipeline_id: UUID, body: AdmitsIn) -> AdmitsOut:
    """Let it decide new applications to the hall in place of another, or the desk again. For operators."""
    row = keep_pipeline.let_pipeline_admit(pipeline_id, by=actor_in(request), admits=body.admits)
    return AdmitsOut(id=row.id, admits=row.admits)


@router.put(
    "/examining/scores/{uuid:score_id}/examiner",
    response=ReassignedOut,
    operation_id="vetting.reassign_score",
)
def reassign(request: HttpRequest, score_id: UUID, body: ReassignIn) -> ReassignedOut:
    """Give what an examiner has not scored to another. For operators."""
    row = reassign_score(score_id, body.examiner_id, by=actor_in(request))
    return ReassignedOut(id=row.id, examiner_id=row.examiner_id, due_at=row.due_at)


@router.post("/vetted/{uuid:person_id}/ending", response=ClosedOut, operation_id="vetting.end_vetted")
def end_vetted(request: HttpRequest, person_id: UUID, body: ReasonIn) -> ClosedOut:
    """End somebody’s being vetted, with the reason that they read. For operators."""
    row = keep_pipeline.end_vetted(
        hall_of(request).id, person_id, by=actor_in(request), reason=body.reason, **once(request)
    )
    return ClosedOut.of(row)
