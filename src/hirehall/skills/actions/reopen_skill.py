from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.skills.models import Skill
from hirehall.skills.operations import closing


@action("skills.reopen_skill", scope=Scope.STAFF_WRITE)
def reopen_skill(skill_id: UUID, *, by: Actor) -> Skill:
    """A closed skill can be claimed and asked for again; what its successor took on stays there.

    Raises:
        Refused: ``skill.not_found``.
    """
    return closing.reopen_skill(skill_id, by=by)
