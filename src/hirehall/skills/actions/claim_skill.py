from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.operations import require_member
from hirehall.people.operations import locked_person
from hirehall.skills.facts import SkillClaimed
from hirehall.skills.models import Skill, SkillClaim
from hirehall.skills.rules import CLAIMS_AT_MOST, require_self


@action("skills.claim_skill", scope=Scope.PROFILE_WRITE)
def claim_skill(skill_id: UUID, *, level: int, by: Actor) -> SkillClaim:
    """The person says that they have a skill, and how well; saying it again changes the level.

    Raises:
        Refused: ``skill.not_found``, ``skill.closed``, ``skill.level_unknown``, ``skill.too_many``.
    """
    who = locked_person(require_self(by))
    if level not in SkillClaim.Level.values:
        raise Refused(
            "skill.level_unknown",
            "The levels are 1 (learning), 2 (working) and 3 (expert).",
            because=Because.INVALID,
            field="level",
        )
    skill = Skill.objects.select_related("category").filter(id=skill_id).first()
    if skill is None:
        raise not_found("skill")
    mine = SkillClaim.objects.filter(person=who)
    claim = mine.filter(skill=skill).first()
    if claim is None:
        if skill.closed_at is not None or skill.category.closed_at is not None:
            raise Refused("skill.closed", f"{skill.name} is no longer used in this hall.", field="skill")
        require_member(skill.hall_id, by=by)
        if mine.count() >= CLAIMS_AT_MOST:
            raise Refused(
                "skill.too_many", f"Show your best {CLAIMS_AT_MOST} skills. Drop one first.", field="skill"
            )
        claim = SkillClaim(person=who, skill=skill, position=mine.count())
    elif claim.level == level:
        return claim
    claim.level = level
    claim.save()
    facts.record(
        SkillClaimed(person_id=who.id, skill_id=skill.id, level=level),
        by=by,
        hall_id=skill.hall_id,
        about=[who.id],
    )
    return claim
