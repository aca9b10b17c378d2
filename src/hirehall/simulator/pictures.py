"""Results as pictures: one bar a line with its interval, as SVG that reads on light and dark grounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from hirehall.simulator.arms import ARMS

WIDTH, LEFT, RIGHT, ROW, TOP = 860, 330, 90, 26, 44
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#24292f}.h{font-weight:600}.q{fill:#57606a}"
    ".b{fill:#8c959f}.o{fill:#0f6f68}.g{stroke:#d0d7de}.t{stroke:#bc4c00;stroke-dasharray:4 3}.i{stroke:#24292f}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.q{fill:#9198a1}.b{fill:#6e7681}.o{fill:#4cc3b5}"
    ".g{stroke:#3d444d}.t{stroke:#f0883e}.i{stroke:#e6edf3}}"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line: its text, the mean with its interval, and whether it is one of ours."""

    says: str
    mean: float
    low: float
    high: float
    ours: bool


def bars(title: str, lines: Sequence[Bar], *, form: str, aim: float | None = None) -> str:
    """Bars from zero, one a line, as a whole SVG.

    Args:
        form: how a figure is written, for example ``{:+.0%}``.
        aim: where a dashed line stands.
    """
    least = min(0.0, *(line.low for line in lines))
    most = max(0.0, aim or 0.0, *(line.high for line in lines))
    scale = (WIDTH - LEFT - RIGHT) / ((most - least) or 1.0)
    foot = TOP + ROW * len(lines)

    def x(value: float) -> float:
        return LEFT + (value - least) * scale

    drawn = [f'<text class="h" x="8" y="22">{escape(title)}</text>']
    drawn.append(f'<line class="g" x1="{x(0):.1f}" x2="{x(0):.1f}" y1="{TOP - 8}" y2="{foot}"/>')
    for number, line in enumerate(lines):
        middle = TOP + ROW * number + ROW / 2 - 4
        kind, end = "o" if line.ours else "b", x(max(0.0, line.high)) + 8
        start, width = x(min(0.0, line.mean)), abs(line.mean) * scale
        drawn += [
            f'<text x="{LEFT - 10}" y="{middle + 4:.1f}" text-anchor="end">{escape(line.says)}</text>',
            f'<rect class="{kind}" x="{start:.1f}" y="{middle - 8:.1f}" width="{width:.1f}" height="16" rx="2"/>',
            f'<line class="i" x1="{x(line.low):.1f}" x2="{x(line.high):.1f}" y1="{middle:.1f}" y2="{middle:.1f}"/>',
            f'<text class="q" x="{end:.1f}" y="{middle + 4:.1f}">{form.format(line.mean)}</text>',
        ]
    if aim is not None:
        drawn.append(f'<line class="t" x1="{x(aim):.1f}" x2="{x(aim):.1f}" y1="{TOP - 8}" y2="{foot}"/>')
    told = escape(f"{title}: " + "; ".join(f"{line.says} {form.format(line.mean)}" for line in lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {foot + 8}" role="img" aria-label="{told}">'
        f"<style>{STYLE}</style>{''.join(drawn)}</svg>\n"
    )


def headline_pictures(results: Mapping[str, Any]) -> dict[str, str]:
    """What clients gain by each arm, and how many newcomers are hired; by the name of the file."""
    arms = results["arms"]

    def lines(of: str) -> list[Bar]:
        found = (
            (name, arm["says"], arm["gain"] if of == "gain" else arm["figures"][of])
            for name, arm in arms.items()
        )
        return [
            Bar(says, one["mean"], one["low"], one["high"], name.startswith("ours"))
            for name, says, one in found
        ]

    return {
        "simulator-gain.svg": bars(
            "What a client has of a job, against the success score", lines("gain"), form="{:+.0%}", aim=0.4
        ),
        "simulator-newcomers.svg": bars(
            "Newcomers who are hired within eight weeks", lines("hired_in_8_weeks"), form="{:.0%}", aim=0.5
        ),
    }


def stress_picture(results: Mapping[str, Any]) -> dict[str, str]:
    """What ours gains over greedy in each world; by the name of the file."""
    found = [(one["says"], one["over_greedy"]) for one in results["settings"]]
    lines = [Bar(says, one["mean"], one["low"], one["high"], ours=True) for says, one in found]
    title = "What a client has more of a job than by the greedy ladder, in twenty other worlds"
    return {"simulator-stress.svg": bars(title, lines, form="{:+.0%}")}


def attack_picture(results: Mapping[str, Any]) -> dict[str, str]:
    """How much more often attackers are hired, by arm; by the name of the file."""
    lines = [
        Bar(f"{name.replace('_', ' ')}: {ARMS[arm].says}", found["ratio"]["mean"], found["ratio"]["low"],
            found["ratio"]["high"], arm.startswith("ours"))
        for name, one in results["attacks"].items()
        for arm, found in one["arms"].items()
    ]  # fmt: skip
    title = (
        "How often those are hired who attack (or are aimed at), against the same market without the attack"
    )
    return {"simulator-attacks.svg": bars(title, lines, form="{:.2f}", aim=1.5)}
