from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.skills.models import Skill
from hirehall.skills.operations import taxonomy


@action("skills.rename_skill", scope=Scope.STAFF_WRITE)
def rename_skill(skill_id: UUID, *, by: Actor, name: str) -> Skill:
    """The skill has another name wherever it stands; its address stays, and the old name still finds it.

    Raises:
        Refused: ``skill.not_found``, ``skill.name_missing``, ``skill.exists``.
    """
    return taxonomy.rename_skill(skill_id, by=by, name=name)
