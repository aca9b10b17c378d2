"""The tables are complete, and the page that shows them is current."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import pytest

from hirehall.contracts.states import Move, assert_complete
from hirehall.engagements.milestone.management.commands.draw_milestone_states import page
from hirehall.engagements.milestone.states import MOVES
from hirehall.foundation import facts

DOCS = Path(__file__).resolve().parents[2] / "docs" / "engagements" / "milestone.md"


def test_the_picture_in_the_docs_is_current() -> None:
    assert DOCS.read_text(encoding="utf-8") == page(), "run: python -m django draw_milestone_states"


def test_every_move_names_a_fact_that_exists() -> None:
    assert {move.fact for move in MOVES} <= set(facts.known())


class Light(StrEnum):
    ON = "on"
    OFF = "off"


def test_a_state_without_a_way_out_is_found_at_import() -> None:
    with pytest.raises(AssertionError, match="off must have a way out"):
        assert_complete((Move("switch", "on", "off", ("client",)),), Light, set())


def test_a_final_state_with_a_way_out_is_found_at_import() -> None:
    with pytest.raises(AssertionError, match="on must have a way out unless"):
        assert_complete((Move("switch", "on", "off", ("client",)),), Light, {"on", "off"})
