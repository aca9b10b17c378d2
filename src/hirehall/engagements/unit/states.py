"""The unit order's states and moves as data. The picture in docs/engagements/unit.md is drawn from these tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hirehall.contracts.states import CLIENT, CLOCK, FREELANCER, Move, assert_complete
from hirehall.halls.states import PolicyNumber, declare, declare_way

MODEL = "unit"
RAIL, EDITOR = "rail", "editor"
PROCESS = "unit-1"


class Place(StrEnum):
    """Where an order stands before it is a contract."""

    PAYING = "paying"
    UNPAID = "unpaid"
    ASKED = "asked"
    POOL = "pool"
    CLAIMED = "claimed"
    WORKING = "working"
    TAKEN = "taken"
    CANCELLED = "cancelled"


class State(StrEnum):
    """Where the work stands under its contract, which begins with the first hand-over."""

    DELIVERED = "delivered"
    REVISION = "revision"
    CHECK = "check"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CHARGED_BACK = "charged_back"


class Left(StrEnum):
    """How a claim ended."""

    GIVEN_BACK = "given_back"
    LAPSED = "lapsed"
    MISSED = "missed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class Candidacy(StrEnum):
    """Where somebody stands with a team."""

    APPLIED = "applied"
    ADMITTED = "admitted"
    REFUSED = "refused"
    ENDED = "ended"


class Reader(StrEnum):
    """Who has marked accepted work."""

    CLIENT = "client"
    EDITOR = "editor"


class BatchState(StrEnum):
    """Where a file of orders stands."""

    READ = "read"
    POSTING = "posting"
    PAUSED = "paused"
    POSTED = "posted"
    DROPPED = "dropped"


P, S = Place, State
RELEASED = "escrow to freelancer and commission, the rest back to the client"
BACK = "escrow back to the client, with the client fee"
LOST = "escrow back to the client’s bank"
OPEN = (P.ASKED, P.POOL, P.CLAIMED, P.WORKING)
HELD_BY_SOMEBODY = (P.CLAIMED, P.WORKING)
MAY_ASK = (P.ASKED, *HELD_BY_SOMEBODY)
RUNNING = (S.DELIVERED, S.REVISION, S.CHECK)

# name, source, target, who, what it posts, which fact it records
POOL_MOVES = (
    Move("pay again", P.UNPAID, P.PAYING, (CLIENT,), "payment asked of the rail", "unit.payment_begun"),
    Move("settle payment", P.PAYING, P.POOL, (RAIL,), "money to escrow, client fee", "unit.listed"),
    Move("payment failed", P.PAYING, P.UNPAID, (RAIL,), "", "unit.payment_failed"),
    Move("drop", P.UNPAID, P.CANCELLED, (CLIENT, CLOCK), "", "unit.cancelled"),
    Move("settle payment", P.PAYING, P.ASKED, (RAIL,), "money to escrow, client fee", "unit.asked"),
    Move("take on", P.ASKED, P.WORKING, (FREELANCER,), "", "unit.started"),
    Move("decline", P.ASKED, P.POOL, (FREELANCER,), "", "unit.passed_on"),
    Move("decline", P.ASKED, P.CANCELLED, (FREELANCER,), BACK, "unit.cancelled"),
    Move("pass over", P.ASKED, P.POOL, (CLOCK,), "", "unit.passed_on"),
    Move("pass over", P.ASKED, P.CANCELLED, (CLOCK,), BACK, "unit.cancelled"),
    Move("claim", P.POOL, P.CLAIMED, (FREELANCER,), "", "unit.claimed"),
    Move("start", P.CLAIMED, P.WORKING, (FREELANCER,), "", "unit.started"),
    *(Move("give back", place, P.POOL, (FREELANCER,), "", "unit.returned") for place in HELD_BY_SOMEBODY),
    Move("lapse", P.CLAIMED, P.POOL, (CLOCK,), "", "unit.returned"),
    Move("miss", P.WORKING, P.POOL, (CLOCK,), "", "unit.returned"),
    Move("give back", P.WORKING, P.CANCELLED, (FREELANCER,), BACK, "unit.cancelled"),
    Move("miss", P.WORKING, P.CANCELLED, (CLOCK,), BACK, "unit.cancelled"),
    Move("deliver first", P.WORKING, P.TAKEN, (FREELANCER,), "", "unit.delivered"),
    *(Move("ask a question", place, place, (FREELANCER,), "", "unit.question_asked") for place in MAY_ASK),
    *(Move("answer a question", place, place, (CLIENT,), "", "unit.question_answered") for place in OPEN),
    Move("cancel", P.ASKED, P.CANCELLED, (CLIENT,), BACK, "unit.cancelled"),
    Move("cancel", P.POOL, P.CANCELLED, (CLIENT,), BACK, "unit.cancelled"),
    Move("expire", P.POOL, P.CANCELLED, (CLOCK,), BACK, "unit.cancelled"),
    *(Move("lose a chargeback", place, P.CANCELLED, (RAIL,), LOST, "unit.charged_back") for place in OPEN),
)
WORK_MOVES = (
    Move("ask for a revision", S.DELIVERED, S.REVISION, (CLIENT,), "", "unit.revision_asked"),
    Move("deliver again", S.REVISION, S.DELIVERED, (FREELANCER,), "", "unit.delivered"),
    Move("miss the revision", S.REVISION, S.DELIVERED, (CLOCK,), "", "unit.revision_missed"),
    Move("accept", S.DELIVERED, S.ACCEPTED, (CLIENT,), RELEASED, "unit.accepted"),
    Move("accept in silence", S.DELIVERED, S.ACCEPTED, (CLOCK,), RELEASED, "unit.accepted"),
    Move("ask for a rejection", S.DELIVERED, S.CHECK, (CLIENT,), "", "unit.check_asked"),
    Move("uphold the work", S.CHECK, S.ACCEPTED, (EDITOR,), RELEASED, "unit.accepted"),
    Move("accept unchecked", S.CHECK, S.ACCEPTED, (CLOCK,), RELEASED, "unit.accepted"),
    Move("reject", S.CHECK, S.REJECTED, (EDITOR,), BACK, "unit.rejected"),
    *(Move("lose a chargeback", state, S.CHARGED_BACK, (RAIL,), LOST, "unit.charged_back") for state in RUNNING),
)  # fmt: skip

OVER = frozenset({P.TAKEN, P.CANCELLED})
FINAL = frozenset({S.ACCEPTED, S.REJECTED, S.CHARGED_BACK})
assert_complete(POOL_MOVES, Place, {place.value for place in OVER})
assert_complete(WORK_MOVES, State, {state.value for state in FINAL})


@dataclass(frozen=True, slots=True)
class UnitKind:
    """One thing that is counted and paid by its number.

    Attributes:
        per: for how many of it the policy names a price.
        is_counted: whether the hall always counts it; else only where the files say it, or the maker declares it.
    """

    code: str
    one: str
    many: str
    per: int
    is_counted: bool
    prices: tuple[int, int, int]

    def said(self, count: int) -> str:
        return f"{count:,} {self.one if count == 1 else self.many}"

    @property
    def measure(self) -> str:
        return f"{self.per:,} {self.many}" if self.per > 1 else f"one {self.one}"


UNITS = {
    kind.code: kind
    for kind in (
        UnitKind("word", "word", "words", 100, True, (150, 250, 600)),
        UnitKind("page", "page", "pages", 1, True, (450, 750, 1800)),
        UnitKind("item", "item", "items", 1, False, (100, 200, 500)),
        UnitKind("minute", "minute", "minutes", 1, False, (150, 250, 600)),
    )
}
LEVELS = {1: "Basic", 2: "Good", 3: "Excellent"}
MARKS = {-1: "Below its level", 0: "As ordered", 1: "Above its level"}

declare_way(MODEL, "Orders are posted in a pool")
declare(
    PolicyNumber("unit.decide_minutes", "Minutes to decide about a claimed order", 10, 1, 1440),
    PolicyNumber("unit.answer_hours", "Hours in which a freelancer answers a direct order", 24, 1, 720),
    PolicyNumber(
        "unit.question_hours",
        "Hours that the clock of the work stands while questions to the client wait, in all; 0: it goes on", 24, 0, 168,
    ),
    PolicyNumber("unit.claims_at_once", "Orders of the pool that one freelancer can hold at once", 1, 1, 20),
    PolicyNumber("unit.revision_hours", "Hours to revise a unit order", 24, 1, 720),
    PolicyNumber("unit.most_revisions", "Revisions that a client can ask for a unit order", 2, 1, 20),
    PolicyNumber("unit.silence_accepts_after_hours", "Hours until a delivered unit order is accepted", 96, 1, 1440),
    PolicyNumber("unit.check_days", "Days in which an editor decides about a rejection", 7, 1, 60),
    PolicyNumber("unit.pool_days", "Days that an order stands in the pool before its money goes back", 30, 1, 365),
    PolicyNumber("unit.unpaid_after_hours", "Hours that a unit order waits for a payment that failed", 24, 1, 720),
    PolicyNumber("unit.editors_per_text", "Editors who rate a text for a level, blind to each other", 1, 1, 2),
    PolicyNumber("unit.readings_percent", "Of a hundred accepted works, how many an editor reads", 5, 0, 100),
    PolicyNumber("unit.readings_for_level", "Readings of somebody’s work before they speak for a level", 10, 3, 200),
    PolicyNumber("unit.words_per_page", "Words that make a page", 250, 50, 2000),
    *(
        PolicyNumber(
            f"unit.{kind.code}_price_{level}", f"Price of {kind.measure}, level {level} ({word})",
            kind.prices[level - 1], 1, 1_000_000, is_amount=True,
        )
        for kind in UNITS.values() for level, word in LEVELS.items()
    ),
)  # fmt: skip

# while, the column of the date, the policy's number, the move
CLOCKS = (
    (P.UNPAID, "drop_at", "unit.unpaid_after_hours", "drop"),
    (P.ASKED, "answer_by", "unit.answer_hours", "pass over"),
    (P.POOL, "expires_at", "unit.pool_days", "expire"),
    (P.CLAIMED, "decide_by", "unit.decide_minutes", "lapse"),
    (P.WORKING, "due_at", "the hours of the order", "miss"),
    ("a question waits", "holds_until", "unit.question_hours", "the hours of the work go on"),
    (S.DELIVERED, "auto_accept_at", "unit.silence_accepts_after_hours", "accept in silence"),
    (S.REVISION, "revise_by", "unit.revision_hours", "miss the revision"),
    (S.CHECK, "check_by", "unit.check_days", "accept unchecked"),
)


def places(*names: str) -> frozenset[Place]:
    """The places in the pool from which a move of one of these names starts."""
    found = frozenset(Place(move.source) for move in POOL_MOVES if move.name in names)
    if not found:
        raise LookupError(f"no move is called {names}")
    return found


def sources(*names: str) -> frozenset[State]:
    """The states of the work from which a move of one of these names starts."""
    found = frozenset(State(move.source) for move in WORK_MOVES if move.name in names)
    if not found:
        raise LookupError(f"no move is called {names}")
    return found
