from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall
from hirehall.halls.operations import require_member
from hirehall.market import rules
from hirehall.market.content import BriefContent
from hirehall.market.facts import BriefDrafted
from hirehall.market.models import Brief
from hirehall.market.operations.briefs import write_content
from hirehall.market.operations.inviting import require_piece
from hirehall.market.operations.locks import lock_person
from hirehall.market.states import BriefState


@action("market.draft_brief", scope=Scope.BRIEFS_WRITE)
def draft_brief(
    hall_id: UUID,
    *,
    by: Actor,
    content: BriefContent,
    organisation_id: UUID | None = None,
    piece_id: UUID | None = None,
) -> Brief:
    """A client starts a brief that only their side sees, for themselves or for an organisation they hire for.

    Args:
        piece_id: work shown in this hall that it should be like; its maker is invited when the brief is published.
    Raises:
        Refused: ``actor.sign_in``, ``organisation.not_hiring``, ``brief.too_many_drafts``, ``piece.not_found``,
            ``piece.own``, or a limit.
    """
    person_id = by.require_person()
    lock_person(person_id)
    require_member(hall_id, by=by)
    if not by.may_hire_for(person_id, organisation_id):
        raise Refused(
            "organisation.not_hiring",
            "Only owners and hiring members of the organisation can make briefs for it.",
            because=Because.FORBIDDEN,
        )
    drafts = Brief.objects.filter(hall_id=hall_id, client_id=person_id, state=BriefState.DRAFT.value)
    if drafts.count() >= rules.DRAFTS_PER_CLIENT:
        raise Refused(
            "brief.too_many_drafts",
            f"You have {rules.DRAFTS_PER_CLIENT} drafts. Finish or discard one of them first.",
            because=Because.TOO_MANY,
        )
    rules.require_within_limits(content)
    like = require_piece(piece_id, hall_id, by=by)
    brief = Brief(
        hall_id=hall_id,
        client_id=person_id,
        organisation_id=organisation_id,
        piece_id=like,
        currency=Hall.objects.get(id=hall_id).currency,
        made_at=clock.now(),
        changed_at=clock.now(),
    )
    brief.save(force_insert=True)
    write_content(brief, content)
    facts.record(BriefDrafted(brief_id=brief.id), by=by, hall_id=hall_id, about=[brief.id])
    return brief
