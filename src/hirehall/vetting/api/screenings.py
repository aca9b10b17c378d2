"""Screenings: one’s own way through them, the examiner’s part, and the operator’s pipelines."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once
from hirehall.vetting import queries
from hirehall.vetting.actions import examine, go_through, keep_pipeline
from hirehall.vetting.api.banks import DecisionIn
from hirehall.vetting.api.tests import SittingOut, Words, WordsIn, hall_of
from hirehall.vetting.models import Pipeline, PipelineVersion, Score, Screening, ScreeningAppeal, Slot
from hirehall.vetting.queries.screening import StageLine

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

    def plain(self) -> dict[str, Any]:
        return {**self.dict(), "bank_id": str(self.bank_id) if self.bank_id else ""}


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
    published_at: datetime | None

    @staticmethod
    def of(row: PipelineVersion) -> PipelineOut:
        return PipelineOut(
            id=row.id, pipeline_id=row.pipeline_id, number=row.number, intro=row.intro, stages=row.stages,
            reapply_days=row.reapply_days, valid_months=row.valid_months, published_at=row.published_at,
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


class ClosedOut(Schema):
    id: UUID
    closed_at: datetime | None

    @staticmethod
    def of(row: Pipeline) -> ClosedOut:
        return ClosedOut(id=row.id, closed_at=row.closed_at)


class ClosedIn(Schema):
    closed: bool = True


class StepOut(Schema):
    """Where one stands in a stage, and why it ended as it did."""

    place: int
    name: str
    kind: str
    state: str
    says: str
    due_at: datetime | None
    reasons: list[str]

    @staticmethod
    def of(line: StageLine) -> StepOut:
        return StepOut(
            place=line.place, name=line.stage.name, kind=line.stage.kind, state=line.state, says=line.says,
            due_at=line.step.due_at if line.step and line.is_open else None, reasons=list(line.reasons),
        )  # fmt: skip


class ScreeningOut(Schema):
    id: UUID
    pipeline_id: UUID
    version: int
    state: str
    began_at: datetime
    ended_at: datetime | None
    reapply_at: datetime | None
    stages: list[StepOut]
    free_slots: list[SlotOut]


class SlotOut(Schema):
    """A time for an interview; where it is, only for who has booked it and who offers it."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    where: str = ""
    booked: bool = False

    @staticmethod
    def of(row: Slot, *, whole: bool = True) -> SlotOut:
        return SlotOut(
            id=row.id, starts_at=row.starts_at, ends_at=row.ends_at, where=row.where if whole else "",
            booked=row.step_id is not None,
        )  # fmt: skip


class SlotIn(Schema):
    starts_at: datetime
    minutes: Annotated[int, Field(ge=10, le=180)] = 30
    where: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]


class SentIn(Schema):
    """An answer for each question of a form, or one text for a project, whose files are uploaded first."""

    answers: Annotated[list[Words], Field(max_length=12)]
    file_ids: Annotated[list[UUID], Field(max_length=20)] = []


class ScreeningAppealOut(Schema):
    id: UUID
    state: str
    text: str
    reason: str

    @staticmethod
    def of(row: ScreeningAppeal) -> ScreeningAppealOut:
        return ScreeningAppealOut(id=row.id, state=row.state, text=row.text, reason=row.reason)


class ToScoreOut(Schema):
    id: UUID
    pipeline: str
    stage: str
    due_at: datetime
    sent: list[list[str]]
    rubric: list[CriterionIO]


class DeskOut(Schema):
    items: list[ToScoreOut]
    slots: list[SlotOut]
    appeals: list[ScreeningAppealOut]
    next: None = None


class ScoreIn(Schema):
    """Points for each criterion of the rubric, in its order, and the reason that the applicant reads."""

    points: Annotated[list[Annotated[int, Field(ge=0, le=20)]], Field(max_length=8)]
    reason: Words


class ScoreOut(Schema):
    id: UUID
    percent: Decimal | None

    @staticmethod
    def of(row: Score) -> ScoreOut:
        return ScoreOut(id=row.id, percent=row.percent)


class ReasonIn(Schema):
    reason: Words


ScreeningOut.model_rebuild()


def _shown(request: HttpRequest, row: Screening) -> ScreeningOut:
    page = queries.screening_page(actor_in(request), row.id)
    one = page.screening
    return ScreeningOut(
        id=one.id, pipeline_id=one.pipeline_id, version=one.version.number, state=one.state, began_at=one.began_at,
        ended_at=one.ended_at, reapply_at=one.reapply_at, stages=[StepOut.of(line) for line in page.lines],
        free_slots=[SlotOut.of(slot, whole=False) for slot in page.slots],
    )  # fmt: skip


@router.get("/screenings", response=PipelinesOut, operation_id="vetting.screenings")
def screenings(request: HttpRequest) -> PipelinesOut:
    """The screenings of the hall that one can begin, or has begun."""
    by = actor_in(request)
    require_scope(by, Scope.PROFILE_READ)
    return PipelinesOut(
        items=[PipelineOut.of(one.version) for one in queries.pipeline_cards(by, hall_of(request).id)]
    )


@router.post(
    "/pipelines/{uuid:pipeline_id}/screenings", response={201: ScreeningOut}, operation_id="vetting.apply"
)
def apply(request: HttpRequest, pipeline_id: UUID) -> Status[ScreeningOut]:
    """Begin a screening."""
    row = go_through.apply(pipeline_id, by=actor_in(request), **once(request))
    return Status(201, _shown(request, row))


