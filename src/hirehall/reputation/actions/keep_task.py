"""A task that examiners judged counts in its maker's standing, or no more."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.reputation import operations, rules


@action("reputation.keep_task")
def keep_task(step_id: UUID, *, by: Actor) -> None:
    """With the mark that it has now, for as long as the screening that it belongs to counts."""
    rules.require_system(by)
    operations.keep_task(step_id)
