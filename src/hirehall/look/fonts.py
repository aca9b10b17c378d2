"""Inter from its package: subsets for the browser, static cuts for pictures and papers. Made once, kept."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import fontpkg_inter
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SOURCE = fontpkg_inter.ROOT / "files" / "Inter[opsz,wght].ttf"
LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,"
    "U+2190-2193,U+2212,U+2215,U+FEFF,U+FFFD"
)
EXTENDED = (
    "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0300-036F,"
    "U+1E00-1EFF,U+20A0-20AB,U+20AD-20C0"
)
OTHER = "U+0370-03FF,U+0400-052F,U+1F00-1FFF"
RANGES = {"latin": LATIN, "extended": EXTENDED, "other": OTHER}
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "case"]
WEIGHTS = (400, 500, 600, 700)


def web_font(part: str) -> bytes:
    """The WOFF2 of one range, variable from 400 to 700."""
    font = TTFont(BytesIO(_ours()))
    _subset(font, _numbers(RANGES[part]))
    font.flavor = "woff2"
    return _bytes(font)


def static_cut(weight: int, folder: Path) -> Path:
    """The TTF of one weight, of all our ranges, in ``folder``; made when it is not there yet."""
    path = folder / f"Inter-{weight}.ttf"
    if not path.exists():
        font = instantiateVariableFont(TTFont(BytesIO(_ours())), {"wght": weight}, inplace=True)  # type: ignore[no-untyped-call]
        for name in (1, 16):
            font["name"].setName("Inter", name, 3, 1, 0x409)
        font["OS/2"].usWeightClass = weight
        keep(path, _bytes(font))
    return path


@cache
def _ours() -> bytes:
    """Inter with our characters at our optical size, variable from 400 to 700: what every cut is made from.

    The whole font is gone through once here; a cut of what is left takes a fraction of that.
    """
    font = TTFont(SOURCE)
    _subset(font, _numbers(",".join(RANGES.values())))
    return _bytes(instantiateVariableFont(font, {"wght": (400, 700), "opsz": 14}, inplace=True))  # type: ignore[no-untyped-call]


def _subset(font: Any, unicodes: list[int]) -> None:
    options: Any = Options(layout_features=FEATURES, hinting=False)  # type: ignore[no-untyped-call]
    options.name_IDs = [1, 2, 4, 6, 13, 14]
    subsetter: Any = Subsetter(options)  # type: ignore[no-untyped-call]
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)


def _numbers(ranges: str) -> list[int]:
    numbers: list[int] = []
    for part in ranges.split(","):
        first, _, last = part.removeprefix("U+").partition("-")
        numbers.extend(range(int(first, 16), int(last or first, 16) + 1))
    return numbers


def _bytes(font: Any) -> bytes:
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def keep(path: Path, data: bytes) -> None:
    """Write through a temporary name, so that two processes at once both end well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    Path(file.name).chmod(0o644)
    os.replace(file.name, path)  # noqa: PTH105
