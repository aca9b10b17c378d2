"""Screenings: one’s own way through them, and the examiner’s part."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once
from hirehall.vetting import queries
from hirehall.vetting.actions import examine, go_through
from hirehall.vetting.api.banks import DecisionIn
from hirehall.vetting.api.pipelines import CriterionIO, PipelineOut, PipelinesOut
from hirehall.vetting.api.tests import SittingOut, Words, WordsIn, hall_of
from hirehall.vetting.models import Score, Screening, ScreeningAppeal, Slot
from hirehall.vetting.queries.screening import StageLine

router = Router()


class StepOut(Schema):
    """Where one stands in a stage, and why it ended as it did."""

    place: int
    name: str
    kind: str
    text: str
    state: str
    says: str
    due_at: datetime | None
    reasons: list[str]

    @staticmethod
    def of(line: StageLine) -> StepOut:
        return StepOut(
            place=line.place, name=line.stage.name, kind=line.stage.kind, text=line.text, state=line.state,
            says=line.says, due_at=line.step.due_at if line.step and line.is_open else None, reasons=list(line.reasons),
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
        items=[
            PipelineOut.of(one.version, whole=False)
            for one in queries.pipeline_cards(by, hall_of(request).id)
        ]
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
    "/screenings/{uuid:screening_id}/opening", response=ScreeningOut, operation_id="vetting.open_task"
)
def open_task(request: HttpRequest, screening_id: UUID) -> ScreeningOut:
    """Open the text of a timed task; its hours run from now on."""
    by = actor_in(request)
    go_through.open_task(screening_id, by=by, **once(request))
    return _shown(request, queries.screening_for(by, screening_id))


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
