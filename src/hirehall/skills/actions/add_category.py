from __future__ import annotations

from uuid import UUID

from django.db.models import Max

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import Because, Refused
from hirehall.skills.facts import CategoryAdded
from hirehall.skills.models import Category
from hirehall.skills.operations import skill_slug


@action("skills.add_category", scope=Scope.STAFF_WRITE)
def add_category(hall_id: UUID, *, by: Actor, name: str, icon: str = "briefcase") -> Category:
    """The hall has one more field of work, at the end of the list.

    Raises:
        Refused: ``category.name_missing``, ``category.exists``.
    """
    require_operator(by)
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise Refused(
            "category.name_missing", "A name has 1 to 60 characters.", because=Because.INVALID, field="name"
        )
    slug = skill_slug(name)
    if Category.objects.filter(hall_id=hall_id, slug=slug).exists():
        raise Refused("category.exists", "The hall has this category already.", field="name")
    last = Category.objects.filter(hall_id=hall_id).aggregate(last=Max("position"))["last"]
    category = Category.objects.create(
        hall_id=hall_id, slug=slug, name=name, icon=icon, position=0 if last is None else last + 1
    )
    facts.record(CategoryAdded(category_id=category.id), by=by, hall_id=hall_id, about=[hall_id, category.id])
    return category
