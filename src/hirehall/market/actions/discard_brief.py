from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.market import rules
from hirehall.market.facts import BriefDiscarded
from hirehall.market.operations.locks import lock_managed_brief
from hirehall.market.states import BriefState


@action("market.discard_brief", scope=Scope.BRIEFS_WRITE)
def discard_brief(brief_id: UUID, *, by: Actor) -> None:
    """A draft that was never published is gone for good.

    Raises:
        Refused: ``brief.not_found``, ``brief.is_published`` and the like.
    """
    brief = lock_managed_brief(brief_id, by)
    rules.require_state(brief, BriefState.DRAFT)
    brief.delete()
    facts.record(BriefDiscarded(brief_id=brief_id), by=by, hall_id=brief.hall_id, about=[brief_id])
