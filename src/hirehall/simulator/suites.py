"""Our formulas in twenty other worlds, and under attack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from hirehall.formulas.constants import published
from hirehall.simulator.headline import BETWEEN, RESAMPLES, Interval, Progress, figures, fingerprint, interval
from hirehall.simulator.world import World, shipped, with_lines

STRESSED = ("success", "ladder_greedy", "ours_proof")
ATTACKED = ("success", "ladder_greedy", "ours_proof", "ours_lane")
Rows = list[dict[str, float]]


def stress(
    seeds: Sequence[int], *, only: Sequence[int] = (), progress: Progress = lambda share, text: None
) -> dict[str, Any]:
    """What ours gains over the usual score and over greedy in each world of ``stress.toml``.

    Args:
        only: numbers of settings, from 1; all of them by default.
    """
    settings = [
        (number, one["says"], _world({name: lines for name, lines in one.items() if name != "says"}))
        for number, one in enumerate(shipped("stress.toml")["setting"], start=1)
        if not only or number in only
    ]
    found = figures([(world, arm) for *_, world in settings for arm in STRESSED], seeds, progress=progress)
    by_setting = zip(settings, _in_groups(found, len(STRESSED)), strict=True)
    return {
        "formulas": published().version,
        "seeds": list(seeds),
        "settings": [
            {"number": number, "says": says, "world_sha256": fingerprint(world), **_stressed(rows)}
            for (number, says, world), rows in by_setting
        ],
    }


def _stressed(rows: Sequence[Rows]) -> dict[str, Any]:
    success, greedy, ours = rows
    utility = [np.array([row["utility"] for row in some]) for some in (success, greedy, ours)]
    first = [np.array([row["first_quarter"] for row in some]) for some in (greedy, ours)]
    ours_figures = (
        "hired_in_8_weeks",
        "lost",
        "rank_correlation",
        "calibration_error",
        "floor_met",
        "left_the_hall",
    )
    return {
        "gain": asdict(interval((utility[2] / utility[0] - 1).tolist())),
        "over_greedy": asdict(interval((utility[2] / utility[1] - 1).tolist())),
        "first_quarter_over_greedy": asdict(interval((first[1] / first[0] - 1).tolist())),
        **{name: asdict(interval([row[name] for row in ours])) for name in ours_figures},
        "usual_hired_in_8_weeks": asdict(interval([row["hired_in_8_weeks"] for row in success])),
    }


def attacks(
    seeds: Sequence[int], *, only: Sequence[str] = (), progress: Progress = lambda share, text: None
) -> dict[str, Any]:
    """How often those are hired who attack, or are aimed at, against the same market without the attack."""
    known = [one for one in shipped("attacks.toml")["attack"] if not only or one["name"] in only]
    pairs = [(_world(one["marks"]), _world(_both(one["marks"], one["acts"]))) for one in known]
    markets = [(world, arm) for pair in pairs for arm in ATTACKED for world in pair]
    found = figures(markets, seeds, progress=progress)
    by_attack = zip(known, pairs, _in_groups(found, 2 * len(ATTACKED)), strict=True)
    return {
        "formulas": published().version,
        "seeds": list(seeds),
        "attacks": {
            one["name"]: {
                "says": one["says"],
                "world_sha256": fingerprint(worlds[1]),
                "arms": {
                    arm: _attacked(worlds[1], without, attacked)
                    for arm, (without, attacked) in zip(ATTACKED, _in_groups(rows, 2), strict=True)
                },
            }
            for one, worlds, rows in by_attack
        },
    }


def _attacked(world: World, without: Rows, attacked: Rows) -> dict[str, Any]:
    hires = [np.array([row["attackers_hires"] for row in rows]) for rows in (without, attacked)]
    utility = [np.array([row["utility"] for row in rows]) for rows in (without, attacked)]
    rules = world.attack
    worth = world.newcomers.value_median * float(np.exp(world.newcomers.value_spread**2 / 2))
    found: dict[str, Any] = {
        "hires_without": asdict(interval(hires[0].tolist())),
        "hires": asdict(interval(hires[1].tolist())),
        "ratio": asdict(ratio(hires[1], hires[0])),
        "utility_change": asdict(interval((utility[1] / utility[0] - 1).tolist())),
    }
    if rules.ring:
        found["costs"] = rules.fakes * rules.fake_worth * world.leakage.fee
        found["earns"] = asdict(interval(((hires[1] - hires[0]) * worth).tolist()))
    return found


def ratio(above: np.ndarray[Any, Any], below: np.ndarray[Any, Any]) -> Interval:
    """The ratio of two means over the same seeds, with its 95% interval (bootstrap over the seeds)."""
    drawn = np.random.default_rng(7).integers(0, len(above), (RESAMPLES, len(above)))
    low, high = np.quantile(above[drawn].mean(axis=1) / below[drawn].mean(axis=1), BETWEEN)
    return Interval(float(above.mean() / below.mean()), float(low), float(high))


def _in_groups(some: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [some[start : start + size] for start in range(0, len(some), size)]


def _world(lines: Mapping[str, Any]) -> World:
    return with_lines(lines, "a setting that is shipped")


def _both(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    return {part: {**one.get(part, {}), **other.get(part, {})} for part in {*one, *other}}


def names_of_attacks() -> list[str]:
    return [one["name"] for one in shipped("attacks.toml")["attack"]]
