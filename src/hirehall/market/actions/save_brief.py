from __future__ import annotations

from uuid import UUID

from hirehall.files.operations import attach, remove
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.market import rules
from hirehall.market.content import BriefContent
from hirehall.market.models import Brief
from hirehall.market.operations.briefs import write_content
from hirehall.market.operations.locks import lock_managed_brief
from hirehall.market.states import BriefState


@action("market.save_brief", scope=Scope.BRIEFS_WRITE)
def save_brief(
    brief_id: UUID,
    *,
    by: Actor,
    content: BriefContent,
    file_ids: tuple[UUID, ...] = (),
    remove_file_ids: tuple[UUID, ...] = (),
) -> Brief:
    """A draft says what was typed so far; nothing is demanded yet but limits.

    Raises:
        Refused: ``brief.not_found``, ``brief.is_published`` and the like once it is no draft, ``file.not_found``,
            or a limit.
    """
    brief = lock_managed_brief(brief_id, by)
    rules.require_state(brief, BriefState.DRAFT)
    rules.require_within_limits(content)
    write_content(brief, content)
    remove(remove_file_ids, subject_kind="brief", subject_id=brief.id)
    attach(file_ids, subject_kind="brief", subject_id=brief.id, by=by)
    return brief
