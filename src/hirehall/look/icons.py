"""Icons: one SVG sprite made from the lucide package, of the names that our templates and pages use."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring, tostring
from zipfile import ZipFile

from markupsafe import Markup

PACKAGE = Path(__file__).resolve().parent.parent
QUOTED = re.compile(r"""["']([a-z0-9]+(?:-[a-z0-9]+)*)["']""")
SOURCES = ("*.html", "*.py")
_SVG = "{http://www.w3.org/2000/svg}"


class UnknownIcon(LookupError):
    """A name that lucide does not have."""


@cache
def _archive() -> dict[str, bytes]:
    data = files("lucide").joinpath("lucide.zip").read_bytes()
    with ZipFile(BytesIO(data)) as zipped:
        return {
            name.removesuffix(".svg"): zipped.read(name)
            for name in zipped.namelist()
            if name.endswith(".svg")
        }


@cache
def shapes(name: str) -> str:
    """The inner shapes of an icon, drawn on 24 x 24.

    Raises:
        UnknownIcon: when lucide has none of this name.
    """
    data = _archive().get(name)
    if data is None:
        raise UnknownIcon(f"lucide has no icon named {name!r}")
    return "".join(_plain(child) for child in fromstring(data))  # noqa: S314 - the package's own file


def _plain(element: Element) -> str:
    for node in element.iter():
        node.tag = node.tag.replace(_SVG, "")
    element.tail = None
    return tostring(element, encoding="unicode").strip()


@cache
def names_in_use() -> frozenset[str]:
    """Every quoted word in our sources that lucide knows: a little more than is drawn, never less."""
    known = _archive().keys()
    words: set[str] = set()
    for pattern in SOURCES:
        for path in PACKAGE.rglob(pattern):
            words.update(QUOTED.findall(path.read_text(encoding="utf-8")))
    return frozenset(words & known)


def sprite() -> str:
    """The sprite as one SVG document."""
    symbols = "".join(
        f'<symbol id="{name}" viewBox="0 0 24 24">{shapes(name)}</symbol>' for name in sorted(names_in_use())
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'


@cache
def svg(name: str, *, sprite_address: str) -> Markup:
    """The markup that shows one icon; decoration only, so hidden from assistive technology."""
    if name in names_in_use():
        inner = Markup('<use href="{}#{}"></use>').format(sprite_address, name)
    else:
        inner = Markup(shapes(name))  # noqa: S704 - shapes come from the lucide package
    return Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>').format(inner)
