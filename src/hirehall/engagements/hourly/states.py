"""The week's states and moves as data, the entry's states, and the calendar as numbers of the hall's policy."""

from __future__ import annotations

from enum import StrEnum

from hirehall.contracts.states import CLIENT, CLOCK, FREELANCER, Move, assert_complete
from hirehall.halls.states import PolicyNumber, declare, declare_way

MODEL = "hourly"
RAIL = "rail"


class State(StrEnum):
    """Where a week stands."""

    PLANNED = "planned"
    FUNDING = "funding"
    OPEN = "open"
    CLOSED = "closed"
    REVIEW = "under_review"
    DISPUTED = "disputed"
    RELEASED = "released"
    CANCELLED = "cancelled"


class EntryState(StrEnum):
    """Where one entry stands."""

    LOGGED = "logged"
    DISPUTED = "disputed"
    CONTESTED = "contested"
    TAKEN_OFF = "taken_off"
    SETTLED = "settled"


class Source(StrEnum):
    """How an entry was written down."""

    HAND = "hand"
    TIMER = "timer"
    IMPORT = "import"


S = State
BOTH = (CLIENT, FREELANCER)
CHARGE = "logged time to freelancer and commission, the rest to the next week or back"
REST = "what was not worked to the next week or back"
BACK = "what rolled in goes back"

# name, source, target, who, what it posts, which fact it records
MOVES = (
    Move(
        "begin hold", S.PLANNED, S.FUNDING, (CLIENT, CLOCK), "payment asked of the rail", "hourly.hold_begun"
    ),
    Move("roll in", S.PLANNED, S.OPEN, (CLIENT, CLOCK), "", "hourly.week_held"),
    Move("settle hold", S.FUNDING, S.OPEN, (RAIL,), "money to escrow, client fee", "hourly.week_held"),
    Move("hold failed", S.FUNDING, S.PLANNED, (RAIL,), "", "hourly.hold_failed"),
    Move("close", S.OPEN, S.CLOSED, (CLOCK,), "", "hourly.week_closed"),
    Move("begin review", S.CLOSED, S.REVIEW, (CLOCK,), REST, "hourly.review_begun"),
    Move("charge", S.REVIEW, S.RELEASED, (CLOCK, CLIENT), CHARGE, "hourly.week_charged"),
    Move(
        "charge the undisputed",
        S.REVIEW,
        S.DISPUTED,
        (CLOCK, CLIENT),
        "what is not disputed, as in charge",
        "hourly.week_charged",
    ),
    Move(
        "settle one dispute of several", S.DISPUTED, S.DISPUTED, (*BOTH, CLOCK), CHARGE, "hourly.week_charged"
    ),
    Move("settle disputes", S.DISPUTED, S.RELEASED, (*BOTH, CLOCK), CHARGE, "hourly.week_charged"),
    Move("end the contract", S.OPEN, S.REVIEW, BOTH, REST, "hourly.review_begun"),
    Move("end the contract", S.CLOSED, S.REVIEW, BOTH, REST, "hourly.review_begun"),
    Move("end the contract", S.PLANNED, S.CANCELLED, BOTH, BACK, "hourly.week_cancelled"),
)
FINAL = frozenset({State.RELEASED, State.CANCELLED})

assert_complete(MOVES, State, {state.value for state in FINAL})

E = EntryState
ENTRY_MOVES = (
    Move("dispute", E.LOGGED, E.DISPUTED, (CLIENT,), "", "hourly.entry_disputed"),
    Move("withdraw the dispute", E.DISPUTED, E.LOGGED, (CLIENT,), "", "hourly.dispute_withdrawn"),
    Move("withdraw the dispute", E.CONTESTED, E.LOGGED, (CLIENT,), "", "hourly.dispute_withdrawn"),
    Move("take off", E.DISPUTED, E.TAKEN_OFF, (FREELANCER,), "", "hourly.entry_taken_off"),
    Move("take off in silence", E.DISPUTED, E.TAKEN_OFF, (CLOCK,), "", "hourly.entry_taken_off"),
    Move("take off", E.CONTESTED, E.TAKEN_OFF, (FREELANCER,), "", "hourly.entry_taken_off"),
    Move("contest", E.DISPUTED, E.CONTESTED, (FREELANCER,), "", "hourly.entry_contested"),
    Move("agree on a split", E.CONTESTED, E.SETTLED, BOTH, "", "hourly.split_agreed"),
    Move("correct", E.LOGGED, E.LOGGED, (FREELANCER,), "", "hourly.entry_corrected"),
)
FINAL_ENTRY = frozenset({EntryState.TAKEN_OFF, EntryState.SETTLED})
OPEN_ENTRY = frozenset({EntryState.DISPUTED, EntryState.CONTESTED})

assert_complete(ENTRY_MOVES, EntryState, {state.value for state in FINAL_ENTRY})


def sources(*names: str) -> frozenset[State]:
    """The states from which a move of one of these names starts."""
    found = frozenset(State(move.source) for move in MOVES if move.name in names)
    if not found:
        raise LookupError(f"no move is called {names}")
    return found


CALENDAR = (
    PolicyNumber(
        "hourly.edit_hours", "Hours after a week’s end in which its time can be corrected", 12, 1, 72
    ),
    PolicyNumber("hourly.review_hours", "Hours after a week’s end until its review ends", 120, 2, 336),
    PolicyNumber("hourly.hold_hours", "Hours before a week’s start at which its money is held", 48, 1, 120),
    PolicyNumber(
        "hourly.dispute_answer_days", "Days to answer a disputed entry, then it is taken off", 5, 1, 60
    ),
    PolicyNumber("hourly.largest_cap_hours", "Largest weekly cap in hours", 60, 1, 168),
)
declare_way(MODEL, "Work by the hour is offered")
declare(*CALENDAR)
