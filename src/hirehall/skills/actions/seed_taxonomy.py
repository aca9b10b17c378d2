from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.skills.facts import TaxonomySeeded
from hirehall.skills.models import Category, Skill
from hirehall.skills.operations import skill_slug
from hirehall.skills.seed import SEED


@action("skills.seed_taxonomy", scope=Scope.STAFF_WRITE)
def seed_taxonomy(hall_id: UUID, *, by: Actor) -> int:
    """The hall has the founding categories and skills; what it has already stays. Answers how many were added."""
    require_operator(by)
    added = categories = 0
    for position, category_seed in enumerate(SEED):
        category, fresh = Category.objects.get_or_create(
            hall_id=hall_id,
            slug=category_seed.slug,
            defaults={"name": category_seed.name, "icon": category_seed.icon, "position": position},
        )
        categories += fresh
        for name, synonyms in category_seed.skills():
            _, fresh = Skill.objects.get_or_create(
                hall_id=hall_id,
                slug=skill_slug(name),
                defaults={"category": category, "name": name, "synonyms": list(synonyms)},
            )
            added += fresh
    if added:
        facts.record(
            TaxonomySeeded(categories=categories, skills=added), by=by, hall_id=hall_id, about=[hall_id]
        )
    return added
