"""Review windows as the two sides see them, before and after the reveal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall, here
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found
from hirehall.foundation.turns import Turn
from hirehall.reputation import rules
from hirehall.reputation.models import Review, ReviewInvitation, ReviewWindow
from hirehall.reputation.queries.reviews import PublicReview, name_of, public
from hirehall.reputation.states import LADDERS, Answer, Direction, Invited, Met, Rung

MOST = 100


@dataclass(frozen=True, slots=True)
class WindowLine:
    """One contract in the list of my reviews. What the other side has done is not in it before the reveal."""

    id: UUID
    title: str
    other: str
    href: str
    closes_at: datetime
    answered: bool
    released: bool
    mine: PublicReview | None
    theirs: PublicReview | None
    may_reply_until: datetime | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class MyReviews:
    """Waiting for the actor; given by the actor's side; received by it."""

    waiting: tuple[WindowLine, ...]
    given: tuple[WindowLine, ...]
    received: tuple[WindowLine, ...]


def _windows(actor: Actor) -> QuerySet[ReviewWindow]:
    """The windows of which the actor is a side."""
    me = actor.person_id
    hiring = [organisation_id for organisation_id, role in actor.roles if role in {"owner", "hiring"}]
    if me is None or actor.is_staff:
        return ReviewWindow.objects.none()
    return (
        ReviewWindow.objects.filter(at_hall(actor))
        .filter(Q(freelancer_id=me) | Q(client_id=me, organisation=None) | Q(organisation_id__in=hiring))
        .select_related("client", "organisation", "freelancer")
        .prefetch_related("invitations", Prefetch("reviews", queryset=Review.objects.all()))
    )


def my_reviews(actor: Actor) -> MyReviews:
    """The latest hundred contracts that the actor may review or has been reviewed for. Three queries."""
    actor.require_person()
    windows = list(_windows(actor).order_by("-opened_at", "-id")[:MOST])
    lines = [(_line(window, actor), _mine(window, actor)) for window in windows]
    return MyReviews(
        waiting=tuple(line for line, (window, invitation) in lines if rules.may_answer(window, invitation)),
        given=tuple(line for line, _ in lines if line.answered),
        received=tuple(line for line, _ in lines if line.released and line.theirs is not None),
    )


def _mine(window: ReviewWindow, actor: Actor) -> tuple[ReviewWindow, ReviewInvitation]:
    side = rules.require_side(window, actor)
    return window, next(row for row in window.invitations.all() if row.direction == side)


def _line(window: ReviewWindow, actor: Actor) -> WindowLine:
    side = rules.require_side(window, actor)
    mine = next((row for row in window.reviews.all() if row.direction == side), None)
    theirs = next((row for row in window.reviews.all() if row.direction == side.other), None)
    if theirs is not None and theirs.released_at is None:
        theirs = None
    return WindowLine(
        id=window.id,
        title=window.title,
        other=_other_name(window, side),
        href=reverse("reputation:window", args=[window.id]),
        closes_at=window.closes_at,
        answered=mine is not None,
        released=window.released_at is not None,
        mine=public(mine) if mine else None,
        theirs=public(theirs) if theirs else None,
        may_reply_until=(
            rules.reply_until(theirs, window) if theirs and rules.may_reply(theirs, window, actor) else None
        ),
        opened_at=window.opened_at,
    )


def _other_name(window: ReviewWindow, side: Direction) -> str:
    if side is Direction.OF_FREELANCER:
        return name_of(window.freelancer)
    return window.organisation.name if window.organisation else name_of(window.client)


