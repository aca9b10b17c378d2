"""The tables, the page that is drawn from them, and the words that people see."""

from __future__ import annotations

from pathlib import Path

from hirehall.engagements.unit import rules
from hirehall.engagements.unit.management.commands.draw_unit_states import page
from hirehall.engagements.unit.notices import POOL, TABLE
from hirehall.engagements.unit.queries.pool import PLACE_WORDS
from hirehall.engagements.unit.queries.room import STATE_WORDS
from hirehall.engagements.unit.queries.telling import WORDS
from hirehall.engagements.unit.states import WORK_MOVES, Place, State

DOCS = Path(__file__).resolve().parents[2] / "docs" / "engagements" / "unit.md"


def test_the_page_in_the_docs_is_drawn_from_the_tables() -> None:
    assert DOCS.read_text(encoding="utf-8") == page(), "run: python -m django draw_unit_states"


def test_every_state_has_its_words() -> None:
    assert set(STATE_WORDS) == set(rules.STATES) == set(State)
    assert set(PLACE_WORDS) == set(rules.PLACES) == set(Place)


def test_every_move_of_a_contract_is_told_in_its_timeline() -> None:
    assert {move.fact for move in WORK_MOVES} <= set(WORDS)
    assert {*TABLE, *POOL} <= set(WORDS)
