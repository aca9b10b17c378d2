from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.skills.facts import SkillAdded
from hirehall.skills.models import Category, Skill
from hirehall.skills.operations import skill_slug


@action("skills.add_skill", scope=Scope.STAFF_WRITE)
def add_skill(category_id: UUID, *, by: Actor, name: str, synonyms: Sequence[str] = ()) -> Skill:
    """The hall knows one more skill; people find it by its synonyms as well.

    Raises:
        Refused: ``category.not_found``, ``skill.name_missing``, ``skill.exists``.
    """
    require_operator(by)
    category = Category.objects.select_for_update(no_key=True).filter(id=category_id).first()
    if category is None:
        raise not_found("category")
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise Refused(
            "skill.name_missing", "A name has 1 to 60 characters.", because=Because.INVALID, field="name"
        )
    slug = skill_slug(name)
    if Skill.objects.filter(hall_id=category.hall_id, slug=slug).exists():
        raise Refused("skill.exists", "The hall has this skill already.", field="name")
    words = [" ".join(word.split())[:60] for word in synonyms if word.strip()][:12]
    skill = Skill.objects.create(
        hall_id=category.hall_id, category=category, slug=slug, name=name, synonyms=words
    )
    facts.record(
        SkillAdded(skill_id=skill.id, category_id=category.id),
        by=by,
        hall_id=category.hall_id,
        about=[skill.id, category.id],
    )
    return skill
