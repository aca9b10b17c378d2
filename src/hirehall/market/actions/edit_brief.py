from __future__ import annotations

from uuid import UUID

from hirehall.files.operations import attach, remove
from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.queries import policy_now
from hirehall.market import rules
from hirehall.market.content import BriefContent
from hirehall.market.facts import BriefEdited
from hirehall.market.models import Brief
from hirehall.market.operations.briefs import described, index_brief, keep_revision, write_content
from hirehall.market.operations.caps import require_room_in_lane
from hirehall.market.operations.locks import lock_managed_brief, lock_person
from hirehall.market.rules import lane, sealing
from hirehall.market.states import BriefState


@action("market.edit_brief", scope=Scope.BRIEFS_WRITE)
def edit_brief(
    brief_id: UUID,
    *,
    by: Actor,
    content: BriefContent,
    note: str = "",
    file_ids: tuple[UUID, ...] = (),
    remove_file_ids: tuple[UUID, ...] = (),
) -> Brief:
    """A published brief changes in the open: everybody sees what stood there before, and who proposed is told.

    Raises:
        Refused: ``brief.not_found``, ``brief.is_draft`` and the like, ``brief.incomplete``,
            ``file.not_found``, ``lane.too_large`` and the like, ``lane.promised``, or a limit.
    """
    brief = lock_managed_brief(brief_id, by)
    rules.require_state(brief, BriefState.PUBLISHED)
    sealing.require_no_panel(brief)
    rules.require_within_limits(content)
    before, was_open = described(brief), brief.first_timers
    write_content(brief, content)
    policy = policy_now(brief.hall_id)
    rules.require_publishable(
        brief,
        must_skills=len(set(content.must_skill_ids)),
        largest_minor=policy.largest_amount_minor,
    )
    lane.require_kept(brief, was_open=was_open)
    if brief.first_timers:
        lane.require_openable(brief, policy)
        if not was_open:
            lock_person(brief.client_id)
            require_room_in_lane(brief, policy)
    remove(remove_file_ids, subject_kind="brief", subject_id=brief.id)
    attach(file_ids, subject_kind="brief", subject_id=brief.id, by=by)
    changed = keep_revision(brief, before, note=note, by_id=by.require_person())
    if changed:
        index_brief(brief)
        facts.record(
            BriefEdited(brief_id=brief.id, revision=brief.revision, changed=changed),
            by=by,
            hall_id=brief.hall_id,
            about=[brief.id],
        )
    return brief
