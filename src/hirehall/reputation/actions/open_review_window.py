"""A paid contract has ended."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.reputation import operations, queries, rules
from hirehall.reputation.models import ReviewWindow


@action("reputation.open_review_window")
def open_review_window(contract_id: UUID, *, by: Actor) -> ReviewWindow | None:
    """Both sides are invited to review each other, when something was paid; the hall's frozen days count."""
    rules.require_system(by)
    ended = queries.ended_contract(contract_id)
    return operations.open_window(ended, by=by) if ended is not None else None
