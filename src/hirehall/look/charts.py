"""Pictures as SVG, drawn here: themed by classes, a title on every mark, no style attributes, no scripts.

Whole numbers are shared out by largest remainder, so widths and heights always add up to the room they have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from hirehall.foundation.money import Money
from hirehall.look.formats import Reader, money_text, reader

Segment = tuple[str, Money, str]
SCALE = 1000
GAP = 4
KEPT_PICTURES = 512


def widths(amounts: Sequence[int], room: int) -> list[int]:
    """Whole widths in proportion to ``amounts`` that sum to ``room`` exactly (all 0 where there is nothing)."""
    if sum(amounts) <= 0:
        return [0] * len(amounts)
    return [part.minor for part in Money(room, "XXX").split(list(amounts))]


def _join(parts: Sequence[Markup]) -> Markup:
    return Markup("").join(parts)


def escrow_bar(segments: Sequence[Segment]) -> Markup:
    """Where a contract's money is: one bar, and under it each part's name and amount.

    Args:
        segments: (label, amount, tone) in the order of the money's way.
    """
    return _escrow_bar(tuple(segments), reader())


@lru_cache(KEPT_PICTURES)
def _escrow_bar(segments: tuple[Segment, ...], _reader: Reader) -> Markup:
    present = [segment for segment in segments if segment[1].minor > 0]
    room = SCALE - GAP * max(0, len(present) - 1)
    shares = widths([amount.minor for _, amount, _ in present], room)
    marks, x = [], 0
    for (label, amount, tone), width in zip(present, shares, strict=True):
        marks.append(
            Markup('<rect class="fill-{}" x="{}" width="{}" height="14"><title>{}: {}</title></rect>').format(
                tone, x, width, label, money_text(amount)
            )
        )
        x += width + GAP
    legend = [
        Markup(
            '<li><span class="name"><span class="swatch fill-{}"></span>{}</span>'
            '<span class="amount">{}</span></li>'
        ).format(tone, label, money_text(amount, short=True))
        for label, amount, tone in segments
    ]
    return Markup(
        '<div class="bar-chart"><svg viewBox="0 0 1000 14" preserveAspectRatio="none" role="img"'
        ' aria-label="{}">{}</svg><ul class="bar-legend">{}</ul></div>'
    ).format(
        ", ".join(f"{label} {money_text(amount)}" for label, amount, _ in segments),
        _join(marks) or Markup('<rect class="fill-neutral" width="1000" height="14"/>'),
        _join(legend),
    )


def table(caption: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """The companion of every picture: the same numbers as a table, folded away."""
    head = _join([Markup('<th scope="col">{}</th>').format(header) for header in headers])
    body = _join(
        [
            Markup('<tr><th scope="row">{}</th>{}</tr>').format(
                row[0], _join([Markup('<td class="is-number">{}</td>').format(cell) for cell in row[1:]])
            )
            for row in rows
        ]
    )
    return Markup(
        '<details class="disclosure chart-table"><summary>Show as a table</summary><div class="table-wrap">'
        '<table class="table"><caption class="unseen">{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div></details>"
    ).format(caption, head, body)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a comparison. ``value`` None means that nobody knows it, which is shown, not guessed."""

    label: str
    value: float | None
    text: str
    tone: str = "accent"
    note: str = ""


UNKNOWN = "not known"


def bars(rows: Sequence[Bar], *, caption: str, unit: str = "Value", highest: float | None = None) -> Markup:
    """Horizontal bars to compare, on one scale, each with its text at the end."""
    top = highest or max((row.value or 0 for row in rows), default=0) or 1
    items = _join([_bar_row(row, top) for row in rows])
    return Markup('<figure class="bars" role="group" aria-label="{}"><ul>{}</ul>{}</figure>').format(
        caption,
        items,
        table(
            caption,
            ["What", unit],
            [(row.label, row.text if row.value is not None else UNKNOWN) for row in rows],
        ),
    )


