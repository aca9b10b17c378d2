"""The picture of a way with stages: which are behind, where one stands, what is ahead. Words stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

STEP, HIGH, MIDDLE, RADIUS = 80, 56, 38, 9


@dataclass(frozen=True, slots=True)
class Stop:
    """One stage: its name, in words how it stands, and its tone."""

    label: str
    says: str
    tone: str
    is_here: bool = False


def way(stops: Sequence[Stop], *, caption: str) -> Markup:
    """Stops on a line with their numbers; a ring around where one stands."""
    marks = [_line(place, stop) for place, stop in enumerate(stops[1:], 1)]
    marks += [_stop(place, stop) for place, stop in enumerate(stops)]
    return Markup(
        '<figure class="columns"><svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg></figure>'
    ).format(STEP * max(len(stops), 6), HIGH, caption, Markup("").join(marks))


def _centre(place: int) -> int:
    return STEP // 2 + STEP * place


def _line(place: int, stop: Stop) -> Markup:
    return Markup('<rect class="fill-{}" x="{}" y="{}" width="{}" height="4"/>').format(
        stop.tone, _centre(place - 1), MIDDLE - 2, STEP
    )


def _stop(place: int, stop: Stop) -> Markup:
    ring = Markup('<circle class="fill-{}" cx="{}" cy="{}" r="{}" fill-opacity="0.3"/>').format(
        stop.tone, _centre(place), MIDDLE, RADIUS + 6
    )
    return Markup(
        '<g><title>{}: {}</title>{}<circle class="fill-{}" cx="{}" cy="{}" r="{}"/>'
        '<text class="t-note" x="{}" y="16" text-anchor="middle">{}</text></g>'
    ).format(
        stop.label,
        stop.says,
        ring if stop.is_here else "",
        stop.tone,
        _centre(place),
        MIDDLE,
        RADIUS,
        _centre(place),
        place + 1,
    )
