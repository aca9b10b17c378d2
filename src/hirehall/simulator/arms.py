"""The ways of ranking that are compared: ours, by the published formulas, its parts, and what markets do.

Each arm says who is shown, best first, and what the client is told of those.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from hirehall.formulas import ranking
from hirehall.formulas.constants import Constants
from hirehall.formulas.normal import Flags, Numbers, Places
from hirehall.formulas.standing import Standings
from hirehall.simulator.people import Freelancers
from hirehall.simulator.raters import Scale

LEVELS = ((5, 4.4), (20, 4.7), (50, 4.7))
"""Finished jobs and mean stars from which a level is given."""


@dataclass(frozen=True, slots=True)
class View:
    """What a ranking can see of some jobs' candidates; arrays (jobs, candidates).

    Attributes:
        who: numbers of the candidates; ``there`` says which of them are real.
        fit: of skills and text, in units of quality.
        lack: how much too little each was shown.
        first_timer: who was never hired.
        over_budget: how far the rate is over the budget, as a share of it.
        chance: where an arm's chance comes from, if it takes any.
    """

    who: Places
    there: Flags
    fit: Numbers
    lack: Numbers
    first_timer: Flags
    over_budget: Numbers
    people: Freelancers
    standings: Standings
    success: Scale
    constants: Constants
    chance: np.random.Generator


@dataclass(frozen=True, slots=True)
class Arm:
    """One way of ranking.

    Attributes:
        told: what the client reads of each person: stars, success, standing or truth.
        proof: whether a skill proof counts.
        floor: whether the later places first serve who was shown too little.
        newcomer_places: places kept for people without a job, counted from 0.
        lane: share of all jobs, the smallest, that are open to first-timers.
        lane_places: how many places there come first to those, where it is not what is published.
    """

    name: str
    says: str
    score: Callable[[View], Numbers]
    told: str
    proof: bool = False
    floor: bool = False
    newcomer_places: tuple[int, ...] = ()
    lane: float = 0.0
    lane_places: int | None = None


def at_random(view: View) -> Numbers:
    return view.chance.random(view.who.shape)


def by_stars(view: View) -> Numbers:
    """Mean stars to one decimal, then how many."""
    people = view.people
    mean = np.round(people.stars / np.maximum(people.rated, 1), 1)
    return np.asarray((mean + np.minimum(people.rated, 1000) / 1e5)[view.who])


def by_levels(view: View) -> Numbers:
    """A level by finished jobs and stars; within a level by fit, stars and turn."""
    people = view.people
    mean = people.stars / np.maximum(people.rated, 1)
    level = sum(((people.jobs >= jobs) & (mean >= least)).astype(np.float64) for jobs, least in LEVELS)
    turn = view.chance.standard_normal(view.who.shape)
    return np.asarray(level + 0.5 * (mean - 4.5))[view.who] + view.fit + turn


def by_success(view: View) -> Numbers:
    """The share of successful jobs, careful while there are few, with volume, fit and our term for the rate."""
    people = view.people
    share = (people.successes + 4 * view.success.mean) / (people.rated + 4)
    known = np.asarray(5 * (share - view.success.mean) + 0.15 * np.log1p(people.rated))[view.who] + view.fit
    return known - view.constants.ranking.over_budget * np.maximum(0.0, view.over_budget)


def _candidates(view: View) -> ranking.Candidates:
    shape = view.who.shape
    return ranking.Candidates(
        fit=view.fit,
        quality=view.standings.quality[view.who],
        precision=view.standings.precision[view.who],
        ready=np.ones(shape),
        over_budget=view.over_budget,
        tier_asked=np.zeros(shape, dtype=bool),
    )


def greedy(view: View) -> Numbers:
    return ranking.scores(_candidates(view), replace(view.constants.ranking, allowance=0.0))


def optimistic(view: View) -> Numbers:
    """The product's score."""
    return ranking.scores(_candidates(view), view.constants.ranking)


def more_optimistic(view: View) -> Numbers:
    rules = replace(view.constants.ranking, allowance=1.0, goal_precision=1e9)
    return ranking.scores(_candidates(view), rules)


def thompson(view: View) -> Numbers:
    known = _candidates(view)
    drawn = known.quality + view.chance.standard_normal(known.quality.shape) / np.sqrt(known.precision)
    return ranking.scores(replace(known, quality=drawn), replace(view.constants.ranking, allowance=0.0))


def by_truth(view: View) -> Numbers:
    return np.asarray(view.people.quality[view.who] + view.fit)


ARMS = {
    arm.name: arm
    for arm in (
        Arm("random", "everybody by chance", at_random, "stars"),
        Arm("stars", "star average, then count", by_stars, "stars"),
        Arm("levels", "levels by volume and stars", by_levels, "stars"),
        Arm("success", "success score, volume and fit", by_success, "success"),
        Arm("ladder_greedy", "ladder, greedy", greedy, "standing"),
        Arm("ladder_thompson", "ladder, Thompson sampling", thompson, "standing"),
        Arm("ladder_ucb", "ladder, upper confidence bound", more_optimistic, "standing"),
        Arm("ladder_slots", "ladder, greedy, two places for newcomers", greedy, "standing", newcomer_places=(3, 7)),
        Arm("ladder_floor", "ladder, greedy, exposure floor", greedy, "standing", floor=True),
        Arm("ours", "allowance and floor", optimistic, "standing", floor=True),
        Arm("ours_proof", "ours with a skill proof", optimistic, "standing", proof=True, floor=True),
        Arm("ours_lane", "ours with proof and starter lane", optimistic, "standing", proof=True, floor=True, lane=0.10),
        Arm("ours_wide_lane", "the lane with seven places for first-timers", optimistic, "standing", proof=True,
            floor=True, lane=0.10, lane_places=7),
        Arm("truth", "true quality, shown with stars", by_truth, "stars"),
    )
}  # fmt: skip
BEFORE = ARMS["success"]
"""What every market runs until the switch."""
