from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.operations import require_member
from hirehall.halls.queries import policy_now
from hirehall.market import rules
from hirehall.market.facts import BriefPublished
from hirehall.market.models import Brief, BriefSkill
from hirehall.market.operations.briefs import index_brief, open_for_proposals
from hirehall.market.operations.caps import require_room_for_client, require_room_in_lane
from hirehall.market.operations.inviting import invite_maker
from hirehall.market.operations.locks import lock_managed_brief, lock_person
from hirehall.market.operations.panels import begin_panel
from hirehall.market.rules import lane
from hirehall.market.states import BriefState


@action("market.publish_brief", scope=Scope.BRIEFS_WRITE)
def publish_brief(brief_id: UUID, *, by: Actor) -> Brief:
    """A complete draft becomes visible and takes proposals until it is closed, hired or stale.

    Who made the work that it should be like is invited with it.

    Raises:
        Refused: ``brief.not_found``, ``brief.incomplete`` (with the field), ``brief.too_many_open``,
            ``brief.budget_too_large``, ``brief.is_published``, ``panel.too_few_seats``, ``panel.closes`` and
            the like, ``lane.too_large`` and the like.
    """
    brief = lock_managed_brief(brief_id, by)
    lock_person(brief.client_id)
    require_member(brief.hall_id, by=by)
    rules.require_state(brief, BriefState.DRAFT)
    policy = policy_now(brief.hall_id)
    rules.require_publishable(
        brief,
        must_skills=BriefSkill.objects.filter(brief=brief, must=True).count(),
        largest_minor=policy.largest_amount_minor,
    )
    require_room_for_client(brief, policy)
    if brief.first_timers:
        lane.require_openable(brief, policy)
        require_room_in_lane(brief, policy)
    open_for_proposals(brief)
    begin_panel(brief)
    brief.state = BriefState.PUBLISHED.value
    brief.save()
    index_brief(brief)
    facts.record(
        BriefPublished(brief_id=brief.id, client_id=brief.client_id),
        by=by,
        hall_id=brief.hall_id,
        about=[brief.id, brief.client_id],
    )
    invite_maker(brief, by=by)
    return brief
