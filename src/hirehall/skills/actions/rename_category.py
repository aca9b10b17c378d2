from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.skills.models import Category
from hirehall.skills.operations import taxonomy


@action("skills.rename_category", scope=Scope.STAFF_WRITE)
def rename_category(category_id: UUID, *, by: Actor, name: str) -> Category:
    """The category has another name; its address stays, so that links keep working.

    Raises:
        Refused: ``category.not_found``, ``category.name_missing``.
    """
    return taxonomy.rename_category(category_id, by=by, name=name)
