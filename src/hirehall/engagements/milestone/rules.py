"""What must hold before a milestone moves; used to refuse and to show buttons."""

from __future__ import annotations

from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.states import FINAL, HOLDING, State, sources
from hirehall.foundation import clock
from hirehall.foundation.refused import Because, Refused

MOST_CRITERIA = 20
LONGEST_CRITERION = 300
MOST_LINKS = 20
MOST_FILES = 20

WORDS = {
    State.PLANNED: "is not funded yet",
    State.FUNDING: "has a payment under way",
    State.FUNDED: "is funded and being worked on",
    State.DELIVERED: "was delivered and waits for the client’s answer",
    State.CHANGES_ASKED: "waits for the changes that the client asked for",
    State.REFUND_ASKED: "waits for the answer to a refund request",
    State.ACCEPTED: "was already accepted",
    State.REFUNDED: "was refunded",
    State.CANCELLED: "was cancelled",
}


def can(move: str, milestone: Milestone) -> bool:
    """Whether the move table lets this milestone make the move."""
    return State(milestone.state) in sources(move)


def require_move(move: str, milestone: Milestone) -> None:
    """Refuse a move that the table does not have from this state; the sentence says what the state is."""
    if not can(move, milestone):
        raise Refused(
            f"milestone.{milestone.state}",
            f"“{milestone.title}” {WORDS[State(milestone.state)]}, so this cannot happen now.",
        )


def require_time_left(milestone: Milestone) -> None:
    """Refuse a late answer to a delivery: its silence has already spoken, the sweep only writes it down."""
    if milestone.auto_accept_at is not None and milestone.auto_accept_at <= clock.now():
        raise Refused(
            "milestone.clock_passed",
            f"The time to answer ended on {milestone.auto_accept_at:%-d %B %Y, %H:%M} UTC;"
            " the delivery counts as accepted.",
        )


def require_marks(milestone: Milestone, met: tuple[bool, ...]) -> None:
    if len(met) != len(milestone.criteria):
        raise Refused(
            "milestone.criteria_mismatch",
            f"“{milestone.title}” has {len(milestone.criteria)} criteria; mark each of them.",
            because=Because.INVALID,
            field="met",
        )


def is_done(milestones: list[Milestone]) -> bool:
    """Whether nothing is left to do under a contract."""
    return bool(milestones) and all(State(milestone.state) in FINAL for milestone in milestones)


def holds_money(milestone: Milestone) -> bool:
    return State(milestone.state) in HOLDING or bool(milestone.held)


def next_after(milestone: Milestone, milestones: list[Milestone]) -> Milestone | None:
    """The milestone into which a rest may roll: the next one that is still planned."""
    later = (other for other in milestones if other.position > milestone.position)
    return next((other for other in later if other.state == State.PLANNED), None)


def require_no_payment_under_way(milestones: list[Milestone]) -> None:
    """A contract does not end while a payment is on its way; it arrives or fails first."""
    for milestone in milestones:
        if milestone.state == State.FUNDING:
            raise Refused(
                "milestone.funding",
                f"A payment for “{milestone.title}” is under way. When it has arrived or failed, the contract can end.",
            )
