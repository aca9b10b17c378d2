"""Pictures as SVG, drawn here: themed by classes, a title on every mark, no style attributes, no scripts."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from hirehall.foundation.money import Money
from hirehall.look.formats import money_text

Segment = tuple[str, Money, str]
SCALE = 1000
GAP = 4
BAR_HEIGHT = 14
TONES = frozenset({"ok", "warn", "gold", "info", "bad", "accent", "neutral"})


def widths(amounts: Sequence[int], total_width: int) -> list[int]:
    """Whole widths in proportion to ``amounts`` that sum to ``total_width`` exactly (all 0 for no amount)."""
    if sum(amounts) <= 0:
        return [0] * len(amounts)
    return [part.minor for part in Money(total_width, "XXX").split(list(amounts))]


def escrow_bar(segments: Sequence[Segment]) -> Markup:
    """Where a contract's money is: one bar, and under it each part's name and amount.

    Args:
        segments: (label, amount, tone) in the order of the money's way.
    """
    present = [segment for segment in segments if segment[1].minor > 0]
    room = SCALE - GAP * max(0, len(present) - 1)
    marks, x = [], 0
    for (label, amount, tone), width in zip(
        present, widths([amount.minor for _, amount, _ in present], room), strict=True
    ):
        marks.append(
            Markup('<rect class="fill-{}" x="{}" width="{}" height="14"><title>{}: {}</title></rect>').format(
                tone, x, width, label, money_text(amount)
            )
        )
        x += width + GAP
    return Markup(
        '<div class="bar-chart"><svg viewBox="0 0 1000 14" preserveAspectRatio="none" role="img" aria-label="{}">'
        '{}</svg><ul class="bar-legend">{}</ul></div>'
    ).format(
        ", ".join(f"{label} {money_text(amount)}" for label, amount, _ in segments),
        Markup("").join(marks) or Markup('<rect class="fill-neutral" width="1000" height="14"/>'),
        Markup("").join(
            Markup(
                '<li><span class="name"><span class="swatch fill-{}"></span>{}</span>'
                '<span class="amount">{}</span></li>'
            ).format(tone, label, money_text(amount, short=True))
            for label, amount, tone in segments
        ),
    )
