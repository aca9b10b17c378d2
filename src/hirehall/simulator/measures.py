"""What a run comes to, in the figures that are published."""

from __future__ import annotations

import numpy as np

from hirehall.formulas.normal import Numbers, Places
from hirehall.simulator.people import NEVER
from hirehall.simulator.run import QUARTER, Ran

BEST_QUARTER = 0.6745


def measured(ran: Ran) -> dict[str, float]:
    """Every figure of one run, after the switch where not said otherwise."""
    world, people = ran.world, ran.people
    market = world.market
    week = np.concatenate(ran.jobs.week)
    gain, worth = np.concatenate(ran.jobs.gain), np.concatenate(ran.jobs.worth)
    lane, person = np.concatenate(ran.jobs.lane), np.concatenate(ran.jobs.person)
    back, outside = np.concatenate(ran.jobs.back), np.concatenate(ran.jobs.outside)
    after = week >= market.switch_at
    new = (people.joined >= market.switch_at) & (people.joined < market.weeks - 26)
    wait = people.first_hired - people.joined
    unhired = people.first_hired == NEVER
    best = people.quality > BEST_QUARTER * world.quality.spread
    left = people.left < NEVER
    here = people.here(market.weeks - 1)
    answered = ran.said
    late = (week >= market.weeks - 52) & (person >= 0)
    judged, of_whom = ran.attackers.judged(ran.hires)
    met = np.array(ran.met, dtype=np.float64).reshape(-1, 2)
    return {
        "utility": float(gain[after].mean()),
        "utility_by_worth": float(np.average(gain[after], weights=worth[after])),
        "first_quarter": float(gain[after & (week < market.switch_at + QUARTER)].mean()),
        "last_year": float(gain[week >= market.weeks - 52].mean()),
        "filled": float((person[after] >= 0).mean()),
        "lane_utility": _mean(gain[after & lane]),
        "other_utility": _mean(gain[after & ~lane]),
        "hired_in_8_weeks": float((wait[new] <= 8).mean()),
        "hired_in_26_weeks": float((wait[new] <= 26).mean()),
        "lost": _mean((unhired & left)[new & best].astype(np.float64)),
        "rank_correlation": _ranks(ran.score[here], people.quality[here]),
        "gini": _gini(people.earned[here | (people.jobs > 0)]),
        "weeks_to_first_work": _median_wait(
            wait[new], (np.minimum(people.left, market.weeks) - people.joined)[new]
        ),
        "newcomers_share": _mean(
            (people.joined[np.maximum(person, 0)] >= market.switch_at)[late].astype(np.float64)
        ),
        "gone_back": float(back[late].mean()),
        "left_the_hall": _mean(outside[late & back].astype(np.float64)),
        "attackers_hires": _mean(judged[of_whom].astype(np.float64)),
        "calibration_error": _calibration(answered, ran.yes),
        "brier": _mean((answered - ran.yes) ** 2),
        "floor_met": float(met[:, 0].sum() / max(1.0, met[:, 1].sum())),
    }


def _mean(some: Numbers) -> float:
    return float(some.mean()) if len(some) else float("nan")


def _median_wait(wait: Places, stayed: Places) -> float:
    """Weeks until half have their first work, by Kaplan and Meier: who leaves before is counted while they stayed.

    NaN where fewer than half ever have any.
    """
    had = wait <= stayed
    ends, waiting = np.minimum(wait, stayed), 1.0
    for when in np.unique(ends[had]):
        waiting *= 1 - ((ends == when) & had).sum() / (ends >= when).sum()
        if waiting <= 0.5:
            return float(when)
    return float("nan")


def _ranks(one: Numbers, other: Numbers) -> float:
    """Spearman's rank correlation."""
    return float(np.corrcoef(_ranked(one), _ranked(other))[0, 1])


def _ranked(some: Numbers) -> Numbers:
    """Ranks from 0, the mean rank for equals."""
    _, kind, many = np.unique(some, return_inverse=True, return_counts=True)
    last = np.cumsum(many) - 1
    return np.asarray((last - (many - 1) / 2)[kind])


def _gini(some: Numbers) -> float:
    ordered = np.sort(some)
    n = len(ordered)
    if not ordered.sum():
        return float("nan")
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * ordered.sum()))


def _calibration(said: Numbers, yes: Numbers, *, bins: int = 10) -> float:
    """Expected calibration error over bins of equal numbers."""
    if not len(said):
        return float("nan")
    order = np.argsort(said)
    parts = zip(np.array_split(said[order], bins), np.array_split(yes[order], bins), strict=True)
    return float(sum(abs(p.mean() - y.mean()) * len(p) for p, y in parts if len(p)) / len(said))
