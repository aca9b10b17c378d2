from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.skills.models import Category
from hirehall.skills.operations import taxonomy


@action("skills.add_category", scope=Scope.STAFF_WRITE)
def add_category(hall_id: UUID, *, by: Actor, name: str, icon: str = "briefcase", slug: str = "") -> Category:
    """The hall has one more field of work, at the end of the list.

    Args:
        slug: its part of an address; made of the name where it is left out.
    Raises:
        Refused: ``category.name_missing``, ``category.exists``.
    """
    return taxonomy.add_category(hall_id, by=by, name=name, icon=icon, slug=slug)
