"""A hall signs with another key."""

from __future__ import annotations

from uuid import UUID

from hirehall.credentials import operations, rules
from hirehall.credentials.models import SigningKey
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_staff_of


@action("credentials.rotate_key", scope=Scope.STAFF_WRITE)
def rotate_key(hall_id: UUID, *, by: Actor, reason: str) -> SigningKey:
    """From now on with a new key; the old ones stay in the hall’s document, so that what they signed still counts."""
    require_staff_of(by, hall_id)
    reason = rules.require_reason(reason)
    return operations.new_key(operations.locked_hall(hall_id), reason=reason[:300], by=by)