@dataclass(frozen=True, slots=True)
class Said:
    """One question with the author's own answer; only the author's side ever gets these."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class WindowPage:
    """One contract's reviews as one side sees them.

    Attributes:
        questions: about a first-timer’s work, for their client.
        advice: of their client to a first-timer, after the reveal; to nobody else.
    """

    line: WindowLine
    contract_href: str
    direction: Direction
    ladder: tuple[Rung, Rung, Rung]
    paid: Money
    ended_at: datetime
    opened_at: datetime
    released_at: datetime | None
    reply_days: int
    may_answer: bool
    silent: bool
    my_answers: tuple[Said, ...]
    their_review_id: UUID | None
    questions: tuple[str, ...]
    advice: str


MET = {Met.YES: "Yes", Met.PARTLY: "Partly", Met.NO: "No", Met.CANNOT_TELL: "Cannot tell"}
ANSWERS = {Answer.YES: "Yes", Answer.NO: "No", Answer.CANNOT_TELL: "Cannot tell"}


def window_for(actor: Actor, window_id: UUID) -> WindowPage:
    """The window as the actor's side sees it.

    Raises:
        Refused: ``review_window.not_found`` for a stranger as for a missing one.
    """
    window = _windows(actor).filter(id=window_id).first()
    if window is None:
        raise not_found("review_window")
    side = rules.require_side(window, actor)
    _, invitation = _mine(window, actor)
    line = _line(window, actor)
    mine = next((row for row in window.reviews.all() if row.direction == side), None)
    return WindowPage(
        line=line,
        contract_href=here(window.href),
        direction=side,
        ladder=LADDERS[side],
        paid=window.paid,
        ended_at=window.ended_at,
        opened_at=window.opened_at,
        released_at=window.released_at,
        reply_days=window.reply_days,
        may_answer=rules.may_answer(window, invitation),
        silent=invitation.state != Invited.ANSWERED and not rules.may_answer(window, invitation),
        my_answers=_answers(mine, side) if mine else (),
        their_review_id=line.theirs.id if line.theirs else None,
        questions=tuple(window.questions) if side is Direction.OF_FREELANCER else (),
        advice=_advice(window) if side is Direction.OF_CLIENT else "",
    )


def _answers(mine: Review, side: Direction) -> tuple[Said, ...]:
    ladder = [Said(rung.question, ANSWERS[Answer(mine.rungs[rung.name])]) for rung in LADDERS[side]]
    judged = [Said(row["question"], MET[Met(row["answer"])]) for row in mine.evaluation]
    return (*ladder, *judged)


def _advice(window: ReviewWindow) -> str:
    said = (
        row for row in window.reviews.all() if row.direction == Direction.OF_FREELANCER and row.released_at
    )
    return next((row.advice for row in said), "")


def window_about(actor: Actor, contract_id: UUID) -> UUID | None:
    """The id of a contract's review window, for its two sides."""
    return _windows(actor).filter(contract_id=contract_id).values_list("id", flat=True).first()


def windows_due() -> list[UUID]:
    return list(
        ReviewWindow.objects.filter(released_at=None, closes_at__lte=clock.now()).values_list("id", flat=True)
    )


def reminders_due() -> list[UUID]:
    return list(
        ReviewInvitation.objects.filter(state=Invited.OPEN.value, remind_at__lte=clock.now()).values_list(
            "id", flat=True
        )
    )


def turns_for(actor: Actor) -> list[Turn]:
    """The contracts that wait for the actor's review, the most urgent first, and reviews that may be replied to."""
    if actor.person_id is None:
        return []
    now = clock.now()
    windows = _windows(actor).filter(released_at=None, closes_at__gt=now).order_by("closes_at")[:MOST]
    turns = []
    for window in windows:
        _, invitation = _mine(window, actor)
        if not rules.may_answer(window, invitation):
            continue
        other = _other_name(window, rules.require_side(window, actor))
        soon = window.closes_at - now < timedelta(days=3)
        turns.append(
            Turn(
                title=f"Review {other}",
                text=f"“{window.title}” has ended. Nobody sees either review before both are in or the time is over;"
                " then it is too late.",
                href=reverse("reputation:window", args=[window.id]),
                button="Write the review",
                due_at=window.closes_at,
                tone="warn" if soon else "info",
            )
        )
    return turns


def freelancer_of(window_id: UUID) -> UUID:
    return ReviewWindow.objects.values_list("freelancer_id", flat=True).get(id=window_id)
