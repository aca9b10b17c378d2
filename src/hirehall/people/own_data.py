"""What the modules above say about a person: what they know, what stands in the way of closing, what to erase.

``wiring/own_data.py`` fills these tables when the installation starts; this module knows nobody above it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

Exporter = Callable[[UUID], Any]
Blocker = Callable[[UUID], str | None]
Eraser = Callable[[UUID], None]

EXPORTERS: dict[str, Exporter] = {}
BLOCKERS: dict[str, Blocker] = {}
ERASERS: dict[str, Eraser] = {}


def reasons_against_closing(person_id: UUID) -> list[str]:
    """Why the account cannot be closed yet, each with what to do; empty when it can."""
    said = [ask(person_id) for ask in BLOCKERS.values()]
    return [reason for reason in said if reason]
