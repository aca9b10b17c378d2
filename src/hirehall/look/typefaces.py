"""The type that a hall may choose: what devices have, and the one face that we serve. Nothing is fetched elsewhere.

The stacks stand in ``1-tokens.css``, under ``[data-type]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DEFAULT = "inter"
TYPEFACES: Mapping[str, str] = MappingProxyType(
    {
        DEFAULT: "Inter: plain and even, the same everywhere",
        "system": "The device’s own letters: nothing to load",
        "humanist": "Humanist: a little warmer, drawn by hand",
        "book": "Book: headings with serifs, plain text",
        "letter": "Letter: everything with serifs",
        "slab": "Slab: sturdy headings, plain text",
        "typewriter": "Typewriter: headings of even width, plain text",
    }
)
OF_THE_DEVICE = frozenset({"system", "humanist", "letter"})


def needs_inter(typeface: str) -> bool:
    """Whether pages in this type are read in the face that we serve."""
    return typeface not in OF_THE_DEVICE
