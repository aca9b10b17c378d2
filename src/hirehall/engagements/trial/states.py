"""The states and moves of a request for a freelancer, of who is proposed for it, and of the trial, as data.

The pictures in docs/engagements/trial.md are drawn from these tables.
"""

from __future__ import annotations

from enum import StrEnum

from hirehall.contracts.states import CLIENT, CLOCK, FREELANCER, Move, assert_complete
from hirehall.halls.states import PolicyNumber, declare, switch_of

MODEL = "trial"
RAIL = "rail"
MATCHER = "matcher"
PROCESS = "trial-1"
MOST_PROPOSED = 3


class RequestState(StrEnum):
    """A request for a freelancer: at the desk, with people to choose from, or with an offer to the chosen one."""

    AT_DESK = "at_desk"
    SHOWN = "shown"
    OFFERED = "offered"
    MATCHED = "matched"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class MatchState(StrEnum):
    """Somebody whom the matcher thinks of: asked first, and shown to the client only after a yes."""

    ASKED = "asked"
    READY = "ready"
    CHOSEN = "chosen"
    HIRED = "hired"
    DECLINED = "declined"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken_back"
    PASSED = "passed"


class State(StrEnum):
    """The trial itself: one unit of work, paid in advance and held."""

    AGREED = "agreed"
    PAYING = "paying"
    RUNNING = "running"
    WINDOW = "window"
    KEPT = "kept"
    CONTENT = "content"
    NOT_CONTENT = "not_content"
    CANCELLED = "cancelled"


class Further(StrEnum):
    """How the two want to go on after the trial."""

    HOURLY = "hourly"
    MILESTONE = "milestone"


R, M, S = RequestState, MatchState, State
RELEASED = "escrow to freelancer and commission"
BACK = "escrow back to the client, with the client fee"
LOST = "escrow back to the client’s bank"

REQUEST_MOVES = (
    Move("propose", R.AT_DESK, R.AT_DESK, (MATCHER,), "", "match.asked"),
    Move("show", R.AT_DESK, R.SHOWN, (MATCHER, FREELANCER, CLOCK), "", "match_request.shown"),
    Move("close", R.AT_DESK, R.CLOSED, (MATCHER,), "", "match_request.closed"),
    Move("withdraw", R.AT_DESK, R.WITHDRAWN, (CLIENT,), "", "match_request.withdrawn"),
    Move("withdraw", R.SHOWN, R.WITHDRAWN, (CLIENT,), "", "match_request.withdrawn"),
    Move("choose", R.SHOWN, R.OFFERED, (CLIENT,), "", "match_request.chosen"),
    Move("ask again", R.SHOWN, R.AT_DESK, (CLIENT,), "", "match_request.asked_again"),
    Move("lapse", R.SHOWN, R.CLOSED, (CLOCK,), "", "match_request.closed"),
    Move("choose on", R.OFFERED, R.SHOWN, (CLIENT, FREELANCER, CLOCK), "", "match_request.open_again"),
    Move("choose on", R.OFFERED, R.AT_DESK, (CLIENT, FREELANCER, CLOCK), "", "match_request.open_again"),
    Move("run empty", R.SHOWN, R.AT_DESK, (FREELANCER,), "", "match_request.open_again"),
    Move("accept", R.OFFERED, R.MATCHED, (FREELANCER,), "", "trial.agreed"),
)
MATCH_MOVES = (
    Move("say yes", M.ASKED, M.READY, (FREELANCER,), "", "match.answered"),
    Move("say no", M.ASKED, M.DECLINED, (FREELANCER,), "", "match.answered"),
    Move("say no", M.READY, M.DECLINED, (FREELANCER,), "", "match.answered"),
    Move("lapse", M.ASKED, M.LAPSED, (CLOCK,), "", "match.lapsed"),
    Move("take back", M.ASKED, M.TAKEN_BACK, (MATCHER,), "", "match.taken_back"),
    Move("take back", M.READY, M.TAKEN_BACK, (MATCHER,), "", "match.taken_back"),
    Move("choose", M.READY, M.CHOSEN, (CLIENT,), "", "match_request.chosen"),
    Move("pass over", M.ASKED, M.PASSED, (CLIENT, CLOCK, MATCHER), "", "match.passed"),
    Move("pass over", M.READY, M.PASSED, (CLIENT, CLOCK, MATCHER), "", "match.passed"),
    Move("pass over", M.CHOSEN, M.PASSED, (CLIENT, FREELANCER, CLOCK), "", "match.passed"),
    Move("accept", M.CHOSEN, M.HIRED, (FREELANCER,), "", "trial.agreed"),
)
HOLDING = (S.RUNNING, S.WINDOW)
MOVES = (
    Move("pay", S.AGREED, S.PAYING, (CLIENT,), "payment asked of the rail", "trial.payment_begun"),
    Move("settle payment", S.PAYING, S.RUNNING, (RAIL,), "money to escrow, client fee", "trial.begun"),
    Move("payment failed", S.PAYING, S.AGREED, (RAIL,), "", "trial.payment_failed"),
    Move("let it be", S.AGREED, S.CANCELLED, (CLIENT, FREELANCER, CLOCK), "", "trial.cancelled"),
    Move("open the window", S.RUNNING, S.WINDOW, (CLOCK,), "", "trial.over"),
    *(Move("keep", state, S.KEPT, (CLIENT,), RELEASED, "trial.ended") for state in HOLDING),
    *(Move("end content", state, S.CONTENT, (CLIENT,), RELEASED, "trial.ended") for state in HOLDING),
    Move("be content in silence", S.WINDOW, S.CONTENT, (CLOCK,), RELEASED, "trial.ended"),
    *(Move("end not content", state, S.NOT_CONTENT, (CLIENT,), f"{BACK}; the pot pays by policy", "trial.ended")
      for state in HOLDING),
    Move("give up", S.RUNNING, S.CANCELLED, (FREELANCER,), BACK, "trial.cancelled"),
    *(Move("lose a chargeback", state, S.CANCELLED, (RAIL,), LOST, "trial.charged_back") for state in HOLDING),
    Move("pay from the pot", S.NOT_CONTENT, S.NOT_CONTENT, (CLOCK, MATCHER), "pot to freelancer", "trial.pot_paid"),
)  # fmt: skip
REQUEST_OVER = frozenset({R.MATCHED, R.WITHDRAWN, R.CLOSED})
MATCH_OVER = frozenset({M.HIRED, M.DECLINED, M.LAPSED, M.TAKEN_BACK, M.PASSED})
LIVE = (M.ASKED, M.READY)
FINAL = frozenset({S.KEPT, S.CONTENT, S.NOT_CONTENT, S.CANCELLED})
assert_complete(REQUEST_MOVES, RequestState, {state.value for state in REQUEST_OVER})
assert_complete(MATCH_MOVES, MatchState, {state.value for state in MATCH_OVER})
assert_complete(
    tuple(move for move in MOVES if move.source not in FINAL), State, {state.value for state in FINAL}
)

