from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.skills.facts import SkillRenamed
from hirehall.skills.models import Skill


@action("skills.rename_skill", scope=Scope.STAFF_WRITE)
def rename_skill(skill_id: UUID, *, by: Actor, name: str) -> Skill:
    """The skill has another name wherever it stands; its address stays, and the old name still finds it.

    Raises:
        Refused: ``skill.not_found``, ``skill.name_missing``, ``skill.exists``.
    """
    skill = Skill.objects.select_for_update(no_key=True).filter(id=skill_id).first()
    require_operator(by, hall_id=skill.hall_id if skill else None)
    if skill is None:
        raise not_found("skill")
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise Refused(
            "skill.name_missing", "A name has 1 to 60 characters.", because=Because.INVALID, field="name"
        )
    if Skill.objects.filter(hall_id=skill.hall_id, name__iexact=name).exclude(id=skill.id).exists():
        raise Refused("skill.exists", "The hall has this skill already.", field="name")
    before = skill.name
    if before != name:
        skill.name = name
        skill.synonyms = list(dict.fromkeys([*skill.synonyms, before]))[-12:]
        skill.save(update_fields=["name", "synonyms"])
        facts.record(
            SkillRenamed(skill_id=skill.id, name_before=before, name_after=name),
            by=by,
            hall_id=skill.hall_id,
            about=[skill.id],
        )
    return skill
