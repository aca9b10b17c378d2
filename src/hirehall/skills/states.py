"""Where a piece of work stands in a hall."""

from __future__ import annotations

from enum import StrEnum

from hirehall.halls.states import declare_showing

GALLERY = "portfolio"


class Shown(StrEnum):
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"


declare_showing(GALLERY, "Gallery of work, with likes, collections and asking for something like it")
