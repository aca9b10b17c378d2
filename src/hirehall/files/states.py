"""How far the smaller versions of a picture are, and which there are."""

from __future__ import annotations

from enum import StrEnum

WIDTHS = (320, 640, 1280)
KINDS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


class Drawn(StrEnum):
    WAITING = "waiting"
    DRAWN = "drawn"
    FAILED = "failed"


def widths_below(width: int) -> tuple[int, ...]:
    """The widths in which a picture is offered besides its own."""
    return tuple(one for one in WIDTHS if one < width)
