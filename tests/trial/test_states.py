"""The tables, the page that is drawn from them, and the words that people see."""

from __future__ import annotations

from pathlib import Path

from hirehall.engagements.trial import rules
from hirehall.engagements.trial.management.commands.draw_trial_states import page
from hirehall.engagements.trial.notices import TABLE
from hirehall.engagements.trial.queries import STATE_WORDS as REQUEST_STATES
from hirehall.engagements.trial.queries.requests import MATCH_WORDS
from hirehall.engagements.trial.queries.room import STATE_WORDS
from hirehall.engagements.trial.queries.telling import WORDS
from hirehall.engagements.trial.states import MOVES, MatchState, RequestState, State

DOCS = Path(__file__).resolve().parents[2] / "docs" / "engagements" / "trial.md"


def test_the_page_in_the_docs_is_drawn_from_the_tables() -> None:
    assert DOCS.read_text(encoding="utf-8") == page(), "run: python -m django draw_trial_states"


def test_every_state_has_its_words() -> None:
    assert set(STATE_WORDS) == set(rules.WORDS) == set(State)
    assert set(REQUEST_STATES) == set(rules.REQUEST_WORDS) == set(RequestState)
    assert set(MATCH_WORDS) == set(rules.MATCH_WORDS) == set(MatchState)


def test_every_move_of_a_trial_is_told_in_its_timeline() -> None:
    assert {move.fact for move in MOVES} <= set(WORDS)
    assert set(TABLE) <= set(WORDS)
