from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.operations import require_member
from hirehall.halls.queries import policy_now
from hirehall.market import rules
from hirehall.market.facts import BriefReopened
from hirehall.market.models import Brief, BriefSkill
from hirehall.market.operations.briefs import follow_successors, open_for_proposals, restore_proposals
from hirehall.market.operations.caps import require_room_for_client
from hirehall.market.operations.locks import lock_managed_brief, lock_person
from hirehall.market.rules import sealing
from hirehall.market.states import BriefState


@action("market.reopen_brief", scope=Scope.BRIEFS_WRITE)
def reopen_brief(brief_id: UUID, *, by: Actor) -> Brief:
    """A closed or stale brief takes proposals again; those that closed with it count again, and are told.

    A skill that was retired meanwhile is asked for under what took its place.

    Raises:
        Refused: ``brief.not_found``, ``brief.is_published`` and the like, ``brief.too_many_open``,
            ``brief.incomplete`` (a deadline in the past).
    """
    brief = lock_managed_brief(brief_id, by)
    lock_person(brief.client_id)
    require_member(brief.hall_id, by=by)
    rules.require_state(brief, BriefState.CLOSED, BriefState.STALE)
    sealing.require_no_panel(brief)
    policy = policy_now(brief.hall_id)
    if brief.deadline and brief.deadline <= clock.now().date():
        brief.deadline = None
    rules.require_publishable(
        brief,
        must_skills=BriefSkill.objects.filter(brief=brief, must=True).count(),
        largest_minor=policy.largest_amount_minor,
    )
    require_room_for_client(brief, policy)
    follow_successors(brief)
    open_for_proposals(brief)
    brief.state, brief.changed_at = BriefState.PUBLISHED.value, clock.now()
    brief.save()
    back = restore_proposals(brief)
    facts.record(
        BriefReopened(brief_id=brief.id, proposal_ids=[row.id for row in back]),
        by=by,
        hall_id=brief.hall_id,
        about=[brief.id],
    )
    return brief