@router.get("/screenings/{uuid:screening_id}", response=ScreeningOut, operation_id="vetting.screening")
def screening(request: HttpRequest, screening_id: UUID) -> ScreeningOut:
    """Where one is in a screening, what comes next and by when."""
    by = actor_in(request)
    require_scope(by, Scope.PROFILE_READ)
    return _shown(request, queries.screening_for(by, screening_id))


@router.post(
    "/screenings/{uuid:screening_id}/stage", response=ScreeningOut, operation_id="vetting.send_stage"
)
def send_stage(request: HttpRequest, screening_id: UUID, body: SentIn) -> ScreeningOut:
    """Send one’s part of a form or a project."""
    row = go_through.send_stage(
        screening_id, by=actor_in(request), answers=body.answers, file_ids=body.file_ids, **once(request)
    )
    return _shown(request, row)


@router.post(
    "/screenings/{uuid:screening_id}/test", response=SittingOut, operation_id="vetting.start_stage_test"
)
def start_stage_test(request: HttpRequest, screening_id: UUID) -> SittingOut:
    """Start the test of a stage; its clock runs from now on."""
    return SittingOut.of(go_through.start_stage_test(screening_id, by=actor_in(request), **once(request)))


@router.post(
    "/screenings/{uuid:screening_id}/withdrawal", response=ScreeningOut, operation_id="vetting.withdraw"
)
def withdraw(request: HttpRequest, screening_id: UUID) -> ScreeningOut:
    """Leave a screening."""
    return _shown(request, go_through.withdraw(screening_id, by=actor_in(request), **once(request)))


@router.post(
    "/screenings/{uuid:screening_id}/appeal",
    response={201: ScreeningAppealOut},
    operation_id="vetting.appeal_screening",
)
def appeal_screening(request: HttpRequest, screening_id: UUID, body: WordsIn) -> Status[ScreeningAppealOut]:
    """Appeal against being turned down."""
    row = go_through.appeal_screening(screening_id, by=actor_in(request), text=body.text, **once(request))
    return Status(201, ScreeningAppealOut.of(row))


@router.post("/slots/{uuid:slot_id}/booking", response=SlotOut, operation_id="vetting.book_slot")
def book_slot(request: HttpRequest, slot_id: UUID) -> SlotOut:
    """Book a time for one’s interview."""
    return SlotOut.of(go_through.book_slot(slot_id, by=actor_in(request), **once(request)))


@router.post("/slots/{uuid:slot_id}/leaving", response=SlotOut, operation_id="vetting.leave_slot")
def leave_slot(request: HttpRequest, slot_id: UUID) -> SlotOut:
    """Give a booked time back, or take back one that one offers."""
    return SlotOut.of(go_through.leave_slot(slot_id, by=actor_in(request), **once(request)))


@router.get("/examining", response=DeskOut, operation_id="vetting.examiner_desk")
def examiner_desk(request: HttpRequest) -> DeskOut:
    """What waits for one’s score, one’s times, and appeals that one may decide. For examiners of the hall."""
    by = actor_in(request)
    require_scope(by, Scope.PROFILE_READ)
    desk = queries.examiner_desk(by, hall_of(request).id)
    return DeskOut(
        items=[
            ToScoreOut(
                id=one.score.id, pipeline=one.pipeline, stage=one.stage.name, due_at=one.score.due_at,
                sent=[list(pair) for pair in one.sent],
                rubric=[CriterionIO(text=part.text, most=part.most) for part in one.stage.rubric],
            )
            for one in desk.waiting
        ],
        slots=[SlotOut.of(slot) for slot in desk.slots],
        appeals=[ScreeningAppealOut.of(one.appeal) for one in desk.appeals],
    )  # fmt: skip


@router.post("/examining/slots", response={201: SlotOut}, operation_id="vetting.offer_slot")
def offer_slot(request: HttpRequest, body: SlotIn) -> Status[SlotOut]:
    """Offer a time for interviews. For examiners of the hall."""
    row = examine.offer_slot(hall_of(request).id, by=actor_in(request), **body.dict(), **once(request))
    return Status(201, SlotOut.of(row))


@router.post("/examining/scores/{uuid:score_id}", response=ScoreOut, operation_id="vetting.score_stage")
def score_stage(request: HttpRequest, score_id: UUID, body: ScoreIn) -> ScoreOut:
    """Score a stage by its rubric, with the reason. For the examiner to whom it is assigned."""
    row = examine.score_stage(
        score_id, by=actor_in(request), points=body.points, reason=body.reason, **once(request)
    )
    return ScoreOut.of(row)


@router.post(
    "/screening-appeals/{uuid:appeal_id}/decision",
    response=ScreeningAppealOut,
    operation_id="vetting.decide_screening_appeal",
)
def decide_screening_appeal(request: HttpRequest, appeal_id: UUID, body: DecisionIn) -> ScreeningAppealOut:
    """Decide an appeal. For an examiner who had no part in it, or an operator."""
    row = examine.decide_screening_appeal(
        appeal_id, by=actor_in(request), upheld=body.upheld, reason=body.reason, **once(request)
    )
    return ScreeningAppealOut.of(row)


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


@router.post("/vetted/{uuid:person_id}/ending", response=ClosedOut, operation_id="vetting.end_vetted")
def end_vetted(request: HttpRequest, person_id: UUID, body: ReasonIn) -> ClosedOut:
    """End somebody’s being vetted, with the reason that they read. For operators."""
    row = keep_pipeline.end_vetted(
        hall_of(request).id, person_id, by=actor_in(request), reason=body.reason, **once(request)
    )
    return ClosedOut.of(row)
