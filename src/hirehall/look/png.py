"""SVG pictures as PNG for sharing: a fixed light skin, and Inter in static cuts."""

from __future__ import annotations

import re

import resvg_py

from hirehall.look import assets, fonts

GROUND = "#f9fafb"
SKIN = {
    "text": "font-family:Inter;font-size:15px;fill:#12181b",
    ".t-soft": "fill:#4b5559",
    ".t-note": "fill:#4b5559;font-size:13.5px",
    ".t-big": "font-size:26px;font-weight:700;letter-spacing:-0.5px",
    ".t-strong": "font-weight:600",
    ".t-on-held": "fill:#ffffff;font-size:11px;font-weight:600",
    ".flow-client": "fill:#b6cce4",
    ".flow-client-end": "fill:#155fa3",
    ".flow-net": "fill:#a5c9c5",
    ".flow-net-end": "fill:#0b6655",
    ".flow-fee": "fill:#e7bf6d",
    ".flow-fee-end": "fill:#d9940f",
    ".flow-held-end": "fill:#12181b",
    ".fill-accent": "fill:#0b6655",
    ".fill-ok": "fill:#15693a",
    ".fill-gold": "fill:#d9940f",
    ".fill-info": "fill:#155fa3",
    ".fill-bad": "fill:#b3261e",
    ".fill-neutral": "fill:#dfe4e7",
    ".axis": "stroke:#dfe4e7",
}
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


class NoPicture(ValueError):
    """The markup holds no SVG."""


def png(markup: str, *, zoom: float = 2) -> bytes:
    """The first SVG of ``markup`` as PNG bytes, ``zoom`` pixels for each of its units.

    Raises:
        NoPicture: when there is none in it.
    """
    found = SVG.search(markup)
    if found is None:
        raise NoPicture
    folder = assets.kept_folder() / "ttf"
    svg = found[0].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            style_sheet="".join(f"{rule}{{{how}}}" for rule, how in SKIN.items()),
            background=GROUND,
            zoom=zoom,
            skip_system_fonts=True,
            font_files=[str(fonts.static_cut(weight, folder)) for weight in fonts.WEIGHTS],
            font_family="Inter",
        )
    )
