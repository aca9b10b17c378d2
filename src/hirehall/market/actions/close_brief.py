from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.market import rules
from hirehall.market.facts import BriefClosed
from hirehall.market.models import Brief
from hirehall.market.operations.briefs import close_proposals
from hirehall.market.operations.locks import lock_managed_brief
from hirehall.market.states import BriefState

REASON_AT_LEAST = 5


@action("market.close_brief", scope=Scope.BRIEFS_WRITE)
def close_brief(brief_id: UUID, *, by: Actor, reason: str) -> Brief:
    """A brief takes no more proposals, and everybody who proposed is told why.

    Raises:
        Refused: ``brief.not_found``, ``brief.reason_missing``, ``brief.is_hired`` and the like.
    """
    brief = lock_managed_brief(brief_id, by)
    rules.require_state(brief, BriefState.PUBLISHED, BriefState.STALE)
    if not REASON_AT_LEAST <= len(reason.strip()) <= 300:
        raise rules.invalid(
            "brief.reason_missing", "Say in a sentence (at most 300 characters) why it closes.", "reason"
        )
    closed = close_proposals(brief)
    brief.state, brief.close_reason = BriefState.CLOSED.value, reason.strip()
    brief.closed_at = brief.changed_at = clock.now()
    brief.save(update_fields=["state", "close_reason", "closed_at", "changed_at"])
    facts.record(
        BriefClosed(brief_id=brief.id, reason=brief.close_reason, proposal_ids=[row.id for row in closed]),
        by=by,
        hall_id=brief.hall_id,
        about=[brief.id],
    )
    return brief
