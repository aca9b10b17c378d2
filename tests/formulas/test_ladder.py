"""The ladder's answers are read for what they can tell, and no more."""

from __future__ import annotations

import numpy as np
import pytest

from hirehall.formulas.constants import published
from hirehall.formulas.ladder import bits, chance_of_yes, readings, weighing
from hirehall.formulas.normal import chance_below, quantile

LADDER = published().ladder
DRAWS = 200_000


def answered(rng: np.random.Generator, quality: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[
    tuple[int, int], np.dtype[np.float64]
]:  # fmt: skip
    spread = np.sqrt(1 + LADDER.rater_noise**2)
    felt = quality + LADDER.rater_noise * rng.standard_normal(len(quality))
    steps = np.array([quantile(1 - rate) * spread for rate in LADDER.rates])
    return (felt[:, None] > steps).astype(np.float64)


def test_a_reading_is_right_on_average_and_as_noisy_as_it_says() -> None:
    rng = np.random.default_rng(3)
    quality = rng.standard_normal(DRAWS)
    z, precision = readings(answered(rng, quality), LADDER)
    assert np.cov(z, quality)[0, 1] == pytest.approx(1, abs=0.02)
    assert np.var(z) == pytest.approx(1 + 1 / precision[0], rel=0.02)


def test_who_cannot_tell_leaves_a_rung_out_and_says_less() -> None:
    z, precision = readings([[1, 1, np.nan], [1, 1, 1], [np.nan] * 3], LADDER)
    assert precision[0] < precision[1]
    assert (z[2], precision[2]) == (0.0, 0.0)
    assert weighing((True, True, False), LADDER).points[2] == 0.0


def test_an_average_answer_reads_as_average() -> None:
    how = weighing((True, True, True), LADDER)
    assert sum(point * rate for point, rate in zip(how.points, LADDER.rates, strict=True)) == pytest.approx(
        -readings([[0, 0, 0]], LADDER)[0][0]
    )


def test_one_answer_tells_a_quarter_of_a_bit() -> None:
    assert bits(LADDER) >= 0.25


def test_the_shown_chance_is_how_often_it_comes_true() -> None:
    rng = np.random.default_rng(4)
    quality = 0.7 + 0.5 * rng.standard_normal(DRAWS)
    yes = answered(rng, quality)[:, 0].mean()
    assert chance_of_yes(0.7, 0.5, LADDER) == pytest.approx(yes, abs=0.005)


def test_the_normal_distribution_is_its_own_inverse() -> None:
    assert chance_below(np.array([[quantile(0.2), 0.0]])).tolist() == [[pytest.approx(0.2), 0.5]]
