"""The normal distribution, for arrays of any shape."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]
_UNIT = NormalDist()
_erf = np.frompyfunc(math.erf, 1, 1)


def chance_below(z: ArrayLike) -> Numbers:
    """The share of a standard normal below ``z``; the shape of ``z``."""
    return 0.5 + 0.5 * np.asarray(_erf(np.asarray(z) / math.sqrt(2)), dtype=np.float64)


def density(z: float) -> float:
    return _UNIT.pdf(z)


def quantile(share: float) -> float:
    """Where the standard normal has ``share`` (0..1, without the ends) below it."""
    return _UNIT.inv_cdf(share)
