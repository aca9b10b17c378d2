"""What uses a skill or a field of work, and follows its successor. Filled by ``wiring/skill_uses.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from hirehall.skills.states import Use


@dataclass(frozen=True, slots=True)
class Change:
    """One takes the place of the other, or has another name itself."""

    old_id: UUID
    old_name: str
    new_id: UUID
    new_name: str


OF_SKILLS: list[Callable[[UUID], Use]] = []
OF_CATEGORIES: list[Callable[[UUID], Use]] = []
FOLLOWS_SKILL: list[Callable[[Change], None]] = []
FOLLOWS_CATEGORY: list[Callable[[Change], None]] = []
