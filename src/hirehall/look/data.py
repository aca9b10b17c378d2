"""Data for machines inside a page: a block that no browser runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

# Nothing in it can end the block or begin a comment, whatever somebody has written.
INERT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def json_ld(told: Mapping[str, Any]) -> Markup:
    """Linked data of a page, for its head."""
    written = json.dumps(told, ensure_ascii=False, sort_keys=True).translate(INERT)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(written))  # noqa: S704 - inert
