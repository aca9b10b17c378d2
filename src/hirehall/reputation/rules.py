"""Who may review, reply and see what, and what a review must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from hirehall.contracts.models import Contract
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.people.models import Membership
from hirehall.reputation.formula import settings
from hirehall.reputation.models import LinkedPair, Review, ReviewInvitation, ReviewWindow, Verification
from hirehall.reputation.states import LADDERS, OPTIONAL_FACTS, Answer, Direction, Invited, Met

LONGEST_ADVICE = 2000
MOST_WORDS = 1_000
LEAST_REASON = 10


def side_of(window: ReviewWindow, by: Actor) -> Direction | None:
    """Which review the actor may write about this contract; None for a stranger.

    The freelancer stays the freelancer, also after the client's organisation made them a member, and who is in the
    agency that did the work writes nothing for its client: nobody reviews themselves, or reads what is still sealed
    about them.
    """
    if by.person_id is not None and by.person_id == window.freelancer_id and not by.is_staff:
        return Direction.OF_CLIENT
    if by.may_hire_for(window.client_id, window.organisation_id) and not _is_in_its_agency(window, by):
        return Direction.OF_FREELANCER
    return None


def _is_in_its_agency(window: ReviewWindow, by: Actor) -> bool:
    """No query for who is in no agency."""
    inside = Contract.objects.filter(id=window.contract_id, agency_id__in=by.agency_ids)
    return bool(by.agency_ids) and inside.exists()


def require_side(window: ReviewWindow | None, by: Actor) -> Direction:
    side = side_of(window, by) if window is not None else None
    if side is None:
        raise not_found("review_window")
    return side


def may_answer(window: ReviewWindow, invitation: ReviewInvitation) -> bool:
    return invitation.state == Invited.OPEN and window.released_at is None and clock.now() < window.closes_at


def require_open(window: ReviewWindow, invitation: ReviewInvitation) -> None:
    if invitation.state == Invited.ANSWERED:
        raise Refused(
            "review.locked",
            "Your review is in and locked. It becomes visible together with the other side’s.",
        )
    if not may_answer(window, invitation):
        raise Refused(
            "review.window_closed",
            f"The time for reviewing this contract ended on {window.closes_at:%-d %B %Y, %H:%M} UTC.",
        )


def require_answers(
    direction: Direction, rungs: Mapping[str, str], facts: Mapping[str, str], text: str
) -> tuple[dict[str, str], dict[str, str], str]:
    """The answers as they are kept; what was left out counts as "cannot tell".

    Raises:
        Refused: ``review.unknown_answer``, ``review.too_long`` or ``review.empty``.
    """
    ladder = [rung.name for rung in LADDERS[direction]]
    for name, answer in [*rungs.items(), *facts.items()]:
        if name not in {*ladder, *OPTIONAL_FACTS} or answer not in {*Answer, ""}:
            raise Refused(
                "review.unknown_answer",
                f"“{answer}” is no answer to “{name}”. Answer yes, no or cannot_tell.",
                because=Because.INVALID,
            )
    text = _kept(text, settings().text_length, "review.too_long")
    kept = {name: rungs.get(name) or Answer.CANNOT_TELL.value for name in ladder}
    if not text and all(answer == Answer.CANNOT_TELL for answer in kept.values()):
        raise Refused(
            "review.empty",
            "Answer at least one question with yes or no, or write a sentence. If you would rather not review,"
            " leave it: the window closes by itself.",
            because=Because.INVALID,
        )
    return kept, {name: facts[name] for name in OPTIONAL_FACTS if facts.get(name)}, text


def require_evaluation(
    window: ReviewWindow, direction: Direction, answers: Sequence[str], advice: str
) -> tuple[list[dict[str, str]], str]:
    """The evaluation of a first-timer as it is kept: one answer to each question, in their order.

    Of any other contract there is none, whatever was sent.

    Raises:
        Refused: ``review.evaluation_missing``, ``review.unknown_answer``, ``review.too_long``.
    """
    if direction is not Direction.OF_FREELANCER or not window.questions:
        return [], ""
    if wrong := [answer for answer in answers if answer not in {*Met, ""}]:
        raise Refused(
            "review.unknown_answer",
            f"“{wrong[0][:40]}” is no answer. Answer yes, partly, no or cannot_tell.",
            because=Because.INVALID,
        )
    if len(answers) != len(window.questions) or not all(answers):
        raise Refused(
            "review.evaluation_missing",
            "This was a first contract without the hall’s fees: please answer each question about the work. “Cannot "
            "tell” is an answer, too.",
            because=Because.INVALID,
            field="evaluation",
        )
    kept = [
        {"question": question, "answer": answer}
        for question, answer in zip(window.questions, answers, strict=True)
    ]
    return kept, _kept(advice, LONGEST_ADVICE, "review.too_long")


def _kept(text: str, length: int, code: str) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > length:
        raise Refused(
            code,
            f"At most {length:,} characters fit here; this has {len(text):,}.",
            because=Because.INVALID,
            field="text",
        )
    return text


def reply_until(review: Review, window: ReviewWindow) -> datetime | None:
    """When the reply's time ends; None before the reveal."""
    return review.released_at + timedelta(days=window.reply_days) if review.released_at else None


