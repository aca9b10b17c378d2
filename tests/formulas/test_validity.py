"""The validity of a skill proof is found again where it is known, and waits where little is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from hirehall.formulas import validity
from hirehall.formulas.constants import published

RULES = published().proof


def market(true: float, people: int, *, only_best: bool = False, raised: float = 0.0) -> validity.Validity:
    """What is measured where marks and quality correlate like this, and each has answers of differing weight."""
    rng = np.random.default_rng(11)
    marks = rng.standard_normal(people)
    quality = true * marks + np.sqrt(1 - true**2) * rng.standard_normal(people)
    weight = rng.uniform(0.5, 5.0, people)
    said = raised + quality + rng.standard_normal(people) / np.sqrt(weight)
    kept = marks > 0.5 if only_best else np.ones(people, dtype=bool)
    return validity.measured(marks[kept], said[kept], weight[kept], RULES)


@pytest.mark.parametrize("true", [0.0, 0.3, 0.6])
def test_many_people_tell_the_validity(true: float) -> None:
    found = market(true, 4_000)
    assert found.mean == pytest.approx(true, abs=0.05)
    assert found.low <= found.mean <= found.high
    assert found.high - found.low < 0.1


def test_that_only_high_marks_have_come_so_far_does_not_hide_it() -> None:
    assert market(0.6, 12_000, only_best=True).mean == pytest.approx(0.6, abs=0.07)


def test_kind_clients_all_round_do_not_look_like_a_valid_test() -> None:
    assert market(0.0, 4_000, raised=0.8).mean < 0.08


def test_a_few_people_move_it_little_and_nobody_not_at_all() -> None:
    start = validity.measured([], [], [], RULES)
    assert start.mean == pytest.approx(RULES.validity, abs=0.005)
    assert abs(market(0.0, 5).mean - start.mean) < 0.12
    assert market(0.0, 400).mean < start.mean - 0.15


@given(some.lists(some.floats(0, 1), max_size=40))
def test_norms_stay_where_marks_can_be(marks: list[float]) -> None:
    mean, spread = validity.norms(marks, RULES)
    assert 0 < mean < 1
    assert 0.03 < spread < 0.6
    assert np.abs(validity.standardised(marks, mean, spread, RULES)).max(initial=0.0) <= RULES.furthest
