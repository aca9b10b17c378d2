"""What stands in the way of leaving a hall. Filled by ``wiring/leaving.py``."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

Blocker = Callable[[UUID, UUID], str | None]

BLOCKERS: dict[str, Blocker] = {}


def reasons_against(person_id: UUID, hall_id: UUID) -> list[str]:
    """Why a person cannot leave the hall yet, each with what to do; empty when they can."""
    said = [ask(person_id, hall_id) for ask in BLOCKERS.values()]
    return [reason for reason in said if reason]
