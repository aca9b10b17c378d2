"""The milestone's states and moves as data. The picture in docs/engagements/milestone.md is drawn from these tables."""

from __future__ import annotations

from enum import StrEnum

from hirehall.contracts.states import CLIENT, CLOCK, FREELANCER, Move, assert_complete
from hirehall.halls.states import declare_way

MODEL = "milestone"
RAIL = "rail"
PROCESS = "milestone-1"
declare_way(MODEL, "Work by milestones is offered")


class State(StrEnum):
    PLANNED = "planned"
    FUNDING = "funding"
    FUNDED = "funded"
    DELIVERED = "delivered"
    CHANGES_ASKED = "changes_asked"
    REFUND_ASKED = "refund_asked"
    ACCEPTED = "accepted"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"


BOTH = (CLIENT, FREELANCER)
S = State

RELEASED = "escrow to freelancer and commission"
PART = "part of the escrow released"
ROLLED = "part released, rest to the next milestone"
BACK = "escrow back to the client"
PART_BACK = "part of the escrow back to the client"

# name, source, target, who, what it posts, which fact it records
MOVES = (
    Move(
        "begin funding",
        S.PLANNED,
        S.FUNDING,
        (CLIENT,),
        "payment asked of the rail",
        "milestone.funding_begun",
    ),
    Move("settle funding", S.FUNDING, S.FUNDED, (RAIL,), "money to escrow, client fee", "milestone.funded"),
    Move("funding failed", S.FUNDING, S.PLANNED, (RAIL,), "", "milestone.funding_failed"),
    Move("deliver", S.FUNDED, S.DELIVERED, (FREELANCER,), "", "milestone.delivered"),
    Move("deliver", S.CHANGES_ASKED, S.DELIVERED, (FREELANCER,), "", "milestone.delivered"),
    Move("ask for changes", S.DELIVERED, S.CHANGES_ASKED, (CLIENT,), "", "milestone.changes_asked"),
    Move("accept", S.DELIVERED, S.ACCEPTED, (CLIENT,), RELEASED, "milestone.accepted"),
    Move("accept in silence", S.DELIVERED, S.ACCEPTED, (CLOCK,), RELEASED, "milestone.accepted"),
    *(
        Move("release a part", state, state, (CLIENT,), PART, "milestone.part_released")
        for state in (S.FUNDED, S.DELIVERED, S.CHANGES_ASKED)
    ),
    *(
        Move(
            "release a part, the rest rolls on",
            state,
            S.ACCEPTED,
            (CLIENT,),
            ROLLED,
            "milestone.part_released",
        )
        for state in (S.FUNDED, S.DELIVERED, S.CHANGES_ASKED)
    ),
    *(
        Move("ask for a refund", state, S.REFUND_ASKED, (CLIENT,), "", "milestone.refund_asked")
        for state in (S.FUNDED, S.CHANGES_ASKED)
    ),
    *(
        Move("withdraw the refund", S.REFUND_ASKED, state, (CLIENT,), "", "milestone.refund_withdrawn")
        for state in (S.FUNDED, S.CHANGES_ASKED)
    ),
    *(
        Move("refuse the refund", S.REFUND_ASKED, state, (FREELANCER,), "", "milestone.refund_refused")
        for state in (S.FUNDED, S.CHANGES_ASKED)
    ),
    Move("grant the refund", S.REFUND_ASKED, S.REFUNDED, (FREELANCER,), BACK, "milestone.refunded"),
    Move("grant in silence", S.REFUND_ASKED, S.REFUNDED, (CLOCK,), BACK, "milestone.refunded"),
    *(
        Move(name, S.REFUND_ASKED, state, (who,), PART_BACK, "milestone.refunded")
        for name, who in (("grant the refund", FREELANCER), ("grant in silence", CLOCK))
        for state in (S.FUNDED, S.CHANGES_ASKED)
    ),
    *(
        Move(
            "lose a chargeback",
            state,
            S.REFUNDED,
            (RAIL,),
            "escrow back to the client’s bank",
            "milestone.charged_back",
        )
        for state in (S.FUNDED, S.DELIVERED, S.CHANGES_ASKED, S.REFUND_ASKED)
    ),
    Move(
        "lose a part",
        S.REFUND_ASKED,
        S.FUNDED,
        (RAIL,),
        "part of the escrow back to the client’s bank",
        "milestone.charged_back",
    ),
    Move("cancel by new terms", S.PLANNED, S.CANCELLED, BOTH, "", "milestone.cancelled"),
    Move(
        "end the contract", S.PLANNED, S.CANCELLED, BOTH, "what rolled in is settled", "milestone.cancelled"
    ),
    *(
        Move("end the contract", state, S.ACCEPTED, BOTH, RELEASED, "milestone.settled")
        for state in (S.FUNDED, S.DELIVERED, S.CHANGES_ASKED, S.REFUND_ASKED)
    ),
    *(
        Move("end the contract", state, S.REFUNDED, BOTH, "refunded, or split", "milestone.settled")
        for state in (S.FUNDED, S.DELIVERED, S.CHANGES_ASKED, S.REFUND_ASKED)
    ),
)

FINAL = frozenset({State.ACCEPTED, State.REFUNDED, State.CANCELLED})
HOLDING = frozenset({State.FUNDED, State.DELIVERED, State.CHANGES_ASKED, State.REFUND_ASKED})

assert_complete(MOVES, State, {state.value for state in FINAL})


def sources(*names: str) -> frozenset[State]:
    """The states from which a move of one of these names starts."""
    found = frozenset(State(move.source) for move in MOVES if move.name in names)
    if not found:
        raise LookupError(f"no move is called {names}")
    return found


def allowed(name: str, source: str, target: str) -> bool:
    """Whether the table has this move."""
    return any((move.name, move.source, move.target) == (name, source, target) for move in MOVES)


class Silence(StrEnum):
    """What a clock does when nobody acts."""

    ACCEPTS = "accepts"
    REFUNDS = "refunds"
    EXPIRES = "expires"


CLOCKS = (
    (State.DELIVERED, "auto_accept_at", "silence_accepts_after_days", "accept in silence", Silence.ACCEPTS),
    (State.REFUND_ASKED, "answer_by", "refund_answer_days", "grant in silence", Silence.REFUNDS),
)
