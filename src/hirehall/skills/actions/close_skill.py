from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.skills.models import Skill
from hirehall.skills.operations import taxonomy


@action("skills.close_skill", scope=Scope.STAFF_WRITE)
def close_skill(skill_id: UUID, *, by: Actor) -> Skill:
    """Nobody can newly claim the skill or ask for it; where it stands already, it stays.

    Raises:
        Refused: ``skill.not_found``.
    """
    return taxonomy.close_skill(skill_id, by=by)
