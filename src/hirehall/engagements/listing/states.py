"""The states and moves of an outside position as data, and what the hall's policy says about the board.

The picture in docs/engagements/listing.md is drawn from these tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hirehall.contracts.states import CLOCK, Move, assert_complete
from hirehall.halls.states import PolicyNumber, declare, switch_of

MODEL = "listing"
POSTER, EDITOR, FEED = "poster", "editor", "feed"
MEMBER, RAIL, BANK = "member", "rail", "bank"


class State(StrEnum):
    """Where an outside position stands. It is on the board while it is LISTED, and at no other time."""

    SUBMITTED = "submitted"
    LISTED = "listed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    EXPIRED = "expired"


S = State
MOVES = (
    Move("list", S.SUBMITTED, S.LISTED, (EDITOR,), "", "position.listed"),
    Move("refuse", S.SUBMITTED, S.REFUSED, (EDITOR,), "", "position.refused"),
    *(
        Move("withdraw", state, S.WITHDRAWN, (POSTER, FEED), "", "position.withdrawn")
        for state in (S.SUBMITTED, S.REFUSED)
    ),
    *(
        Move("send again", state, S.SUBMITTED, (POSTER, FEED), "", "position.submitted")
        for state in (S.SUBMITTED, S.LISTED, S.REFUSED, S.EXPIRED)
    ),
    Move("confirm", S.LISTED, S.LISTED, (EDITOR,), "", "position.confirmed"),
    Move("close", S.LISTED, S.CLOSED, (POSTER, EDITOR, FEED), "", "position.closed"),
    Move("expire", S.LISTED, S.EXPIRED, (CLOCK,), "", "position.expired"),
)  # fmt: skip
FINAL = frozenset({S.WITHDRAWN, S.CLOSED})
assert_complete(MOVES, State, {state.value for state in FINAL})

# while, the column of the date, the policy's number, the move
CLOCKS = ((S.LISTED, "expires_at", "listing.stale_after_days", "expire"),)


def sources(*names: str) -> frozenset[State]:
    """The states from which a move of one of these names starts."""
    found = frozenset(State(move.source) for move in MOVES if move.name in names)
    if not found:
        raise LookupError(f"no move is called {names}")
    return found


class MemberState(StrEnum):
    """Where a paid membership of the board stands. It opens positions while it is RUNNING, begun and not over."""

    PAYING = "paying"
    RUNNING = "running"
    HALTED = "halted"
    FAILED = "failed"
    RETURNED = "returned"
    ENDED = "ended"
    LOST = "lost"
    STOPPED = "stopped"


M = MemberState
MEMBER_MOVES = (
    Move("settle", M.PAYING, M.RUNNING, (RAIL,), "client credit → unearned", "membership.paid"),
    Move("fail", M.PAYING, M.FAILED, (RAIL,), "", "membership.unpaid"),
    Move("stop", M.PAYING, M.FAILED, (MEMBER,), "", "membership.unpaid"),
    Move("begin", M.RUNNING, M.RUNNING, (MEMBER,), "unearned → memberships", "membership.begun"),
    Move("earn", M.RUNNING, M.RUNNING, (CLOCK,), "unearned → memberships", "membership.earned"),
    Move("take back", M.RUNNING, M.RETURNED, (MEMBER,), "unearned → client credit", "membership.returned"),
    Move("tell", M.RUNNING, M.RUNNING, (CLOCK,), "", "membership.ending"),
    Move("expire", M.RUNNING, M.ENDED, (CLOCK,), "", "membership.ended"),
    Move("give up", M.RUNNING, M.STOPPED, (CLOCK,), "the unused rest → client credit", "membership.stopped"),
    Move("halt", M.RUNNING, M.HALTED, (BANK,), "", "membership.halted"),
    Move("resume", M.HALTED, M.RUNNING, (BANK,), "", "membership.resumed"),
    *(
        Move(
            "lose",
            state,
            M.LOST,
            (BANK,),
            "unearned, or lost chargebacks → disputed; the unused rest → client credit",
            "membership.lost",
        )
        for state in (M.HALTED, M.RUNNING, M.ENDED)
    ),
)
MEMBER_FINAL = frozenset({M.FAILED, M.RETURNED, M.LOST, M.STOPPED})
assert_complete(MEMBER_MOVES, MemberState, {state.value for state in MEMBER_FINAL})

# while, the column of the date, the policy's number, the move
MEMBER_CLOCKS = (
    (M.RUNNING, "earn_at", "listing.membership_back_days", "earn"),
    (M.RUNNING, "tell_at", "listing.membership_notice_days", "tell"),
    (M.RUNNING, "ends_at", "listing.membership_days", "expire"),
)


class DepositState(StrEnum):
    """Where the deposit for a position stands. The desk sees a position once its deposit is HELD."""

    DUE = "due"
    PAYING = "paying"
    HELD = "held"
    WARNED = "warned"
    APPEALED = "appealed"
    VOID = "void"
    RETURNED = "returned"
    KEPT = "kept"
    LOST = "lost"


D = DepositState
DEPOSIT_MOVES = (
    Move("pay", D.DUE, D.PAYING, (POSTER,), "", "deposit.asked"),
    Move("settle", D.PAYING, D.HELD, (RAIL,), "client credit → deposit", "deposit.held"),
    Move("fail", D.PAYING, D.DUE, (RAIL,), "", "deposit.unpaid"),
    *(Move("drop", state, D.VOID, (CLOCK,), "", "deposit.dropped") for state in (D.DUE, D.PAYING)),
    Move("give back", D.HELD, D.RETURNED, (CLOCK,), "deposit → client credit", "deposit.returned"),
    Move("warn", D.HELD, D.WARNED, (EDITOR,), "", "deposit.warned"),
    Move("appeal", D.WARNED, D.APPEALED, (POSTER,), "", "deposit.appealed"),
    *(Move("spare", state, D.HELD, (EDITOR,), "", "deposit.spared") for state in (D.WARNED, D.APPEALED)),
    Move("let go", D.APPEALED, D.HELD, (CLOCK,), "", "deposit.spared"),
    Move("keep", D.WARNED, D.KEPT, (CLOCK,), "deposit → deposits kept", "deposit.kept"),
    Move("keep", D.APPEALED, D.KEPT, (EDITOR,), "deposit → deposits kept", "deposit.kept"),
    *(
        Move("lose", state, D.LOST, (BANK,), "deposit → disputed", "deposit.lost")
        for state in (D.HELD, D.WARNED, D.APPEALED)
    ),
)  # fmt: skip
DEPOSIT_FINAL = frozenset({D.VOID, D.RETURNED, D.KEPT, D.LOST})
assert_complete(DEPOSIT_MOVES, DepositState, {state.value for state in DEPOSIT_FINAL})
DEPOSIT_CLOCKS = (
    (D.WARNED, "keep_at", "listing.deposit_appeal_days", "keep"),
    (D.APPEALED, "keep_at", "listing.deposit_appeal_days", "let go"),
)


class KeepReason(StrEnum):
    """For what alone a deposit can be kept."""

    SCAM = "scam"
    SILENT = "silent"


KEEP_WORDS = {
    KeepReason.SCAM: "The position was a fraud",
    KeepReason.SILENT: "Nobody answered when the desk asked whether it still stands",
}


class Step(StrEnum):
    """How far a member is with a position that they keep: their own note, seen by nobody else."""

    SAVED = "saved"
    APPLIED = "applied"
    INTERVIEW = "interview"
    OFFER = "offer"
    DECLINED = "declined"


STEP_WORDS = {
    Step.SAVED: "Saved",
    Step.APPLIED: "Applied",
    Step.INTERVIEW: "Interview",
    Step.OFFER: "Offer",
    Step.DECLINED: "Declined",
}


class Every(StrEnum):
    """How often a saved search tells of what is new."""

    INSTANT = "instant"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


EVERY_WORDS = {
    Every.INSTANT: "At once",
    Every.DAILY: "Each morning",
    Every.WEEKLY: "Once a week",
    Every.NEVER: "Not at all",
}


class Work(StrEnum):
    """Where the work is done."""

    REMOTE = "remote"
    PARTLY = "partly"
    ON_SITE = "on_site"


WORK_WORDS = {Work.REMOTE: "Remote", Work.PARTLY: "Partly remote", Work.ON_SITE: "On site"}


class Kind(StrEnum):
    """What kind of engagement the position is."""

    CONTRACT = "contract"
    PART_TIME = "part_time"
    FULL_TIME = "full_time"
    PROJECT = "project"


KIND_WORDS = {
    Kind.CONTRACT: "Freelance contract",
    Kind.PART_TIME: "Part time",
    Kind.FULL_TIME: "Full time",
    Kind.PROJECT: "One project",
}


@dataclass(frozen=True, slots=True)
class Per:
    """For what the pay is named; ``hours`` make it comparable, None where it cannot be."""

    one: str
    hours: int | None


PERS = {
    "hour": Per("an hour", 1),
    "day": Per("a day", 8),
    "month": Per("a month", 160),
    "year": Per("a year", 1_920),
    "project": Per("for the whole project", None),
}


class Outcome(StrEnum):
    """What came of reading a feed."""

    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class Source(StrEnum):
    """How a position came to the desk."""

    FORM = "form"
    MAIL = "mail"
    CSV = "csv"
    FEED = "feed"


SOURCE_WORDS = {
    Source.FORM: "by form",
    Source.MAIL: "by a link that was mailed",
    Source.CSV: "from a CSV file",
    Source.FEED: "from a feed",
}

SOLD, DEPOSIT = "listing.membership_sold", "listing.deposit_asked"
declare(
    # Off until an operator switches it on: a board promises that somebody screens it.
    PolicyNumber(switch_of(MODEL), "Outside positions are listed, each screened by hand", 0, 0, 1, is_switch=True),
    PolicyNumber("listing.stale_after_days", "Days until a listed position closes itself", 30, 1, 365),
    PolicyNumber("listing.recheck_after_days", "Days until a listed position is looked at again", 14, 1, 365),
    PolicyNumber("listing.waiting_per_person", "Positions of one person that wait for the desk at once", 10, 1, 500),
    PolicyNumber("listing.csv_rows", "Positions that one CSV file brings in at most", 200, 1, 500),
    PolicyNumber("listing.feed_sources", "Feeds of positions that the desk reads", 50, 0, 500),
    PolicyNumber("listing.mailed_a_day", "Positions a day from people without an account; 0: none", 20, 0, 500),
    PolicyNumber("listing.mailed_per_visitor", "Positions a day from one visitor without an account", 5, 1, 500),
    PolicyNumber("listing.searches_per_person", "Searches of the board that one member can save", 20, 1, 200),
    PolicyNumber("listing.far_above_percent", "Pay that is remarked on, percent of the upper range", 200, 110, 1000),
    PolicyNumber(
        SOLD, "Reading outside positions whole, and alerts, take a paid membership of the board", 0, 0, 1,
        is_switch=True, is_work=False,
    ),
    PolicyNumber("listing.membership_price_minor", "Price of a membership", 9_00, 50, 1_000_000, is_amount=True),
    PolicyNumber("listing.membership_days", "Days that a membership lasts", 30, 14, 400),
    PolicyNumber("listing.membership_back_days", "Days to take an unused membership back", 14, 14, 60),
    PolicyNumber("listing.membership_notice_days", "Days of notice before a membership ends", 5, 2, 14),
    PolicyNumber(
        DEPOSIT, "Who sends a position in puts down a deposit, and gets it back", 0, 0, 1, is_switch=True, is_work=False
    ),
    PolicyNumber("listing.deposit_minor", "Deposit for a position", 20_00, 50, 1_000_000, is_amount=True),
    PolicyNumber("listing.deposit_appeal_days", "Days to object before a deposit is kept", 7, 3, 60),
    PolicyNumber("listing.deposit_wait_days", "Days until the deposit of a refused position goes back", 3, 1, 30),
)  # fmt: skip
