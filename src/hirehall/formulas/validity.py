"""How much the marks of a skill proof tell about quality, measured by what clients said later of the same people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from hirehall.formulas.constants import ProofConstants
from hirehall.formulas.normal import Numbers

GRID = np.linspace(0.0, 0.95, 191)


@dataclass(frozen=True, slots=True)
class Validity:
    """A correlation with quality, 0..0.95: what is expected of it, and the ends of its 80% band."""

    mean: float
    low: float
    high: float


def standardised(marks: ArrayLike, mean: float, spread: float, rules: ProofConstants) -> Numbers:
    """Marks in standard deviations from their mean, no further than ``furthest``; the shape of ``marks``."""
    return np.clip((np.asarray(marks, dtype=np.float64) - mean) / spread, -rules.furthest, rules.furthest)


def norms(marks: ArrayLike, rules: ProofConstants) -> tuple[float, float]:
    """Mean and standard deviation of everybody's marks (n,) in 0..1, taken with care while there are few."""
    known = np.asarray(marks, dtype=np.float64)
    n, care = known.size, rules.norms_shrink
    mean = (known.sum() + care * rules.usual_mark) / (n + care)
    squares = ((known - mean) ** 2).sum() + care * rules.usual_spread**2
    return float(mean), float(np.sqrt(squares / (n + care)))


def measured(marks: ArrayLike, quality: ArrayLike, precision: ArrayLike, rules: ProofConstants) -> Validity:
    """The validity of a proof, from people of whom clients have said something since.

    A mark y in standard deviations and the quality θ of the same person have correlation r, so that what clients say,
    z with variance 1 / P around θ, is normal about r·y (and a constant, which is fitted) with variance
    1 - r² + 1 / P. As z is predicted from y, it does not matter that only high marks may have come so far. Where r is
    before anything is known: normal about ``validity`` with ``spread``, cut to 0..0.95.

    Args:
        marks: standardised (n,); quality, precision: what clients said of each (n,).
    """
    y, z, weight = (np.asarray(one, dtype=np.float64) for one in (marks, quality, precision))
    variance = 1 - GRID[:, None] ** 2 + 1 / weight[None, :]
    rest = z[None, :] - GRID[:, None] * y[None, :]
    constant = (rest / variance).sum(axis=1) / np.maximum((1 / variance).sum(axis=1), 1e-12)
    said = -0.5 * (np.log(variance) + (rest - constant[:, None]) ** 2 / variance).sum(axis=1)
    log = said - 0.5 * ((GRID - rules.validity) / rules.spread) ** 2
    chance = np.exp(log - log.max())
    chance /= chance.sum()
    ends = np.interp([0.1, 0.9], np.cumsum(chance), GRID)
    return Validity(float((chance * GRID).sum()), float(ends[0]), float(ends[1]))
