"""What the answers to the ladder say about quality.

A rater says yes to a rung when quality and the rater's own noise together pass the rung's threshold, so the rungs
are nested and their joint distribution follows from how often each gets a yes and from the noise. The reading is
the best linear estimate from the rungs that were answered: a rung that somebody cannot tell is left out, and what
is left counts for as much as it can say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from hirehall.formulas.constants import LadderConstants
from hirehall.formulas.normal import Numbers, chance_below, density, quantile


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the answers to one set of rungs become a reading ``z = points @ (answers - rates)``.

    Attributes:
        points: what a yes to each rung adds, in units of quality (rungs,); 0 for one that is not in the set.
        variance: of the reading about the true quality, in units of quality squared.
    """

    points: tuple[float, ...]
    variance: float


@cache
def weighing(answered: tuple[bool, ...], ladder: LadderConstants) -> Weighing:
    """How to read a set of rungs.

    Args:
        answered: rung by rung, whether it was answered with yes or no; at least one.
    """
    kept = [number for number, told in enumerate(answered) if told]
    rates = np.array([ladder.rates[number] for number in kept])
    spread = math.sqrt(1 + ladder.rater_noise**2)
    slopes = np.array([density(quantile(1 - rate)) for rate in rates]) / spread
    together = np.minimum.outer(rates, rates) - np.outer(rates, rates)
    raw = np.linalg.solve(together, slopes)
    carried = float(raw @ slopes)
    points = np.zeros(len(answered))
    points[kept] = raw / carried
    return Weighing(tuple(points.tolist()), 1 / carried - 1)


def readings(answers: ArrayLike, ladder: LadderConstants) -> tuple[Numbers, Numbers]:
    """Reading and precision of each set of answers.

    Args:
        answers: (n, rungs) of 1 for yes, 0 for no and NaN for "cannot tell".
    Returns:
        Readings (n,) in units of quality, and their precisions (n,); 0 where no rung was told.
    """
    given = np.asarray(answers, dtype=np.float64)
    told = ~np.isnan(given)
    z, precision = np.zeros(len(given)), np.zeros(len(given))
    for pattern in np.unique(told, axis=0):
        if not pattern.any():
            continue
        rows = (told == pattern).all(axis=1)
        how = weighing(tuple(pattern.tolist()), ladder)
        excess = np.where(pattern, given[rows] - np.array(ladder.rates), 0.0)
        z[rows] = excess @ np.array(how.points)
        precision[rows] = 1 / how.variance
    return z, precision


def chance_of_yes(
    quality: ArrayLike, uncertainty: ArrayLike, ladder: LadderConstants, *, rung: int = 0
) -> Numbers:
    """The chance that the next client says yes to a rung.

    Args:
        quality: expected quality, any shape.
        uncertainty: its standard deviation, the same shape.
    """
    spread = math.sqrt(1 + ladder.rater_noise**2)
    threshold = quantile(1 - ladder.rates[rung]) * spread
    gap = np.asarray(quality) - threshold
    return chance_below(gap / np.sqrt(np.asarray(uncertainty) ** 2 + ladder.rater_noise**2))


def bits(ladder: LadderConstants) -> float:
    """What one whole answer tells about quality, in bits, by its precision."""
    variance = weighing((True,) * len(ladder.rates), ladder).variance
    return 0.5 * math.log2(1 + 1 / variance)
