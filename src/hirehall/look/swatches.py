"""The few colours by which people look for pictures, and which of them a given one is."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable

# name -> a swatch of it; the order is that of the palette on the page
SWATCHES = {
    "red": "c8352f", "orange": "e27a26", "yellow": "efc62f", "green": "3f9a4a", "teal": "1f9a94", "blue": "2f6fc9",
    "purple": "7a4cc0", "pink": "df6f9f", "brown": "7d5434", "black": "1c1c1e", "grey": "8d9095", "white": "f7f5f0",
}  # fmt: skip
HUES = ((0.035, "red"), (0.115, "orange"), (0.185, "yellow"), (0.43, "green"), (0.54, "teal"), (0.70, "blue"))
MORE_HUES = ((0.81, "purple"), (0.94, "pink"), (1.01, "red"))
DARK, PALE, DULL, BROWNISH = 0.16, 0.90, 0.14, 0.52


def name_of(hex_colour: str) -> str:
    """What people would call this colour, among those that can be looked for."""
    red, green, blue = (int(hex_colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    spread = max(red, green, blue) - min(red, green, blue)
    if light < DARK:
        return "black"
    if light > PALE:
        return "white"
    if spread < DULL and saturation < 0.4:
        return "grey"
    name = next(name for below, name in HUES + MORE_HUES if hue < below)
    if name in ("red", "orange") and light < BROWNISH and spread < 0.45:
        return "brown"
    return "pink" if name == "red" and light > 0.7 else name


def names_of(hex_colours: Iterable[str]) -> list[str]:
    """The names of several colours, each once, in the palette's order."""
    named = {name_of(one) for one in hex_colours}
    return [name for name in SWATCHES if name in named]