def is_about(review: Review, window: ReviewWindow, by: Actor) -> bool:
    """Whether the review is about the actor: as the freelancer, or as somebody who hires for the client."""
    side = side_of(window, by)
    return side is not None and side.other is Direction(review.direction)


def may_reply(review: Review, window: ReviewWindow, by: Actor) -> bool:
    until = reply_until(review, window)
    return (
        until is not None
        and review.replied_at is None
        and clock.now() < until
        and is_about(review, window, by)
    )


def require_reply(review: Review | None, window: ReviewWindow | None, by: Actor, text: str) -> str:
    """The reply's text as it is kept.

    Raises:
        Refused: ``review.not_found``, ``review.replied``, ``review.reply_too_late``, ``reply.empty`` ...
    """
    if review is None or window is None or review.released_at is None or not is_about(review, window, by):
        raise not_found("review")
    if review.replied_at is not None:
        raise Refused("review.replied", "You have replied to this review; there is one reply.")
    if not may_reply(review, window, by):
        raise Refused(
            "review.reply_too_late", f"A reply is possible for {window.reply_days} days after the reveal."
        )
    text = _kept(text, settings().reply_length, "reply.too_long")
    if not text:
        raise Refused("reply.empty", "Write your reply first.", because=Because.INVALID, field="text")
    return text


def require_system(by: Actor) -> None:
    if not by.is_system:
        raise Refused(
            "actor.system_only", "Only the installation itself does this.", because=Because.FORBIDDEN
        )


def counterparty_of_freelancer(window: ReviewWindow) -> UUID:
    """The client as one party: the organisation where there is one."""
    return window.organisation_id or window.client_id


def require_hires_for(by: Actor, organisation_id: UUID) -> None:
    if not by.may_hire_for(by.require_person(), organisation_id):
        raise not_found("organisation")


def require_words(text: str) -> str:
    return _kept(text, MOST_WORDS, "text.too_long")


def require_decision_reason(text: str) -> str:
    """What those concerned read about a decision."""
    kept = _kept(text, MOST_WORDS, "text.too_long")
    if len(kept) < LEAST_REASON:
        raise Refused(
            "text.too_short", f"Say why, in at least {LEAST_REASON} characters; those concerned read it.",
            because=Because.INVALID, field="reason",
        )  # fmt: skip
    return kept


def require_not_own_client(row: Verification, person_id: UUID) -> None:
    """Nobody decides for a client of whom they are part."""
    inside = row.organisation_id is not None and Membership.objects.filter(
        organisation_id=row.organisation_id, person_id=person_id
    ).exists()  # fmt: skip
    if inside or row.person_id == person_id:
        raise Refused(
            "verification.own", "You are part of this client; another operator decides.", because=Because.FORBIDDEN
        )  # fmt: skip


def require_not_linked(row: LinkedPair, person_id: UUID) -> None:
    if person_id in {row.client_id, row.freelancer_id}:
        raise Refused(
            "link.own", "You are one of the two; another operator decides.", because=Because.FORBIDDEN
        )
