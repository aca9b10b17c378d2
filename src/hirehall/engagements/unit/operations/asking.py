"""Questions to the client of an order: how the hours of the work stand still while one waits, and go on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from hirehall.engagements.unit.models import Claim, PoolOrder, Question
from hirehall.engagements.unit.states import Place
from hirehall.foundation import clock


def hold_clock(order: PoolOrder, claim: Claim) -> None:
    """Where a question of this claim waits, the hours of the work stand: their date moves by what is left of the hold.

    The date that stands is the latest one; an early answer draws it back by what was not needed.
    """
    if order.state != Place.WORKING or order.due_at is None:
        return
    waiting = claim.questions.filter(answered_at=None, held_from=None).first()
    left = hold_left(order, claim)
    if waiting is None or left <= timedelta():
        return
    waiting.held_from = clock.now()
    waiting.holds_until = waiting.held_from + left
    waiting.save(update_fields=["held_from", "holds_until"])
    order.due_at += left
    order.save(update_fields=["due_at"])


def hold_left(order: PoolOrder, claim: Claim) -> timedelta:
    """How long the hours of the work can still stand under this claim, whose questions share one sum."""
    left = timedelta(hours=order.posting.policy.number("unit.question_hours"))
    for one in claim.questions.filter(held_from__isnull=False):
        left -= _held(one.held_from, one.holds_until, one.answered_at)
    return left


def _held(since: datetime | None, until: datetime | None, answered_at: datetime | None) -> timedelta:
    if since is None or until is None:
        return timedelta()
    return min(until, answered_at or until) - since


def go_on(order: PoolOrder, question: Question) -> None:
    """A question is answered: where the work stood for it, its date comes back by the part that was not needed."""
    claim = question.claim
    if claim is None or claim.left_at is not None or order.due_at is None or question.holds_until is None:
        return
    unused = question.holds_until - clock.now()
    if unused > timedelta():
        order.due_at -= unused
        order.save(update_fields=["due_at"])


def stand_longer(order: PoolOrder, stood: timedelta) -> None:
    """An order stood still for a bank: the hold of a question that waits has as much left as before."""
    waiting = order.questions.filter(answered_at=None, holds_until__isnull=False, claim__left_at=None)
    waiting.update(held_from=F("held_from") + stood, holds_until=F("holds_until") + stood)