def _bar_row(row: Bar, top: float) -> Markup:
    label = Markup('<span class="bars-label">{}{}</span>').format(
        row.label, Markup("<small>{}</small>").format(row.note) if row.note else ""
    )
    if row.value is None:
        mark = Markup(
            '<rect class="bars-unknown" width="1000" height="16"><title>{}: {}</title></rect>'
        ).format(row.label, UNKNOWN)
    else:
        mark = Markup('<rect class="fill-{}" width="{}" height="16"><title>{}: {}</title></rect>').format(
            row.tone, min(SCALE, round(SCALE * row.value / top)), row.label, row.text
        )
    return Markup(
        '<li>{}<svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bars-ground" width="1000" height="16"/>{}</svg><span class="bars-text">{}</span></li>'
    ).format(label, mark, row.text if row.value is not None else UNKNOWN)


def signed(rows: Sequence[Bar], *, caption: str, unit: str = "Value") -> Markup:
    """Bars to both sides of a middle: what adds goes right, what takes away goes left, all on one scale."""
    top = max((abs(row.value or 0) for row in rows), default=0) or 1
    items = _join([_signed_row(row, top) for row in rows])
    return Markup('<figure class="bars" role="group" aria-label="{}"><ul>{}</ul>{}</figure>').format(
        caption, items, table(caption, ["What", unit], [(row.label, row.text) for row in rows])
    )


def _signed_row(row: Bar, top: float) -> Markup:
    label = Markup('<span class="bars-label">{}{}</span>').format(
        row.label, Markup("<small>{}</small>").format(row.note) if row.note else ""
    )
    half = SCALE // 2
    width = round(half * abs(row.value or 0) / top)
    start = half if (row.value or 0) >= 0 else half - width
    return Markup(
        '<li>{}<svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bars-ground" width="1000" height="16"/>'
        '<rect class="fill-{}" x="{}" width="{}" height="16"><title>{}: {}</title></rect></svg>'
        '<span class="bars-text">{}</span></li>'
    ).format(label, row.tone, start, max(width, 4), row.label, row.text, row.text)


SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = 120, 32, 4


def spark_points(values: Sequence[float]) -> list[tuple[float, float]]:
    """Where the line goes: from the left edge to the right, the lowest value low, the highest high."""
    low, high = min(values), max(values)
    step = (SPARK_WIDTH - 2 * SPARK_MARGIN) / max(1, len(values) - 1)
    room = SPARK_HEIGHT - 2 * SPARK_MARGIN
    return [
        (
            round(SPARK_MARGIN + index * step, 1),
            round(
                SPARK_MARGIN + room * (1 - (value - low) / (high - low)) if high > low else SPARK_HEIGHT / 2,
                1,
            ),
        )
        for index, value in enumerate(values)
    ]


def sparkline(values: Sequence[float], *, label: str) -> Markup:
    """A small line without axes; ``label`` says in words what it shows. Nothing for fewer than two values."""
    if len(values) < 2:
        return Markup("")
    points = spark_points(values)
    return Markup(
        '<svg class="spark" viewBox="0 0 120 32" role="img" aria-label="{}"><title>{}</title>'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="3"/></svg>'
    ).format(label, label, " ".join(f"{x},{y}" for x, y in points), *points[-1])


def band(low: float, middle: float, high: float, *, label: str, start: float = 0, end: float = 5) -> Markup:
    """A value with its uncertainty on a scale: the band from ``low`` to ``high``, a mark at ``middle``."""
    place = [round(SCALE * (value - start) / (end - start)) for value in (low, middle, high)]
    left, centre, right = (max(0, min(SCALE, x)) for x in place)
    return Markup(
        '<svg class="likely" viewBox="0 0 1000 20" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<title>{}</title><rect class="bars-ground" y="6" width="1000" height="8"/>'
        '<rect class="band-range" x="{}" y="4" width="{}" height="12"/>'
        '<rect class="band-middle" x="{}" width="8" height="20"/></svg>'
    ).format(label, label, left, right - left, max(0, min(SCALE - 8, centre - 4)))


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a label under it, a value, and the value's text; ``exact`` where the table says more than that."""

    label: str
    value: float
    text: str
    exact: str = ""


COLUMNS_WIDTH, COLUMNS_HEIGHT, COLUMNS_FOOT, COLUMNS_HEAD = 480, 160, 24, 20
COLUMN_AT_MOST = 56


