from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.skills.models import Skill
from hirehall.skills.operations import taxonomy


@action("skills.add_skill", scope=Scope.STAFF_WRITE)
def add_skill(category_id: UUID, *, by: Actor, name: str, synonyms: Sequence[str] = ()) -> Skill:
    """The hall knows one more skill; people find it by its synonyms as well.

    Raises:
        Refused: ``category.not_found``, ``skill.name_missing``, ``skill.exists``.
    """
    return taxonomy.add_skill(category_id, by=by, name=name, synonyms=synonyms)
