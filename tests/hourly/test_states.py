"""The tables are complete, and the page that shows them is current."""

from __future__ import annotations

from pathlib import Path

from hirehall.engagements.hourly.management.commands.draw_hourly_states import page
from hirehall.engagements.hourly.notices import TABLE
from hirehall.engagements.hourly.queries.telling import WORDS
from hirehall.engagements.hourly.states import ENTRY_MOVES, MOVES
from hirehall.foundation import facts

DOCS = Path(__file__).resolve().parents[2] / "docs" / "engagements" / "hourly.md"


def test_the_picture_in_the_docs_is_current() -> None:
    assert DOCS.read_text(encoding="utf-8") == page(), "run: python -m django draw_hourly_states"


def test_every_move_notice_and_word_names_a_fact_that_exists() -> None:
    named = {move.fact for move in (*MOVES, *ENTRY_MOVES)} | set(TABLE) | set(WORDS)
    assert named <= set(facts.known())
