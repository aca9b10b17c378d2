"""Where a person stands is made anew."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.reputation import operations, rules


@action("reputation.refresh_standing")
def refresh_standing(person_id: UUID, *, by: Actor) -> None:
    """After a reveal, and each night, since what was said long ago counts less each day."""
    rules.require_system(by)
    operations.refresh_standing(person_id)
