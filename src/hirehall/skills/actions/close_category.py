from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.skills.models import Category
from hirehall.skills.operations import closing


@action("skills.close_category", scope=Scope.STAFF_WRITE)
def close_category(category_id: UUID, *, by: Actor, successor_id: UUID | None = None) -> Category:
    """Nobody can newly choose the field of work, or claim its skills. What is finished keeps it.

    Args:
        successor_id: an open one of the same hall that takes on its skills and the open things in it.
    Raises:
        Refused: ``category.not_found``, ``category.successor_invalid``, ``category.last``.
    """
    return closing.close_category(category_id, by=by, successor_id=successor_id)


@action("skills.reopen_category", scope=Scope.STAFF_WRITE)
def reopen_category(category_id: UUID, *, by: Actor) -> Category:
    """A closed field of work can be chosen again; what its successor took on stays there.

    Raises:
        Refused: ``category.not_found``.
    """
    return closing.reopen_category(category_id, by=by)
