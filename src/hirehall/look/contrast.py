"""How well a hall's colours can be read, computed from the tokens as they are (WCAG 2)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

from hirehall.look.assets import SOURCE

Rgb = tuple[float, float, float]
AA_TEXT = 4.5


@cache
def tokens() -> str:
    return (SOURCE / "1-tokens.css").read_text(encoding="utf-8")


def lightness_chroma_hue(token: str, dark: bool, hue: float, chroma: float) -> tuple[float, float, float]:
    """The three numbers of a token's light or dark value."""
    found = re.search(rf"--{token}: light-dark\((.*?)\);\n", tokens(), re.DOTALL)
    if found is None:
        raise LookupError(f"there is no colour called {token}")
    text = re.sub(r"calc\(var\(--chroma\) \* ([\d.]+)\)", lambda part: str(chroma * float(part[1])), found[1])
    text = text.replace("var(--chroma)", str(chroma)).replace("var(--hue)", str(hue))
    text = text.replace("var(--n)", str(hue + 50))
    chosen = re.findall(r"oklch\(([^()]*)\)", text)[1 if dark else 0]
    one, two, three = (float(number) for number in chosen.split("/")[0].split())
    return one, two, three


def srgb(light: float, chroma: float, hue: float) -> Rgb:
    """Björn Ottosson's OKLab to linear sRGB, clipped to the gamut."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (min(1.0, max(0.0, part)) for part in linear)
    return red, green, blue


def luminance(colour: Rgb) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(front: str, ground: str, *, dark: bool, hue: float, chroma: float) -> float:
    one = luminance(srgb(*lightness_chroma_hue(front, dark, hue, chroma)))
    two = luminance(srgb(*lightness_chroma_hue(ground, dark, hue, chroma)))
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)


@dataclass(frozen=True, slots=True)
class Pair:
    """One use of the brand's colour and its contrast in both schemes."""

    text: str
    front: str
    ground: str
    light: float
    dark: float


PAIRS = (
    ("Links on a page", "accent", "page"),
    ("Links on a card", "accent", "surface"),
    ("Words on a button", "on-accent", "accent"),
    ("Words on a tinted ground", "accent", "accent-soft"),
)


def pairs(hue: int, chroma_thousandths: int) -> tuple[Pair, ...]:
    """Where the brand's colour carries text, and how well that can be read."""
    chroma = chroma_thousandths / 1000
    return tuple(
        Pair(
            text,
            front,
            ground,
            contrast(front, ground, dark=False, hue=hue, chroma=chroma),
            contrast(front, ground, dark=True, hue=hue, chroma=chroma),
        )
        for text, front, ground in PAIRS
    )
