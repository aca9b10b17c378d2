from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.skills.facts import CategoryRenamed
from hirehall.skills.models import Category


@action("skills.rename_category", scope=Scope.STAFF_WRITE)
def rename_category(category_id: UUID, *, by: Actor, name: str) -> Category:
    """The category has another name; its address stays, so that links keep working.

    Raises:
        Refused: ``category.not_found``, ``category.name_missing``.
    """
    require_operator(by)
    category = Category.objects.select_for_update(no_key=True).filter(id=category_id).first()
    if category is None:
        raise not_found("category")
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise Refused(
            "category.name_missing", "A name has 1 to 60 characters.", because=Because.INVALID, field="name"
        )
    before = category.name
    if before != name:
        category.name = name
        category.save(update_fields=["name"])
        facts.record(
            CategoryRenamed(category_id=category.id, name_before=before, name_after=name),
            by=by,
            hall_id=category.hall_id,
            about=[category.id],
        )
    return category
