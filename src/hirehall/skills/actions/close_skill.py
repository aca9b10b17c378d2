from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.skills.models import Skill
from hirehall.skills.operations import closing


@action("skills.close_skill", scope=Scope.STAFF_WRITE)
def close_skill(skill_id: UUID, *, by: Actor, successor_id: UUID | None = None) -> Skill:
    """Nobody can newly claim the skill or ask for it. What is finished keeps it.

    Args:
        successor_id: an open skill of the same hall that takes its place with people and open things, and is found
            by its words; without one, it stays where it stands.
    Raises:
        Refused: ``skill.not_found``, ``skill.successor_invalid``.
    """
    return closing.close_skill(skill_id, by=by, successor_id=successor_id)
