from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused
from hirehall.market.facts import BriefWentStale
from hirehall.market.models import Brief
from hirehall.market.operations.briefs import close_proposals
from hirehall.market.operations.locks import lock_brief
from hirehall.market.states import BriefState


@action("market.let_brief_go_stale")
def let_brief_go_stale(brief_id: UUID, *, by: Actor) -> Brief:
    """The clock closes a brief whose days are over without a decision, and tells everybody who proposed.

    Called again, or too early, it changes nothing.

    Raises:
        Refused: ``brief.not_the_clock`` for anybody but the clock.
    """
    if not by.is_system:
        raise Refused("brief.not_the_clock", "Only the clock does this.", because=Because.FORBIDDEN)
    brief = lock_brief(brief_id)
    if brief.state != BriefState.PUBLISHED or brief.stale_at is None or brief.stale_at > clock.now():
        return brief
    closed = close_proposals(brief)
    brief.state, brief.closed_at = BriefState.STALE.value, clock.now()
    brief.save(update_fields=["state", "closed_at"])
    facts.record(
        BriefWentStale(brief_id=brief.id, proposal_ids=[row.id for row in closed]),
        by=by,
        hall_id=brief.hall_id,
        about=[brief.id],
    )
    return brief
