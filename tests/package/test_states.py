"""The tables, the page that is drawn from them, and the words that people see."""

from __future__ import annotations

from pathlib import Path

from hirehall.engagements.package import rules
from hirehall.engagements.package.management.commands.draw_package_states import page
from hirehall.engagements.package.notices import TABLE
from hirehall.engagements.package.queries.room import STATE_WORDS
from hirehall.engagements.package.queries.telling import WORDS
from hirehall.engagements.package.states import MOVES, State

DOCS = Path(__file__).resolve().parents[2] / "docs" / "engagements" / "package.md"


def test_the_page_in_the_docs_is_drawn_from_the_tables() -> None:
    assert DOCS.read_text(encoding="utf-8") == page(), "run: python -m django draw_package_states"


def test_every_state_has_its_words() -> None:
    assert set(STATE_WORDS) == set(rules.WORDS) == set(State)


def test_every_move_is_told_in_the_timeline() -> None:
    assert {move.fact for move in MOVES} <= set(WORDS)
    assert set(TABLE) <= set(WORDS)
