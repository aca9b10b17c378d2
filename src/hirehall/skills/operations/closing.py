"""A skill or a field of work is closed, and another takes its place, in the caller's transaction."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor, require_operator
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.skills.facts import CategoryClosed, CategoryReopened, SkillClosed, SkillReopened
from hirehall.skills.models import Category, Skill, SkillClaim
from hirehall.skills.uses import FOLLOWS_CATEGORY, FOLLOWS_SKILL, Change

MOST_WORDS = 12


def close_skill(skill_id: UUID, *, by: Actor, successor_id: UUID | None = None) -> Skill:
    """Nobody can newly claim the skill or ask for it. What is finished keeps it.

    Args:
        successor_id: an open skill of the same hall that takes its place with people and open things, and is found
            by its words; without one, it stays where it stands.
    Raises:
        Refused: ``skill.not_found``, ``skill.successor_invalid``.
    """
    ids = [one for one in (skill_id, successor_id) if one is not None]
    rows = {
        row.id: row for row in Skill.objects.select_for_update(no_key=True).filter(id__in=ids).order_by("id")
    }
    skill = rows.get(skill_id)
    require_operator(by, hall_id=skill.hall_id if skill else None)
    if skill is None:
        raise not_found("skill")
    successor = rows.get(successor_id) if successor_id else None
    if successor_id and (
        successor is None
        or successor == skill
        or successor.closed_at is not None
        or successor.hall_id != skill.hall_id
        or successor.category.closed_at is not None
    ):
        raise _unfit("skill")
    if skill.closed_at is not None and skill.successor_id == successor_id:
        return skill
    skill.closed_at = skill.closed_at or clock.now()
    skill.successor = successor
    skill.save(update_fields=["closed_at", "successor"])
    if successor is not None:
        _hand_over(skill, successor)
    fact = SkillClosed(skill_id=skill.id, successor_id=successor_id)
    facts.record(fact, by=by, hall_id=skill.hall_id, about=[skill.id])
    return skill


def _unfit(what: str) -> Refused:
    return Refused(
        f"{what}.successor_invalid",
        "What takes its place is another one of this hall, and open.",
        because=Because.INVALID,
        field="successor",
    )


def _hand_over(old: Skill, new: Skill) -> None:
    words = list(dict.fromkeys([*new.synonyms, old.name, *old.synonyms]))
    new.synonyms = [word for word in words if word != new.name][:MOST_WORDS]
    new.save(update_fields=["synonyms"])
    both = {row.person_id: row for row in SkillClaim.objects.select_for_update().filter(skill=new)}
    for claim in SkillClaim.objects.select_for_update().filter(skill=old):
        kept = both.get(claim.person_id)
        if kept is None:
            claim.skill = new
            claim.save(update_fields=["skill"])
            continue
        if claim.level > kept.level:
            kept.level = claim.level
            kept.save(update_fields=["level"])
        claim.delete()
    for follow in FOLLOWS_SKILL:
        follow(Change(old.id, old.name, new.id, new.name))


def reopen_skill(skill_id: UUID, *, by: Actor) -> Skill:
    """A closed skill can be claimed and asked for again; what its successor took on stays there.

    Raises:
        Refused: ``skill.not_found``.
    """
    skill = Skill.objects.select_for_update(no_key=True).filter(id=skill_id).first()
    require_operator(by, hall_id=skill.hall_id if skill else None)
    if skill is None:
        raise not_found("skill")
    if skill.closed_at is not None:
        skill.closed_at = skill.successor = None
        skill.save(update_fields=["closed_at", "successor"])
        facts.record(SkillReopened(skill_id=skill.id), by=by, hall_id=skill.hall_id, about=[skill.id])
    return skill


def close_category(category_id: UUID, *, by: Actor, successor_id: UUID | None = None) -> Category:
    """Nobody can newly choose the field of work, or claim its skills. What is finished keeps it.

    Args:
        successor_id: an open one of the same hall that takes on its skills and the open things in it.
    Raises:
        Refused: ``category.not_found``, ``category.successor_invalid``, ``category.last``.
    """
    found = Category.objects.filter(id=category_id).first()
    require_operator(by, hall_id=found.hall_id if found else None)
    if found is None:
        raise not_found("category")
    rows = {
        row.id: row
        for row in Category.objects.select_for_update(no_key=True)
        .filter(hall_id=found.hall_id)
        .order_by("id")
    }
    category, successor = rows[category_id], rows.get(successor_id) if successor_id else None
    if successor_id and (successor is None or successor == category or successor.closed_at is not None):
        raise _unfit("category")
    if not any(row.closed_at is None for row in rows.values() if row != category):
        raise Refused("category.last", "A hall has at least one field of work. Add another one first.")
    if category.closed_at is None:
        category.closed_at = clock.now()
        category.save(update_fields=["closed_at"])
        if successor is not None:
            Skill.objects.filter(category=category).update(category=successor)
            for follow in FOLLOWS_CATEGORY:
                follow(Change(category.id, category.name, successor.id, successor.name))
        fact = CategoryClosed(category_id=category.id, successor_id=successor_id)
        facts.record(fact, by=by, hall_id=category.hall_id, about=[category.id])
    return category


def reopen_category(category_id: UUID, *, by: Actor) -> Category:
    """A closed field of work can be chosen again; what its successor took on stays there.

    Raises:
        Refused: ``category.not_found``.
    """
    category = Category.objects.select_for_update(no_key=True).filter(id=category_id).first()
    require_operator(by, hall_id=category.hall_id if category else None)
    if category is None:
        raise not_found("category")
    if category.closed_at is not None:
        category.closed_at = None
        category.save(update_fields=["closed_at"])
        facts.record(
            CategoryReopened(category_id=category.id), by=by, hall_id=category.hall_id, about=[category.id]
        )
    return category
