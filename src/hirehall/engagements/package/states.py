"""The order's states and moves as data. The picture in docs/engagements/package.md is drawn from these tables."""

from __future__ import annotations

from enum import StrEnum

from hirehall.contracts.states import CLIENT, CLOCK, FREELANCER, Move, assert_complete
from hirehall.halls.states import PolicyNumber, declare, declare_way

MODEL = "package"
RAIL = "rail"
PROCESS = "package-1"


class BuyState(StrEnum):
    """A payment for more revisions."""

    BEGUN = "begun"
    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"


class State(StrEnum):
    ORDERED = "ordered"
    UNPAID = "unpaid"
    REQUIREMENTS = "requirements"
    IN_PROGRESS = "in_progress"
    DELIVERED = "delivered"
    REVISION = "revision"
    LATE = "late"
    VERY_LATE = "very_late"
    CANCEL_ASKED = "cancel_asked"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


S = State
BOTH = (CLIENT, FREELANCER)
WORKING = (S.IN_PROGRESS, S.REVISION, S.LATE, S.VERY_LATE)
REVISABLE = (*WORKING, S.DELIVERED)
ASKABLE = (S.REQUIREMENTS, *WORKING, S.DELIVERED)

RELEASED = "escrow to freelancer and commission"
BACK = "escrow back to the client, with the client fee"
LOST = "escrow back to the client’s bank, what else is held to the client"

# name, source, target, who, what it posts, which fact it records
MOVES = (
    Move("pay again", S.UNPAID, S.ORDERED, (CLIENT,), "payment asked of the rail", "order.payment_begun"),
    Move("settle payment", S.ORDERED, S.REQUIREMENTS, (RAIL,), "money to escrow, client fee", "order.paid"),
    Move("settle payment", S.ORDERED, S.IN_PROGRESS, (RAIL,), "money to escrow, client fee", "order.paid"),
    Move("payment failed", S.ORDERED, S.UNPAID, (RAIL,), "", "order.payment_failed"),
    Move("drop", S.UNPAID, S.CANCELLED, (CLIENT, CLOCK), "", "order.cancelled"),
    Move("answer", S.REQUIREMENTS, S.IN_PROGRESS, (CLIENT,), "", "order.requirements_given"),
    Move("cancel at once", S.REQUIREMENTS, S.CANCELLED, (CLIENT,), BACK, "order.cancelled"),
    *(Move("deliver", state, S.DELIVERED, (FREELANCER,), "", "order.delivered") for state in WORKING),
    *(Move("run late", state, S.LATE, (CLOCK,), "", "order.late") for state in (S.IN_PROGRESS, S.REVISION)),
    Move("run very late", S.LATE, S.VERY_LATE, (CLOCK,), "", "order.very_late"),
    Move("cancel as very late", S.VERY_LATE, S.CANCELLED, (CLIENT,), BACK, "order.cancelled"),
    Move("ask for a revision", S.DELIVERED, S.REVISION, (CLIENT,), "", "order.revision_asked"),
    *(Move("buy revisions", state, state, (CLIENT,), "money to escrow, client fee", "order.revisions_bought")
      for state in REVISABLE),
    Move("accept", S.DELIVERED, S.ACCEPTED, (CLIENT,), RELEASED, "order.accepted"),
    Move("accept in silence", S.DELIVERED, S.ACCEPTED, (CLOCK,), RELEASED, "order.accepted"),
    *(Move("extend", state, S.IN_PROGRESS, BOTH, "", "order.extended")
      for state in (S.IN_PROGRESS, S.LATE, S.VERY_LATE)),
    Move("extend", S.REVISION, S.REVISION, BOTH, "", "order.extended"),
    *(Move("ask to cancel", state, S.CANCEL_ASKED, BOTH, "", "order.cancel_asked") for state in ASKABLE),
    *(Move("go on", S.CANCEL_ASKED, state, BOTH, "", "order.ask_declined") for state in ASKABLE),
    Move("agree to cancel", S.CANCEL_ASKED, S.CANCELLED, BOTH, BACK, "order.cancelled"),
    Move("cancel in silence", S.CANCEL_ASKED, S.CANCELLED, (CLOCK,), BACK, "order.cancelled"),
    *(
        Move("lose a chargeback", state, S.CANCELLED, (RAIL,), LOST, "order.charged_back")
        for state in (*ASKABLE, S.CANCEL_ASKED)
    ),
)  # fmt: skip

FINAL = frozenset({State.ACCEPTED, State.CANCELLED})
HOLDING = frozenset({*ASKABLE, State.CANCEL_ASKED})

assert_complete(MOVES, State, {state.value for state in FINAL})

declare_way("package", "Services are offered")
declare(
    PolicyNumber("package.silence_accepts_after_days", "Days until a delivered order counts as accepted", 3, 1, 60),
    PolicyNumber("package.cancel_answer_hours", "Hours to answer a wish to cancel an order", 48, 1, 720),
    PolicyNumber("package.very_late_after_hours", "Hours after its date when a late order is very late", 24, 1, 720),
    PolicyNumber("package.unpaid_after_hours", "Hours that an order waits for a payment that failed", 24, 1, 720),
)  # fmt: skip


# while, the column of the date, the policy's number, the move
CLOCKS = (
    (State.DELIVERED, "auto_accept_at", "package.silence_accepts_after_days", "accept in silence"),
    (State.CANCEL_ASKED, "ask.answer_by", "package.cancel_answer_hours", "cancel in silence"),
    (State.IN_PROGRESS, "due_at", "the days of the package", "run late"),
    (State.REVISION, "due_at", "the days of the package", "run late"),
    (State.LATE, "due_at", "package.very_late_after_hours", "run very late"),
    (State.UNPAID, "drop_at", "package.unpaid_after_hours", "drop"),
)


def sources(*names: str) -> frozenset[State]:
    """The states from which a move of one of these names starts."""
    found = frozenset(State(move.source) for move in MOVES if move.name in names)
    if not found:
        raise LookupError(f"no move is called {names}")
    return found
