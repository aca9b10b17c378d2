"""Bars to both sides of a middle: what is more and what is less than the ordinary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from hirehall.look.charts import table

HALF = 500


@dataclass(frozen=True, slots=True)
class Deviation:
    """One row: how far from the middle, and its text; ``note`` stands small under the label."""

    label: str
    value: float
    text: str
    note: str = ""


def signed_bars(rows: Sequence[Deviation], *, caption: str, unit: str = "Against the median") -> Markup:
    """Horizontal bars from the middle, to the right for more and to the left for less, all on one scale."""
    top = max((abs(row.value) for row in rows), default=0) or 1
    items = Markup("").join(_row(row, top) for row in rows)
    return Markup('<figure class="bars" role="group" aria-label="{}"><ul>{}</ul>{}</figure>').format(
        caption, items, table(caption, ["What", unit], [(row.label, f"{row.value:+.3f}") for row in rows])
    )


def _row(row: Deviation, top: float) -> Markup:
    width = round(HALF * abs(row.value) / top)
    note = Markup("<small>{}</small>").format(row.note) if row.note else ""
    return Markup(
        '<li><span class="bars-label">{}{}</span>'
        '<svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bars-ground" width="1000" height="16"/>'
        '<rect class="fill-{}" x="{}" width="{}" height="16"><title>{}: {}</title></rect>'
        '<rect class="band-middle" x="498" width="4" height="16"/></svg>'
        '<span class="bars-text">{}</span></li>'
    ).format(
        row.label,
        note,
        "accent" if row.value >= 0 else "warn",
        HALF if row.value >= 0 else HALF - width,
        width,
        row.label,
        row.text,
        row.text,
    )
