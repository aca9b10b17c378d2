"""Questions about an order before its first hand-over, and their answers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.ask_question import answer_question as reply
from hirehall.engagements.unit.actions.ask_question import ask_question as ask
from hirehall.engagements.unit.api.shapes import QuestionIn, QuestionOut, QuestionsOut, ReplyIn
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once

router = Router()


@router.get("/pool/{uuid:order_id}/questions", response=QuestionsOut, operation_id="unit.questions")
def questions(request: HttpRequest, order_id: UUID) -> QuestionsOut:
    """What was asked about an order that one may see, and what its client answered; the oldest first."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return QuestionsOut(items=[QuestionOut.of(row) for row in queries.question_rows_for(by, order_id)])


@router.post("/pool/{uuid:order_id}/questions", response={201: QuestionOut}, operation_id="unit.ask_question")
def ask_question(request: HttpRequest, order_id: UUID, body: QuestionIn) -> Status[QuestionOut]:
    """Ask the client about an order that one holds, or that waits for one’s answer."""
    row = ask(order_id, by=actor_in(request), text=body.text, version=body.version, **once(request))
    return Status(201, QuestionOut.of(row))


@router.post(
    "/pool/questions/{uuid:question_id}/answer", response=QuestionOut, operation_id="unit.answer_question"
)
def answer_question(request: HttpRequest, question_id: UUID, body: ReplyIn) -> QuestionOut:
    """Answer a question about one’s own order; the answer is part of its instructions, and stays with it."""
    return QuestionOut.of(reply(question_id, by=actor_in(request), text=body.text, **once(request)))
