"""What the modules above ask of a freelancer's profile, so that every page counts the same list.

``wiring/next_steps.py`` fills this table when the installation starts; this module knows nobody above it.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

Step = tuple[bool, str, str]
"""Done, what, and where it is done."""

FURTHER: dict[str, Callable[[UUID], list[Step]]] = {}


def further_steps(person_id: UUID) -> list[Step]:
    return [step for steps_of in FURTHER.values() for step in steps_of(person_id)]
