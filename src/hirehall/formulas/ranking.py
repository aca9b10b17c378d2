"""Ranking for one brief: a sum of terms that can be shown, and a slate that serves who was shown too little.

Deterministic: the same brief, day and evidence give the same slate. There is no term for prices paid to the hall, for
lower fees accepted, or for the prose of a proposal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from hirehall.formulas.constants import RankingConstants
from hirehall.formulas.normal import Flags, Numbers, Places

TERMS = ("fit", "standing", "allowance", "ready", "over_budget", "tier")


@dataclass(frozen=True, slots=True)
class Candidates:
    """What ranking knows of each candidate; arrays of one shape (..., n), the last axis being the candidates.

    Attributes:
        fit: of skills and text to the brief, in units of quality.
        quality, precision: the standing.
        ready: the chance that the person answers and is free, 0..1.
        over_budget: how far the rate is over the budget, as a share of it; 0 or less when within.
        tier_asked: whether the client asked for this level of experience.
    """

    fit: Numbers
    quality: Numbers
    precision: Numbers
    ready: Numbers
    over_budget: Numbers
    tier_asked: Flags


def terms(candidates: Candidates, rules: RankingConstants) -> Numbers:
    """Each term of each candidate's score, (..., n, 6) in the order of ``TERMS``; their sum is the score."""
    return np.stack(
        [
            rules.fit * candidates.fit,
            rules.standing * candidates.quality,
            allowance(candidates.precision, rules) / np.sqrt(candidates.precision),
            rules.ready * np.log(np.clip(candidates.ready, 0.01, 1.0)),
            -rules.over_budget * np.maximum(0.0, candidates.over_budget),
            rules.tier * candidates.tier_asked.astype(np.float64),
        ],
        axis=-1,
    )


def scores(candidates: Candidates, rules: RankingConstants) -> Numbers:
    """The score of each candidate, (..., n)."""
    return np.asarray(terms(candidates, rules).sum(axis=-1))


def allowance(precision: ArrayLike, rules: RankingConstants) -> Numbers:
    """What one standard deviation of not knowing adds: whole up to the goal, nothing from twice the goal."""
    beyond = np.asarray(precision, dtype=np.float64) / rules.goal_precision - 1
    return np.asarray(rules.allowance * np.clip(1 - beyond, 0.0, 1.0))


def slate(score: ArrayLike, lack: ArrayLike, rules: RankingConstants) -> Places:
    """Who is shown, best first.

    Args:
        score: (..., n); -inf for who may not be shown. Candidates stand in the order of their ids, so that equal scores
            are settled the same way each time.
        lack: (..., n) how much too little each was shown, from ``lack_of_exposure``.
    Returns:
        Positions among the candidates (..., places): the first by score, the later places first those who lack most;
        -1 where nobody is left.
    """
    value = np.asarray(score, dtype=np.float64)
    best = np.argsort(-value, axis=-1, kind="stable")
    upper, others = best[..., : rules.upper_places], best[..., rules.upper_places :]
    may = np.isfinite(np.take_along_axis(value, others, axis=-1))
    waits = np.where(may, np.take_along_axis(np.asarray(lack, dtype=np.float64), others, axis=-1), 0.0)
    order = np.argsort(-waits, axis=-1, kind="stable")
    shown = np.concatenate([upper, np.take_along_axis(others, order, axis=-1)], axis=-1)
    return _whom_one_may_show(shown, value, rules)


def lane_slate(score: ArrayLike, first_timer: ArrayLike, rules: RankingConstants) -> Places:
    """Who is shown for a brief that is open to first-timers: the best of those come first, then everybody by score.

    The client chooses among both, so that opening a brief never costs the choice.

    Args:
        score: (..., n), as for ``slate``.
        first_timer: (..., n) whether the person was never hired here.
    Returns:
        Positions among the candidates (..., places); -1 where nobody is left.
    """
    value = np.asarray(score, dtype=np.float64)
    best = np.argsort(-value, axis=-1, kind="stable")
    new = np.take_along_axis(np.asarray(first_timer, dtype=bool) & np.isfinite(value), best, axis=-1)
    leads = new & (np.cumsum(new, axis=-1) <= rules.first_timers)
    shown = np.take_along_axis(best, np.argsort(~leads, axis=-1, kind="stable"), axis=-1)
    return _whom_one_may_show(shown, value, rules)


def _whom_one_may_show(order: Places, value: Numbers, rules: RankingConstants) -> Places:
    shown = order[..., : rules.places]
    return np.where(np.isfinite(np.take_along_axis(value, shown, axis=-1)), shown, -1)


def lack_of_exposure(exposure: ArrayLike, family: ArrayLike, rules: RankingConstants) -> Numbers:
    """How far each was shown less than they are served to, as a share of the family’s mean, else 0 (people,).

    Args:
        exposure: how often each available person was shown over ``exposure_days`` (people,).
        family: number of each one's skill family, 0.. (people,).
    """
    return np.maximum(0.0, rules.served_below - _share_of_mean(exposure, family))


def behind_the_floor(exposure: ArrayLike, family: ArrayLike, rules: RankingConstants) -> Flags:
    """Who was shown less than the floor, (people,); arguments as of ``lack_of_exposure``."""
    return np.asarray(_share_of_mean(exposure, family) < rules.exposure_floor)


def _share_of_mean(exposure: ArrayLike, family: ArrayLike) -> Numbers:
    """Exposure against the mean of one's own family; 1 where nobody of it was shown (people,)."""
    seen, kind = np.asarray(exposure, dtype=np.float64), np.asarray(family, dtype=np.intp)
    mean = (np.bincount(kind, seen) / np.maximum(np.bincount(kind), 1))[kind]
    return np.asarray(np.divide(seen, mean, out=np.ones_like(seen), where=mean > 0))
