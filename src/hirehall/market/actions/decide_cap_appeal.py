from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused, not_found
from hirehall.market import rules
from hirehall.market.facts import CapAppealDecided
from hirehall.market.models import CapAppeal

GRANT_AT_MOST = 100


@action("market.decide_cap_appeal", scope=Scope.STAFF_WRITE)
def decide_cap_appeal(appeal_id: UUID, *, by: Actor, granted: int, reason: str) -> CapAppeal:
    """An operator in a staff session grants more proposals for seven days, or none, with a reason either way.

    Raises:
        Refused: ``appeal.not_found`` (also for everybody who is not staff), ``appeal.decided``,
            ``appeal.reason_missing``.
    """
    appeal = CapAppeal.objects.select_for_update(no_key=True).filter(id=appeal_id).first()
    if appeal is None or not by.is_staff_of(appeal.hall_id) or appeal.person_id == by.person_id:
        raise not_found("appeal")
    if appeal.decided_at is not None:
        raise Refused("appeal.decided", "This appeal has been decided.")
    if not 5 <= len(reason.strip()) <= 500 or not 0 <= granted <= GRANT_AT_MOST:
        raise rules.invalid(
            "appeal.reason_missing",
            f"Give a reason, and grant 0 to {GRANT_AT_MOST} proposals.",
            "reason",
        )
    appeal.granted, appeal.reason = granted, reason.strip()
    appeal.decided_at, appeal.decided_by_id = clock.now(), by.person_id
    appeal.save(update_fields=["granted", "reason", "decided_at", "decided_by_id"])
    facts.record(
        CapAppealDecided(
            appeal_id=appeal.id, person_id=appeal.person_id, granted=granted, reason=appeal.reason
        ),
        by=by,
        hall_id=appeal.hall_id,
        about=[appeal.id, appeal.person_id],
    )
    return appeal
