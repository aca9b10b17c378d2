"""Where a piece of work stands in a hall."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hirehall.halls.states import declare_showing

GALLERY = "portfolio"


class Shown(StrEnum):
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"


declare_showing(GALLERY, "Gallery of work, with likes, collections and asking for something like it")


@dataclass(frozen=True, slots=True)
class Use:
    """How many of one kind of thing name it.

    Attributes:
        name: of the kind, in the number that fits.
        href: where they are found; empty where no page lists them.
        is_open: whether a successor takes its place there; what is finished keeps its words.
    """

    name: str
    many: int
    href: str
    is_open: bool
