from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import not_found
from hirehall.skills.facts import SkillClosed
from hirehall.skills.models import Skill


@action("skills.close_skill", scope=Scope.STAFF_WRITE)
def close_skill(skill_id: UUID, *, by: Actor) -> Skill:
    """Nobody can newly claim the skill or ask for it; where it stands already, it stays.

    Raises:
        Refused: ``skill.not_found``.
    """
    require_operator(by)
    skill = Skill.objects.select_for_update(no_key=True).filter(id=skill_id).first()
    if skill is None:
        raise not_found("skill")
    if skill.closed_at is None:
        skill.closed_at = clock.now()
        skill.save(update_fields=["closed_at"])
        facts.record(SkillClosed(skill_id=skill.id), by=by, hall_id=skill.hall_id, about=[skill.id])
    return skill
