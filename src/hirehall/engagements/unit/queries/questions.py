"""The questions about an order and their answers, as whoever may see the order reads them: without who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hirehall.engagements.unit import rules
from hirehall.engagements.unit.models import PoolOrder, Question
from hirehall.engagements.unit.queries.rows import (
    is_client_of,
    is_under_contract,
    pool_order_for,
    pool_order_to_move,
    work_for,
)
from hirehall.engagements.unit.states import Place
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused, not_found


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question, and its answer where there is one."""

    id: UUID
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    is_own: bool

    @property
    def waits(self) -> bool:
        return self.answered_at is None


@dataclass(frozen=True, slots=True)
class Questions:
    """What the page of an order shows of its questions.

    Attributes:
        hold_hours: how long the hours of the work can stand while questions wait, in all; zero where they go on.
        holds_until: until when they stand now, at the latest.
    """

    cards: list[QuestionCard]
    may_ask: bool
    may_answer: bool
    hold_hours: int
    holds_until: datetime | None

    @property
    def waiting(self) -> list[QuestionCard]:
        return [card for card in self.cards if card.waits]


def question_cards(order_id: UUID, by: Actor) -> list[QuestionCard]:
    """The questions about an order, the oldest first. One query."""
    return [_card(row, by) for row in question_rows(order_id)]


def questions_of(order: PoolOrder, by: Actor) -> Questions:
    """One query."""
    rows = question_rows(order.posting_id)
    now = clock.now()
    held = [
        row.holds_until
        for row in rows
        if row.claim and row.claim.left_at is None and row.answered_at is None and row.holds_until
    ]
    own = [row for row in rows if row.asker_id == by.person_id]
    moving = order.frozen_at is None
    return Questions(
        cards=[_card(row, by) for row in rows],
        may_ask=moving
        and (rules.holds(order, by) or rules.is_asked(order, by))
        and len(own) < rules.QUESTIONS_AT_MOST
        and all(row.answered_at for row in own),
        may_answer=moving
        and rules.can_in_pool("answer a question", order)
        and is_client_of(order.posting, by)
        and by.may_hire_for(order.posting.client_id, order.posting.organisation_id),
        hold_hours=order.posting.policy.number("unit.question_hours"),
        holds_until=next((until for until in held if until > now and order.state == Place.WORKING), None),
    )


def question_to_answer(question_id: UUID, *, by: Actor) -> Question:
    """A question with its order and posting, all locked, when the actor may see the order.

    Raises:
        Refused: ``question.not_found``.
    """
    order_id = Question.objects.filter(id=question_id).values_list("order_id", flat=True).first()
    if order_id is None:
        raise not_found("question")
    try:
        pool_order_for(by, order_id)
    except Refused as refused:
        raise not_found("question") from refused
    order = pool_order_to_move(order_id)
    question = Question.objects.select_for_update(no_key=True, of=("self",)).get(id=question_id)
    question.order = order
    return question


def who_has(order_id: UUID) -> list[UUID]:
    """Who holds an order now, or was asked for it; nobody while it stands in the pool."""
    order = PoolOrder.objects.get(posting_id=order_id)
    who = order.writer_id if order.state == Place.ASKED else order.holder_id
    return [] if who is None else [who]


def question_rows_for(by: Actor, order_id: UUID) -> list[Question]:
    """The questions about an order that the actor may see, before and after it is a contract.

    Raises:
        Refused: ``order.not_found``.
    """
    if is_under_contract(order_id):
        return question_rows(work_for(by, order_id).id)
    return question_rows(pool_order_for(by, order_id).posting_id)


def question_rows(order_id: UUID) -> list[Question]:
    """Oldest first."""
    return list(Question.objects.filter(order_id=order_id).select_related("claim").order_by("asked_at", "id"))


def _card(row: Question, by: Actor) -> QuestionCard:
    return QuestionCard(
        row.id, row.text, row.asked_at, row.answer, row.answered_at, row.asker_id == by.person_id
    )
