"""Papers (PDF) by typst. The data enters as JSON, never as markup, so nobody's name can become a command."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from hirehall.foundation import clock
from hirehall.look import assets, fonts

PACKAGE = Path(__file__).resolve().parent.parent
STANDARD: Final = "a-3b"


class NoSuchPaper(LookupError):
    """No module has a paper of this name."""


def template_path(name: str) -> Path:
    """Where the template stands: ``<module>/papers/<name>``, with or without the module before the name.

    Raises:
        NoSuchPaper: when there is none.
    """
    plain = name if name.endswith(".typ") else f"{name}.typ"
    module, _, rest = plain.rpartition("/")
    pattern = f"{module}/papers/{rest}" if module else f"**/papers/{rest}"
    found = sorted(PACKAGE.glob(pattern))
    if not found:
        raise NoSuchPaper(name)
    return found[0]


@cache
def _font_folder() -> Path:
    folder = assets.kept_folder() / "ttf"
    for weight in fonts.WEIGHTS:
        fonts.static_cut(weight, folder)
    return folder


def render(template: str, data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """A finished PDF/A-3b.

    Args:
        template: ``statement`` or ``papers/statement``; it imports ``/look/papers/base.typ`` and reads its
            data by ``#let data = json(bytes(sys.inputs.data))``.
        data: anything that JSON can hold; amounts and dates as finished text.
        at: the instant written into the file; the same data and instant give the same bytes.
    Raises:
        NoSuchPaper: for an unknown template.
        RuntimeError: from typst, when the template itself is wrong.
    """
    with tempfile.TemporaryDirectory() as empty:
        return bytes(
            typst.compile(
                str(template_path(template)),
                root=str(PACKAGE),
                font_paths=[str(_font_folder())],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=STANDARD,
                sys_inputs={"data": json.dumps(data, ensure_ascii=False, default=str)},
                package_path=empty,
                package_cache_path=empty,
                timestamp=int((at or clock.now()).timestamp()),
            )
        )