def columns(items: Sequence[Column], *, caption: str, unit: str = "Value", what: str = "When") -> Markup:
    """A small column chart with a table beside it; ``what`` heads the column of labels there."""
    if not items:
        return Markup("")
    top = max(item.value for item in items) or 1
    slot = COLUMNS_WIDTH / len(items)
    room = COLUMNS_HEIGHT - COLUMNS_FOOT - COLUMNS_HEAD
    base = COLUMNS_HEIGHT - COLUMNS_FOOT
    wide = round(min(slot * 0.6, COLUMN_AT_MOST), 1)
    marks = []
    for index, item in enumerate(items):
        height = round(room * max(0, item.value) / top, 1)
        centre = round(slot * (index + 0.5), 1)
        marks.append(
            Markup(
                '<g><title>{}: {}</title><rect class="fill-accent" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
                '<text class="t-note" x="{}" y="{}" text-anchor="middle">{}</text>'
                '<text class="t-soft" x="{}" y="{}" text-anchor="middle">{}</text></g>'
            ).format(
                *(
                    item.label,
                    item.exact or item.text,
                    round(centre - wide / 2, 1),
                    base - height,
                    wide,
                    height,
                ),
                *(centre, base - height - 6, item.text, centre, COLUMNS_HEIGHT - 6, item.label),
            )
        )
    return Markup(
        '<figure class="columns"><svg class="chart" viewBox="0 0 480 160" role="img" aria-label="{}">{}'
        '<line class="axis" x1="0" x2="480" y1="136" y2="136"/></svg>{}</figure>'
    ).format(
        caption,
        _join(marks),
        table(caption, [what, unit], [(item.label, item.exact or item.text) for item in items]),
    )


@dataclass(frozen=True, slots=True)
class Twin:
    """Two values that stand beside each other over one label, each with its text; ``exact`` is the label in full."""

    label: str
    first: float
    second: float
    texts: tuple[str, str]
    exact: str = ""


TWIN_TONES = ("neutral", "accent")


def twins(items: Sequence[Twin], *, caption: str, names: tuple[str, str], what: str = "When") -> Markup:
    """Two columns for each label, as before and after, on one scale, with a legend and a table."""
    if not items:
        return Markup("")
    top = max(max(item.first, item.second) for item in items) or 1
    slot, room = COLUMNS_WIDTH / len(items), COLUMNS_HEIGHT - COLUMNS_FOOT - COLUMNS_HEAD
    base, wide = COLUMNS_HEIGHT - COLUMNS_FOOT, round(min(slot * 0.36, COLUMN_AT_MOST / 2), 1)
    marks = []
    for index, item in enumerate(items):
        centre = round(slot * (index + 0.5), 1)
        for place, (value, text) in enumerate(zip((item.first, item.second), item.texts, strict=True)):
            height = round(room * max(0, value) / top, 1)
            marks.append(
                Markup(
                    '<rect class="fill-{}" x="{}" y="{}" width="{}" height="{}" rx="2"><title>{}, {}: {}</title></rect>'
                ).format(
                    TWIN_TONES[place],
                    round(centre - wide + place * wide, 1),
                    base - height,
                    wide,
                    height,
                    *(item.exact or item.label, names[place], text),
                )
            )
        marks.append(
            Markup('<text class="t-soft" x="{}" y="{}" text-anchor="middle">{}</text>').format(
                centre, COLUMNS_HEIGHT - 6, item.label
            )
        )
    legend = [
        Markup('<li><span class="name"><span class="swatch fill-{}"></span>{}</span></li>').format(tone, name)
        for tone, name in zip(TWIN_TONES, names, strict=True)
    ]
    return Markup(
        '<figure class="columns"><svg class="chart" viewBox="0 0 480 160" role="img" aria-label="{}">{}'
        '<line class="axis" x1="0" x2="480" y1="136" y2="136"/></svg><ul class="bar-legend">{}</ul>{}</figure>'
    ).format(
        caption,
        _join(marks),
        _join(legend),
        table(caption, [what, *names], [(item.exact or item.label, *item.texts) for item in items]),
    )
