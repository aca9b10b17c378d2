"""Reports, hidings and appeals, for programs. What only the desk may do says so by its scope and session."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_operator, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once
from hirehall.portfolio import queries, rules
from hirehall.portfolio.actions.hide_piece import answer_hiding, appeal_hiding, hide_piece
from hirehall.portfolio.actions.report_piece import dismiss_reports, report_piece
from hirehall.portfolio.api.wall import MakerOut, hall_in
from hirehall.portfolio.models import Hiding, Report
from hirehall.portfolio.states import Wrong

router = Router()
Words = Annotated[str, Field(max_length=rules.LONGEST_WORDS, pattern=r"^[^\x00]*$")]


class ReportBody(Schema):
    wrong: Wrong
    words: Words = ""


class WordsBody(Schema):
    words: Words


class AnswerBody(WordsBody):
    lifts: bool


class ReportOut(Schema):
    id: UUID
    wrong: str
    reported_at: datetime


class HidingOut(Schema):
    """``state`` is hidden, appealed, stands or lifted."""

    id: UUID
    state: str
    wrong: str
    words: str
    appeal: str
    answer: str


class SaidOut(Schema):
    wrong: str
    words: str
    reporter: str
    reported_at: datetime


class HidingShownOut(Schema):
    state: str
    wrong: str
    words: str
    appeal: str
    answer: str


class LookedOut(Schema):
    """A piece at the desk; ``GET /gallery/{id}`` has all of it."""

    id: UUID
    title: str
    maker: MakerOut
    state: str
    reports: list[SaidOut]
    dismissed_before: int
    hiding: HidingShownOut | None


class DeskOut(Schema):
    """``reported`` waits for an answer; ``hidden`` is hidden now, appeals first."""

    reported: list[LookedOut]
    hidden: list[LookedOut]


@router.post(
    "gallery/{uuid:showing_id}/reports",
    operation_id="portfolio.report_piece",
    response={201: ReportOut},
    summary="Report a piece",
)
def reported(request: HttpRequest, showing_id: UUID, body: ReportBody) -> Status[Report]:
    """The operators look at it; its maker does not learn who reported."""
    by = actor_in(request)
    made = report_piece(showing_id, by=by, wrong=body.wrong.value, words=body.words, **once(request))
    return Status(201, made)


@router.post(
    "gallery/{uuid:showing_id}/appeal",
    operation_id="portfolio.appeal_hiding",
    response=HidingOut,
    summary="Appeal against a hiding",
)
def appealed(request: HttpRequest, showing_id: UUID, body: WordsBody) -> Hiding:
    """Once, by its maker."""
    return appeal_hiding(showing_id, by=actor_in(request), words=body.words, **once(request))


@router.get(
    "desk/gallery", operation_id="desk.gallery", response=DeskOut, summary="Reported and hidden pieces"
)
def desk(request: HttpRequest) -> dict[str, object]:
    by, hall = actor_in(request), hall_in(request)
    require_scope(by, Scope.STAFF_READ)
    require_operator(by, hall_id=hall.id)
    return {"reported": queries.reports_waiting(by, hall.id), "hidden": queries.hidden_here(by, hall.id)}


@router.post(
    "desk/gallery/{uuid:showing_id}/hiding",
    operation_id="portfolio.hide_piece",
    response={201: HidingOut},
    summary="Hide a piece",
)
def hidden(request: HttpRequest, showing_id: UUID, body: ReportBody) -> Status[Hiding]:
    """Its maker reads the words, and may appeal once."""
    by = actor_in(request)
    made = hide_piece(showing_id, by=by, wrong=body.wrong.value, words=body.words, **once(request))
    return Status(201, made)


@router.post(
    "desk/gallery/{uuid:showing_id}/dismissal",
    operation_id="portfolio.dismiss_reports",
    response={204: None},
    summary="Dismiss the reports",
)
def dismissed(request: HttpRequest, showing_id: UUID) -> Status[None]:
    dismiss_reports(showing_id, by=actor_in(request), **once(request))
    return Status(204, None)


@router.post(
    "desk/gallery/{uuid:showing_id}/answer",
    operation_id="portfolio.answer_hiding",
    response=HidingOut,
    summary="Lift a hiding, or uphold it",
)
def answered(request: HttpRequest, showing_id: UUID, body: AnswerBody) -> Hiding:
    """Lifting is possible at any time; upholding answers an appeal."""
    by = actor_in(request)
    return answer_hiding(showing_id, by=by, lifts=body.lifts, words=body.words, **once(request))
