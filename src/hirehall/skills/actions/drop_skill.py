from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.people.operations import locked_person
from hirehall.skills.facts import SkillDropped
from hirehall.skills.models import SkillClaim
from hirehall.skills.rules import require_self


@action("skills.drop_skill", scope=Scope.PROFILE_WRITE)
def drop_skill(skill_id: UUID, *, by: Actor) -> None:
    """The person no longer claims the skill; dropping what is not claimed changes nothing."""
    who = locked_person(require_self(by))
    claim = SkillClaim.objects.filter(person=who, skill_id=skill_id).select_related("skill").first()
    if claim is None:
        return
    hall_id = claim.skill.hall_id
    claim.delete()
    facts.record(SkillDropped(person_id=who.id, skill_id=skill_id), by=by, hall_id=hall_id, about=[who.id])
