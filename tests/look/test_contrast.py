"""Whatever hue an operator picks, texts can be read: lightness is ours. Computed from the tokens as they are."""

from __future__ import annotations

import math
import re

import pytest

from hirehall.look.assets import SOURCE

Rgb = tuple[float, float, float]
TOKENS = (SOURCE / "1-tokens.css").read_text(encoding="utf-8")
HUES = range(0, 360, 10)
CHROMAS = (0.0, 0.05, 0.082, 0.11)
AA_TEXT, AA_CONTROL = 4.5, 3.0


def lightness_chroma_hue(token: str, dark: bool, hue: float, chroma: float) -> tuple[float, float, float]:
    """The three numbers of a token's light or dark value."""
    found = re.search(rf"--{token}: light-dark\((.*?)\);\n", TOKENS, re.DOTALL)
    assert found, token
    text = re.sub(r"calc\(var\(--chroma\) \* ([\d.]+)\)", lambda part: str(chroma * float(part[1])), found[1])
    text = text.replace("var(--chroma)", str(chroma)).replace("var(--hue)", str(hue))
    text = text.replace("var(--n)", str(hue + 50))
    text = re.findall(r"oklch\(([^()]*)\)", text)[1 if dark else 0]
    one, two, three = (float(number) for number in text.split("/")[0].split())
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


TEXTS = [
    *[(front, ground) for front in ("text", "text-2", "text-3") for ground in ("page", "surface", "sunken")],
    ("accent", "page"),
    ("accent", "surface"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    *[(tone, f"{tone}-soft") for tone in ("ok", "warn", "info", "bad")],
    *[(tone, "surface") for tone in ("ok", "warn", "info", "bad")],
    ("gold-text", "gold-soft"),
    *[("text-2", f"{tone}-soft") for tone in ("ok", "warn", "info", "bad")],
]


@pytest.mark.parametrize(("front", "ground"), TEXTS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_can_be_read_for_every_brand(front: str, ground: str, dark: bool) -> None:
    lowest = min(
        contrast(front, ground, dark=dark, hue=hue, chroma=chroma) for hue in HUES for chroma in CHROMAS
    )
    assert lowest >= AA_TEXT, round(lowest, 2)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_edges_of_controls_can_be_seen(dark: bool) -> None:
    for ground in ("surface", "page"):
        assert min(contrast("edge", ground, dark=dark, hue=hue, chroma=0.082) for hue in HUES) >= AA_CONTROL
