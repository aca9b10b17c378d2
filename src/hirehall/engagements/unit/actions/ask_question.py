"""A question of who holds an order to its client, before the first hand-over, and the answer."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import Question
from hirehall.engagements.unit.operations import go_on, hold_clock, tell_pool, tell_question
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("unit.ask_question", scope=Scope.CONTRACTS_WRITE)
def ask_question(order_id: UUID, *, by: Actor, text: str, version: int | None = None) -> Question:
    """Who holds an order, or was asked for it, asks its client. The answer stays with the order for whoever comes next.

    While it waits the hours of the work stand still, as long as the order's policy says; the minutes to decide do not,
    because nobody else can claim the order meanwhile.
    """
    queries.pool_order_for(by, order_id)
    order = queries.pool_order_to_move(order_id)
    if not rules.is_asked(order, by):
        rules.require_holder(order, by)
    rules.require_current(order.posting, version)
    rules.require_place("ask a question", order)
    rules.require_running(order)
    rules.require_time_left(order.answer_by or order.decide_by or order.due_at)
    contract_operations.require_nobody_suspended(by.person_id)
    clean = contract_rules.require_text(text, field="text", least=10, most=rules.LONGEST_NOTE)
    person_id = by.require_person()
    rules.require_question_left(list(order.questions.filter(asker_id=person_id)))
    claim = order.claims.filter(left_at=None).first()
    question = Question.objects.create(
        order=order, claim=claim, asker_id=person_id, text=clean, asked_at=clock.now()
    )
    if claim is not None:
        hold_clock(order, claim)
        question.refresh_from_db()
    tell_question(question, order.posting, by=by)
    return question


@action("unit.answer_question", scope=Scope.CONTRACTS_WRITE)
def answer_question(question_id: UUID, *, by: Actor, text: str) -> Question:
    """The client answers; the answer is part of the instructions from now on, and cannot be changed."""
    question = queries.question_to_answer(question_id, by=by)
    order = question.order
    contract_operations.require_poster(order.posting, by)
    rules.require_place("answer a question", order)
    rules.require_running(order)
    rules.require_unanswered(question)
    contract_operations.require_nobody_suspended(by.person_id)
    clean = contract_rules.require_text(text, field="text", least=2, most=rules.LONGEST_NOTE)
    question.answer, question.answered_at = clean, clock.now()
    question.answered_by_id = by.require_person()
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    go_on(order, question)
    tell_pool(facts.QuestionAnswered, order.posting, by=by, question_id=question.id)
    return question
