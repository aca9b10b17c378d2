from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.market import rules
from hirehall.market.models import Brief
from hirehall.market.operations.locks import lock_managed_brief
from hirehall.market.states import BriefState


@action("market.detach_piece", scope=Scope.BRIEFS_WRITE)
def detach_piece(brief_id: UUID, *, by: Actor) -> Brief:
    """A draft should not be like that piece any more, and nobody is invited for it; a second time changes nothing.

    Raises:
        Refused: ``brief.not_found``, ``brief.is_published`` and the like once it is no draft.
    """
    brief = lock_managed_brief(brief_id, by)
    rules.require_state(brief, BriefState.DRAFT)
    brief.piece = None
    brief.save(update_fields=["piece"])
    return brief
