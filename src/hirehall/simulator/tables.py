"""Results as a table that a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

COLUMNS = (
    ("utility", "utility per job", "{:.3f}"),
    ("gain", "gain", "{:+.0%}"),
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


def table(results: Mapping[str, Any]) -> str:
    """One line an arm, in Markdown; ± is half of the 95% interval over the seeds."""
    head = ["Arm", *(title for _, title, _ in COLUMNS)]
    lines = [head, ["---"] * len(head)]
    lines.extend(
        [arm["says"], *(_cell(arm, name, form) for name, _, form in COLUMNS)]
        for arm in results["arms"].values()
    )
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(arm: Mapping[str, Any], name: str, form: str) -> str:
    found = arm["gain"] if name == "gain" else arm["figures"][name]
    if found["mean"] != found["mean"]:
        return "–"
    half = (found["high"] - found["low"]) / 2
    return f"{form.format(found['mean'])} ±{form.replace('+', '').format(half)}"
