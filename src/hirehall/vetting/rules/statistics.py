"""What answers say about a question: how hard it is, and whether it tells those who know from those who do not.

The formulas are those of classical test theory (R. L. Ebel and D. A. Frisbie, *Essentials of Educational
Measurement*, 5th edition, 1991, chapter 13; F. M. Lord and M. R. Novick, *Statistical Theories of Mental Test
Scores*, 1968, section 15.5).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hirehall.vetting.states import LEAST_FOR_STATISTICS


@dataclass(frozen=True, slots=True)
class Told:
    """A question's numbers; None where too few have met it, or where everybody scored alike."""

    many: int
    difficulty: float | None
    discrimination: float | None

    @property
    def verdict(self) -> tuple[str, str]:
        """(words, tone) for who owns the bank. Bounds after Ebel and Frisbie: 0.2 marginal, 0.3 good."""
        if self.difficulty is None:
            return f"fewer than {LEAST_FOR_STATISTICS} answers", "neutral"
        if self.discrimination is not None and self.discrimination < 0:
            return "those who know more get it wrong: read it again", "bad"
        if self.difficulty > 0.95:
            return "nearly everybody gets it right", "warn"
        if self.difficulty < 0.2:
            return "hardly anybody gets it right", "warn"
        if self.discrimination is not None and self.discrimination < 0.2:
            return "hardly tells anybody apart", "warn"
        return "works", "ok"


def difficulty(shares: Sequence[float]) -> float | None:
    """p, the mean share of a question's points that was scored (0 nobody, 1 everybody).

    p = sum(x_i) / n, where x_i is the share of the question's points that person i has. Ebel and Frisbie 1991.
    """
    return sum(shares) / len(shares) if len(shares) >= LEAST_FOR_STATISTICS else None


def discrimination(shares: Sequence[float], rests: Sequence[float]) -> float | None:
    """The corrected point-biserial correlation: of the question with the *rest* of the test.

    r = sum((x_i - mean x)(y_i - mean y)) / sqrt(sum((x_i - mean x)^2) * sum((y_i - mean y)^2)), the product-moment
    correlation, which for right-or-wrong questions is the point-biserial one. y_i is the share of points on all
    *other* questions: with the question itself in it, r would be too large (S. Henrysson, Correction of item-total
    correlations in item analysis, Psychometrika 28, 1963; Lord and Novick 1968, 15.5).
    None where one side is the same for everybody.
    """
    many = len(shares)
    if many < LEAST_FOR_STATISTICS:
        return None
    mean_x, mean_y = sum(shares) / many, sum(rests) / many
    across = sum((x - mean_x) * (y - mean_y) for x, y in zip(shares, rests, strict=True))
    spread_x = sum((x - mean_x) ** 2 for x in shares)
    spread_y = sum((y - mean_y) ** 2 for y in rests)
    if spread_x < 1e-12 or spread_y < 1e-12:
        return None
    return across / math.sqrt(spread_x * spread_y)


def told(shares: Sequence[float], rests: Sequence[float]) -> Told:
    return Told(len(shares), difficulty(shares), discrimination(shares, rests))
