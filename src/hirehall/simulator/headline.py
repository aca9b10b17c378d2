"""Every arm over many seeds: means with intervals, and what each gains over the score of a large marketplace."""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from typing import Any

import numpy as np

from hirehall.formulas.constants import published
from hirehall.formulas.ladder import bits, weighing
from hirehall.simulator.arms import ARMS, BEFORE
from hirehall.simulator.measures import measured
from hirehall.simulator.raters import scales
from hirehall.simulator.run import run
from hirehall.simulator.world import World

RESAMPLES = 4000
Progress = Callable[[float, str], None]
"""Told the share that is done, and what was done last."""
BETWEEN = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over seeds with its 95% interval (bootstrap over the seeds)."""

    mean: float
    low: float
    high: float


def headline(
    world: World,
    seeds: Sequence[int],
    *,
    arms: Sequence[str] = tuple(ARMS),
    progress: Progress = lambda share, text: None,
) -> dict[str, Any]:
    """Run each arm with each seed, on all cores, and gather the figures as what is written to JSON.

    Args:
        arms: names from ``ARMS``; the one that the others are held against is always run.
    """
    names = [name for name in ARMS if name in {*arms, BEFORE.name}]
    found = figures([(world, name) for name in names], seeds, progress=progress)
    base = np.array([one["utility"] for one in found[names.index(BEFORE.name)]])
    return {
        "formulas": published().version,
        "world": asdict(world),
        "world_sha256": fingerprint(world),
        "seeds": list(seeds),
        "against": BEFORE.name,
        "answer": _answer(world),
        "arms": {name: _arm(name, rows, base) for name, rows in zip(names, found, strict=True)},
    }


def fingerprint(world: World) -> str:
    """SHA-256 of all that a world assumes."""
    return hashlib.sha256(json.dumps(asdict(world), sort_keys=True).encode()).hexdigest()


def figures(
    markets: Sequence[tuple[World, str]],
    seeds: Sequence[int],
    *,
    progress: Progress = lambda share, text: None,
) -> list[list[dict[str, float]]]:
    """The figures of each of some worlds under an arm, by seed, on all cores."""
    tasks = [(world, name, seed) for world, name in markets for seed in seeds]
    rows: list[dict[str, float]] = []
    with ProcessPoolExecutor(max_workers=os.cpu_count(), mp_context=get_context("spawn")) as several:
        for number, (task, row) in enumerate(zip(tasks, several.map(_one, tasks), strict=True), start=1):
            rows.append(row)
            progress(number / len(tasks), task[1])
    return [rows[start : start + len(seeds)] for start in range(0, len(tasks), len(seeds))]


def _one(task: tuple[World, str, int]) -> dict[str, float]:
    world, name, seed = task
    return measured(run(world, name, seed, published()))


def _arm(
    name: str, rows: list[dict[str, float]], base: np.ndarray[Any, np.dtype[np.float64]]
) -> dict[str, Any]:
    gain = np.array([row["utility"] for row in rows]) / base - 1
    figures = {figure: [row[figure] for row in rows] for figure in rows[0]}
    return {
        "says": ARMS[name].says,
        "gain": asdict(interval(gain.tolist())),
        "figures": {figure: {**asdict(interval(some)), "by_seed": _plain(some)} for figure, some in figures.items()},
    }  # fmt: skip


def interval(some: Sequence[float]) -> Interval:
    """Mean and 95% interval; all three are NaN where nothing was measured.

    The resamples are drawn from a source of chance of their own, so that the same figures give the same interval.
    """
    kept = np.array([value for value in some if not math.isnan(value)])
    if not len(kept):
        return Interval(math.nan, math.nan, math.nan)
    drawn = np.random.default_rng(7).integers(0, len(kept), (RESAMPLES, len(kept)))
    low, high = np.quantile(kept[drawn].mean(axis=1), BETWEEN)
    return Interval(float(kept.mean()), float(low), float(high))


def _plain(some: Sequence[float]) -> list[float | None]:
    return [None if math.isnan(value) else value for value in some]


def _answer(world: World) -> dict[str, float]:
    """What one whole answer to the ladder tells by the constants, and what a star tells in this world."""
    ladder = published().ladder
    variance = weighing((True,) * len(ladder.rates), ladder).variance
    stars, _ = scales(world)
    return {
        "bits": bits(ladder),
        "icc": 1 / (1 + variance),
        "variance": variance,
        "star_bits": 0.5 * math.log2(1 + 1 / stars.variance),
        "star_mean": stars.mean,
    }
