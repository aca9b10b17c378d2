"""Results as a table that a person reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hirehall.simulator.arms import ARMS

GAIN = ("gain", "gain", "{:+.0%}")
COLUMNS = (
    ("utility", "utility per job", "{:.3f}"),
    GAIN,
    ("lane_utility", "of the lane", "{:.3f}"),
    ("first_quarter", "first quarter", "{:.3f}"),
    ("hired_in_8_weeks", "hired in 8 weeks", "{:.0%}"),
    ("hired_in_26_weeks", "in 26", "{:.0%}"),
    ("lost", "best lost", "{:.0%}"),
    ("rank_correlation", "rank corr.", "{:.2f}"),
    ("gini", "Gini", "{:.2f}"),
    ("floor_met", "floor met", "{:.0%}"),
    ("calibration_error", "calibration", "{:.3f}"),
)


STRESS = (
    GAIN,
    ("over_greedy", "over greedy", "{:+.0%}"),
    ("first_quarter_over_greedy", "first quarter over greedy", "{:+.0%}"),
    ("hired_in_8_weeks", "hired in 8 weeks", "{:.0%}"),
    ("usual_hired_in_8_weeks", "by the success score", "{:.0%}"),
    ("lost", "best lost", "{:.0%}"),
    ("rank_correlation", "rank corr.", "{:.2f}"),
    ("calibration_error", "calibration", "{:.3f}"),
    ("floor_met", "floor met", "{:.0%}"),
)
ATTACK = (
    ("hires_without", "hires without it", "{:.2f}"),
    ("hires", "with it", "{:.2f}"),
    ("ratio", "ratio", "{:.2f}"),
    ("utility_change", "utility", "{:+.1%}"),
)


def table(results: Mapping[str, Any]) -> str:
    """One line an arm, in Markdown; ± is half of the 95% interval over the seeds."""
    return _markdown(
        ["Arm", *(title for _, title, _ in COLUMNS)],
        [
            [
                arm["says"],
                *(_cell({**arm["figures"], "gain": arm["gain"]}[name], form) for name, _, form in COLUMNS),
            ]
            for arm in results["arms"].values()
        ],
    )


def stress_table(results: Mapping[str, Any]) -> str:
    """One line a setting: ours with a skill proof against the success score and against greedy."""
    return _markdown(
        ["", "World", *(title for _, title, _ in STRESS)],
        [
            [str(one["number"]), one["says"], *(_cell(one[name], form) for name, _, form in STRESS)]
            for one in results["settings"]
        ],
    )


def attack_table(results: Mapping[str, Any]) -> str:
    """One line for each attack and arm; what a ring costs and earns a member where it buys reviews."""
    return _markdown(
        ["Attack", "Arm", *(title for _, title, _ in ATTACK), "a member pays", "and earns"],
        [
            [
                one["says"], ARMS[arm].says, *(_cell(found[name], form) for name, _, form in ATTACK),
                f"{found['costs']:.0f}" if "costs" in found else "–",
                _cell(found["earns"], "{:+.0f}") if "earns" in found else "–",
            ]
            for one in results["attacks"].values()
            for arm, found in one["arms"].items()
        ],
    )  # fmt: skip


def _markdown(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, ["---"] * len(head), *lines))


def _cell(found: Mapping[str, float], form: str) -> str:
    if found["mean"] != found["mean"]:
        return "–"
    half = (found["high"] - found["low"]) / 2
    return f"{form.format(found['mean'])} ±{form.replace('+', '').format(half)}"
