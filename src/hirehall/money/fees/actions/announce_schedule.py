"""A hall changes what it charges, with notice."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.money.fees import operations
from hirehall.money.fees.models import FeeSchedule


@action("money.announce_fee_schedule", scope=Scope.STAFF_WRITE)
def announce_schedule(
    hall_id: UUID, *, by: Actor, rules: dict[str, Any], effective_from: datetime, note: str = ""
) -> FeeSchedule:
    """Date a new fee schedule. It counts for offers made from that day on; contracts keep the fees they have.

    The hall's policy says how many days of notice members are owed.
    """
    return operations.announce_schedule(hall_id, by=by, rules=rules, effective_from=effective_from, note=note)
