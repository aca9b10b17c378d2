"""A hall in little: its bar, its sentence, its two doors and its trades, in its own colours. No style attributes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from hirehall.look.contrast import lightness_chroma_hue, srgb
from hirehall.look.typefaces import DEFAULT

WIDTH, HEIGHT = 360, 226
LINE, MOST_LINES = 30, 2
NAME, CHIP = 28, 22
PER_LETTER, CHIP_ROOM = 5.9, 22


@dataclass(frozen=True, slots=True)
class HallLook:
    """What of a hall can be seen.

    Attributes:
        trades: the names of its categories.
    """

    name: str
    tagline: str
    hue: int
    chroma_thousandths: int
    trades: tuple[str, ...] = ()
    typeface: str = DEFAULT


@lru_cache(256)
def hall_picture(look: HallLook, *, dark: bool = False) -> Markup:
    """The hall's home page in little, in the light or in the dark."""
    parts = Markup("").join(_parts(look, dark))
    return Markup(
        '<svg class="hall-picture" data-type="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(look.typeface, WIDTH, HEIGHT, f"{look.name} in {'dark' if dark else 'light'} colours", parts)


def _parts(look: HallLook, dark: bool) -> Iterator[Markup]:
    def ink(token: str) -> str:
        return hex_of(token, dark=dark, hue=look.hue, chroma=look.chroma_thousandths / 1000)

    yield _box(0, 0, WIDTH, HEIGHT, 12, ink("page"))
    yield _box(0, 0, WIDTH, 36, 0, ink("surface"))
    yield Markup('<path fill="{}" d="M26 10 37 18v11H15V18z"/>').format(ink("accent"))
    yield Markup('<path fill="{}" d="M22.500 29v-6a3.500 3.500 0 0 1 7 0v6z"/>').format(ink("gold"))
    yield _text(46, 24, 13, 600, ink("text"), textwrap.shorten(look.name, NAME, placeholder="…"))
    yield _box(290, 10, 56, 18, 6, ink("accent"))
    yield _text(318, 23, 10, 600, ink("on-accent"), "Join", middle=True)
    lines = textwrap.wrap(look.tagline or look.name, LINE)[:MOST_LINES]
    for number, line in enumerate(lines):
        yield _text(15, 66 + 22 * number, 18, 700, ink("text"), line, head=True)
    for x, word, ground in ((15, "I want to work", "accent-soft"), (187, "I want to hire", "surface")):
        yield _box(x, 106, 158, 46, 8, ink(ground), edge=ink("line"))
        yield _text(x + 12, 134, 12, 600, ink("accent" if ground == "accent-soft" else "text"), word)
    yield from _trades(look.trades, ink("surface"), ink("line"), ink("text-2"))


def _trades(trades: Sequence[str], ground: str, line: str, ink: str) -> Iterator[Markup]:
    """As many as fit into two rows."""
    x, y = 15, 168
    for trade in trades:
        text = textwrap.shorten(trade, CHIP, placeholder="…")
        wide = round(len(text) * PER_LETTER + CHIP_ROOM)
        if x + wide > WIDTH - 15:
            x, y = 15, y + 26
        if y + 22 > HEIGHT:
            return
        yield _box(x, y, wide, 20, 10, ground, edge=line)
        yield _text(x + wide // 2, y + 14, 10.5, 500, ink, text, middle=True)
        x += wide + 6


def _box(x: int, y: int, wide: int, high: int, round_: int, ink: str, *, edge: str = "none") -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="{}" fill="{}" stroke="{}"/>').format(
        x, y, wide, high, round_, ink, edge
    )


def _text(
    x: int, y: int, size: float, weight: int, ink: str, text: str, *, middle: bool = False, head: bool = False
) -> Markup:
    return Markup(
        '<text class="{}" x="{}" y="{}" font-size="{}" font-weight="{}" fill="{}" text-anchor="{}">{}</text>'
    ).format("is-head" if head else "", x, y, size, weight, ink, "middle" if middle else "start", text)


def hex_of(token: str, *, dark: bool, hue: float, chroma: float) -> str:
    """A token's colour as browsers write it: ``#0b6655``."""
    linear = srgb(*lightness_chroma_hue(token, dark, hue, chroma))
    return "#" + "".join(f"{round(255 * _encoded(part)):02x}" for part in linear)


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
