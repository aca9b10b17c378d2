from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.models import Policy
from hirehall.halls.operations import setting


@action("halls.date_policy", scope=Scope.STAFF_WRITE)
def date_policy(
    hall_id: UUID,
    *,
    by: Actor,
    effective_from: datetime,
    changes: Mapping[str, int],
    reason: str,
    lists: Mapping[str, Sequence[str]] | None = None,
) -> Policy:
    """New clocks and caps from a future instant on; running contracts keep the row they were made under.

    What ``changes`` and ``lists`` do not name is taken from the row that would be in force at that instant.

    Raises:
        Refused: ``policy.in_the_past``, ``policy.too_far_ahead``, ``policy.instant_taken``, ``policy.reason_missing``,
            ``policy.nothing_changed``, ``hall.setting_invalid``.
    """
    return setting.date_policy(
        hall_id, by=by, effective_from=effective_from, changes=changes, reason=reason, lists=lists
    )
