"""What the commands write: tables between their marks, pictures that are whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from hirehall.simulator.pictures import Bar, bars
from hirehall.simulator.report import with_tables
from hirehall.wiring.commands.simulate import command

DOCUMENT = Path(__file__).parents[2] / "docs" / "reputation.md"


def test_a_table_replaces_what_stood_between_its_marks_and_nothing_else() -> None:
    text = "before\n<!-- simulated: one -->\nold\n<!-- end of one -->\nafter"
    assert with_tables(text, {"one": "| new |"}) == text.replace("old", "| new |")
    with pytest.raises(ValueError, match="no place for two"):
        with_tables(text, {"two": ""})


def test_the_document_has_a_place_for_each_table_and_shows_each_picture() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert with_tables(text, dict.fromkeys(("headline", "stress", "attacks"), "")) != text
    for name in ("gain", "newcomers", "stress", "attacks"):
        assert f"pictures/simulator-{name}.svg" in text
        assert (DOCUMENT.parent / "pictures" / f"simulator-{name}.svg").read_text().count("<rect") > 10


def test_bars_grow_from_zero_to_both_sides() -> None:
    drawn = bars(
        "A & B", [Bar("down", -1.0, -1.1, -0.9, False), Bar("up", 2.0, 1.5, 2.5, True)], form="{:+.1f}", aim=3
    )
    boxes = [
        (float(x), float(width))
        for x, width in re.findall(r'<rect [^>]*x="([\d.]+)"[^>]*width="([\d.]+)"', drawn)
    ]
    (down, first), (up, second) = boxes
    assert down + first == pytest.approx(up, abs=0.2)
    assert second == pytest.approx(2 * first, abs=0.2)
    assert 'aria-label="A &amp; B: down -1.0; up +2.0"' in drawn


def test_the_suites_are_commands_that_say_what_there_is(tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert "large_ring" in run(command, ["attacks", "--attack", "none"]).output
    assert "21 is not in the range" in run(command, ["stress", "--setting", "21"]).output
    out = tmp_path / "stress.json"
    answer = run(command, ["stress", "--seeds", "3", "--setting", "10", "--json", str(out)])
    assert answer.exit_code == 0, answer.output
    assert "a third of everything" in answer.output
    assert json.loads(out.read_text())["settings"][0]["gain"]["mean"] > 0
