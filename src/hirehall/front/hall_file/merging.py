"""Parts of a file put into a whole one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BY_FIELD = frozenset({"hall", "policy"})


def merged(whole: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """The whole with these parts; of the hall and its policy only the named fields change."""
    values = dict(whole)
    for name, part in parts.items():
        values[name] = _fields(values.get(name, {}), part) if name in BY_FIELD else part
    return values


def _fields(now: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(now)
    for name, value in wanted.items():
        found[name] = _fields(found.get(name, {}), value) if isinstance(value, dict) else value
    return found
