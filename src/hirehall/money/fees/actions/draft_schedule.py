"""A hall thinks of other fees."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall
from hirehall.money.fees.facts import FeeScheduleDrafted
from hirehall.money.fees.models import FeeDraft
from hirehall.money.fees.operations import require_readable, year_before
from hirehall.money.fees.queries import count_released

LONGEST_NOTE = 300


@action("money.draft_fee_schedule", scope=Scope.STAFF_WRITE)
def draft_schedule(
    hall_id: UUID, *, by: Actor, rules: dict[str, Any], wanted_from: datetime, note: str = ""
) -> FeeDraft:
    """Keep rules as a draft. What the last year would have cost by them is computed in the background.

    Raises:
        Refused: ``staff.session_needed``, ``hall.not_found``, ``fee_schedule.unreadable``,
            ``fee_schedule.other_currency``.
    """
    require_operator(by, hall_id=hall_id)
    hall = Hall.objects.filter(id=hall_id).first()
    if hall is None:
        raise not_found("hall")
    require_readable(rules)
    if rules.get("currency") not in (None, "", hall.currency):
        raise Refused(
            "fee_schedule.other_currency",
            f"This hall’s money is in {hall.currency}; the fixed sums of these rules are not.",
            because=Because.INVALID,
            field="rules",
        )
    now = clock.now()
    since = year_before(now)
    lines = count_released(hall.id, since, now, hall.currency)
    draft = FeeDraft.objects.create(
        hall=hall,
        rules=rules,
        note=note.strip()[:LONGEST_NOTE],
        wanted_from=wanted_from,
        drafted_at=now,
        since=since,
        until=now,
        lines=lines,
    )
    record(
        FeeScheduleDrafted(draft_id=draft.id, lines=lines),
        by=by,
        hall_id=hall.id,
        about=[hall.id, draft.id],
    )
    return draft
