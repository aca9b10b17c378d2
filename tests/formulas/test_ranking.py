"""A score is the sum of what is shown of it; a slate is the same each time and lets nobody starve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirehall.formulas.constants import published
from hirehall.formulas.ranking import (
    TERMS,
    Candidates,
    allowance,
    behind_the_floor,
    lack_of_exposure,
    lane_slate,
    scores,
    slate,
    terms,
)

RULES = published().ranking


def some(n: int, seed: int = 1) -> Candidates:
    rng = np.random.default_rng(seed)
    return Candidates(
        fit=rng.normal(size=n), quality=rng.normal(size=n), precision=rng.uniform(1, 25, n), ready=rng.random(n),
        over_budget=rng.normal(size=n), tier_asked=rng.random(n) < 0.3,
    )  # fmt: skip


@given(st.integers(1, 60), st.integers(0, 1000))
def test_the_bars_sum_to_the_score(n: int, seed: int) -> None:
    who = some(n, seed)
    bars = terms(who, RULES)
    assert bars.shape == (n, len(TERMS))
    assert np.abs(bars.sum(axis=-1) - scores(who, RULES)).max() < 1e-9


def test_who_is_known_well_gets_no_allowance_and_a_newcomer_the_whole() -> None:
    goal = RULES.goal_precision
    assert allowance([1, goal, 1.5 * goal, 2 * goal, 25], RULES).tolist() == [
        RULES.allowance, RULES.allowance, pytest.approx(RULES.allowance / 2), 0.0, 0.0,
    ]  # fmt: skip


def test_a_lower_rate_than_the_budget_is_no_advantage() -> None:
    who = some(3)
    cheap = replace(who, over_budget=np.array([-0.5, 0.0, 0.2]))
    assert terms(cheap, RULES)[:, TERMS.index("over_budget")].tolist() == [0.0, 0.0, pytest.approx(-0.06)]


def test_the_upper_places_go_by_score_and_the_later_ones_first_to_who_lacks_most() -> None:
    score = np.arange(30, 0, -1.0)
    lack = np.zeros(30)
    lack[[20, 25]] = 0.1, 0.4
    assert slate(score, lack, RULES).tolist() == [0, 1, 2, 3, 25, 20, 4, 5, 6, 7]


def test_the_lane_shows_the_best_first_timers_first_and_then_everybody_by_score() -> None:
    score = np.arange(30, 0, -1.0)
    new = np.zeros(30, dtype=bool)
    new[[3, 8, 11, 12, 20, 21, 22]] = True
    assert lane_slate(score, new, RULES).tolist() == [3, 8, 11, 12, 20, 0, 1, 2, 4, 5]


def test_a_lane_without_first_timers_is_everybody_by_score_and_who_may_not_be_shown_is_not() -> None:
    score = np.array([1.0, -np.inf, 3.0])
    assert lane_slate(score, np.array([False, True, False]), RULES).tolist() == [2, 0, -1]


def test_who_may_not_be_shown_takes_no_place() -> None:
    score = np.array([3.0, -np.inf, 1.0])
    assert slate(score, np.array([0.0, 0.5, 0.0]), RULES).tolist() == [0, 2, -1]


def test_a_slate_is_the_same_each_time_also_among_equals() -> None:
    score = np.zeros((4, 30))
    first = slate(score, score, RULES)
    assert first.tolist() == [list(range(10))] * 4
    assert (slate(score, score, RULES) == first).all()


def test_the_floor_is_half_of_the_mean_of_ones_own_family() -> None:
    shown, family = [10, 30, 9, 0, 0], [0, 0, 0, 1, 1]
    # mean 16.3 of the first family, so 8.2; in the other nobody was shown, so nobody is behind
    assert behind_the_floor(shown, family, RULES).tolist() == [False, False, False, False, False]
    assert behind_the_floor([10, 40, 5, 0, 4], family, RULES).tolist() == [False, False, True, True, False]


def test_who_is_near_the_floor_is_served_before_they_are_under_it() -> None:
    shown, family = [10, 40, 20], [0, 0, 0]
    mean = 70 / 3
    assert lack_of_exposure(shown, family, RULES).tolist() == pytest.approx([0.75 - 10 / mean, 0, 0])
    assert lack_of_exposure([15, 25, 30], family, RULES)[0] == pytest.approx(0.75 - 15 / mean)
    assert not behind_the_floor([15, 25, 30], family, RULES).any()