# while, the column of the date, the policy's number, the move
CLOCKS = (
    (R.AT_DESK, "propose_by", "trial.proposal_hours", "both sides are told that the desk is late"),
    (M.ASKED, "answer_by", "trial.consent_hours", "lapse"),
    (R.SHOWN, "choose_by", "trial.choose_days", "lapse"),
    (S.AGREED, "pay_by", "trial.pay_hours", "let it be"),
    (S.RUNNING, "ends_at", "trial.days", "open the window"),
    (S.WINDOW, "decide_by", "trial.window_days", "be content in silence"),
)
ONLY_VETTED, POT_PERCENT = "trial.only_vetted", "trial.pot_percent"
POT_LEAST, POT_TIMES = "trial.pot_least_percent", "trial.pot_per_pair"
declare(
    # Off until an operator switches it on: it promises that somebody sits at the desk.
    PolicyNumber(switch_of(MODEL), "Freelancers are matched by hand, with a trial", 0, 0, 1, is_switch=True),
    PolicyNumber(ONLY_VETTED, "Only vetted people are proposed", 1, 0, 1, is_switch=True, is_work=False),
    PolicyNumber("trial.proposal_hours", "Hours in which the matcher proposes somebody", 48, 1, 720),
    PolicyNumber("trial.consent_hours", "Hours in which who is proposed says yes or no", 24, 1, 720),
    PolicyNumber("trial.choose_days", "Days in which the client chooses", 7, 1, 60),
    PolicyNumber("trial.pay_hours", "Hours in which a trial that was agreed is paid", 72, 1, 720),
    PolicyNumber("trial.days", "Days of a trial", 14, 1, 90),
    PolicyNumber("trial.window_days", "Days after a trial to say that one is not content", 3, 1, 30),
    PolicyNumber(POT_PERCENT, "Trial without content: percent that the guarantee pot pays the freelancer", 0, 0, 100),
    PolicyNumber(POT_LEAST, "Trial without content: percent of its days before which the pot pays nothing", 50, 0, 100),
    PolicyNumber(POT_TIMES, "How often the guarantee pot pays between the same client and freelancer", 1, 1, 100),
    PolicyNumber("trial.requests_per_client", "Requests of one client at the desk at once", 5, 1, 100),
)  # fmt: skip


def sources(*names: str) -> frozenset[State]:
    """The states of a trial from which a move of one of these names starts."""
    found = frozenset(State(move.source) for move in MOVES if move.name in names)
    if not found:
        raise LookupError(f"no move is called {names}")
    return found


def request_sources(*names: str) -> frozenset[RequestState]:
    """The same of a request."""
    found = frozenset(RequestState(move.source) for move in REQUEST_MOVES if move.name in names)
    if not found:
        raise LookupError(f"no move is called {names}")
    return found


def match_sources(*names: str) -> frozenset[MatchState]:
    """The same of somebody who was proposed."""
    found = frozenset(MatchState(move.source) for move in MATCH_MOVES if move.name in names)
    if not found:
        raise LookupError(f"no move is called {names}")
    return found
