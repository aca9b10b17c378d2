from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.skills.operations import taxonomy


@action("skills.seed_taxonomy", scope=Scope.STAFF_WRITE)
def seed_taxonomy(hall_id: UUID, *, by: Actor) -> int:
    """The hall has the founding categories and skills; what it has already stays. Answers how many were added."""
    return taxonomy.seed_taxonomy(hall_id, by=by)
