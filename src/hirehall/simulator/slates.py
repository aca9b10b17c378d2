"""Who is shown for each job: the arm's order with its gate, its floor, its lane and its kept places."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from hirehall.formulas import ranking
from hirehall.formulas.normal import Flags, Numbers, Places
from hirehall.simulator.arms import Arm, View


def slates(arm: Arm, view: View, lane: Flags) -> Places:
    """Positions among the candidates, best first (jobs, places); -1 where nobody is left.

    Args:
        lane: which jobs are open to first-timers (jobs,).
    """
    score = np.where(view.there, arm.score(view), -np.inf)
    rules = view.constants.ranking
    if arm.told == "standing":
        gate = view.standings.chance(view.constants)[view.who] >= rules.gate
        score = np.where(gate, score, -np.inf)
    shown = ranking.slate(score, view.lack if arm.floor else np.zeros(score.shape), rules)
    wide = rules if arm.lane_places is None else replace(rules, first_timers=arm.lane_places)
    shown[lane] = ranking.lane_slate(score[lane], view.first_timer[lane], wide)
    return _with_newcomers(arm, view, score, shown) if arm.newcomer_places else shown


def _with_newcomers(arm: Arm, view: View, score: Numbers, shown: Places) -> Places:
    """The best newcomers who are not shown yet, in the places that are kept for them."""
    new = np.where(view.people.jobs[view.who] == 0, score, -np.inf)
    np.put_along_axis(new, np.maximum(shown, 0), -np.inf, axis=1)
    order = np.argsort(-new, axis=1)
    for number, place in enumerate(arm.newcomer_places):
        pick = order[:, number]
        fits = np.isfinite(np.take_along_axis(new, pick[:, None], axis=1)[:, 0])
        shown[fits, place] = pick[fits]
    return shown
