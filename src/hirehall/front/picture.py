"""The guide's result as one picture to share: 1200 x 630, the size that links are shown with."""

from __future__ import annotations

import re

from markupsafe import Markup

from hirehall.look.flow import Flow, wide
from hirehall.look.png import png

INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
WIDTH, HEIGHT = 1200, 630


def share_picture(flow: Flow, *, title: str, text: str, foot: str) -> bytes:
    """A title, a sentence, the money's way and who says so, as PNG bytes."""
    found = INNER.search(wide(flow, title))
    inner = Markup(found[1]) if found else Markup("")  # noqa: S704 - our own picture
    svg = Markup(
        '<svg viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        '<rect width="{w}" height="10" class="fill-accent"/>'
        '<text x="60" y="96" class="t-title">{title}</text>'
        '<text x="60" y="138" class="t-sub">{text}</text>'
        '<g transform="translate(36 186) scale(1.04)">{inner}</g>'
        '<text x="60" y="596" class="t-soft">{foot}</text></svg>'
    ).format(w=WIDTH, h=HEIGHT, title=title, text=text, inner=inner, foot=foot)
    return png(_sized(svg), zoom=1)


def _sized(svg: Markup) -> str:
    return (
        str(svg)
        .replace('class="t-title"', 'style="font-size:44px;font-weight:700;letter-spacing:-1px"')
        .replace('class="t-sub"', 'style="font-size:22px;fill:#4b5559"')
    )
