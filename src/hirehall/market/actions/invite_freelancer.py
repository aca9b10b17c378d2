from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.operations import require_member
from hirehall.halls.queries import policy_now
from hirehall.market import rules
from hirehall.market.models import Invitation, Proposal
from hirehall.market.operations.inviting import invite, is_freelancer
from hirehall.market.operations.locks import lock_managed_brief
from hirehall.market.states import BriefState, ProposalState


@action("market.invite_freelancer", scope=Scope.BRIEFS_WRITE)
def invite_freelancer(brief_id: UUID, *, by: Actor, freelancer_id: UUID, note: str = "") -> Invitation:
    """A freelancer is asked to propose and may see the brief, public or not. Inviting again changes nothing.

    Raises:
        Refused: ``brief.not_found``, ``brief.is_draft`` and the like, ``freelancer.not_found``,
            ``invitation.own_side``, ``invitation.has_proposed`` where no panel decides, ``invitation.too_many``.
    """
    brief = lock_managed_brief(brief_id, by)
    require_member(brief.hall_id, by=by)
    rules.require_state(brief, BriefState.PUBLISHED)
    earlier = Invitation.objects.filter(brief=brief, freelancer_id=freelancer_id).first()
    if earlier is not None:
        return earlier
    if not is_freelancer(freelancer_id):
        raise not_found("freelancer")
    if freelancer_id in {brief.client_id, by.person_id}:
        raise Refused("invitation.own_side", "You cannot invite yourself to your own brief.")
    proposed = Proposal.objects.filter(brief=brief, freelancer_id=freelancer_id)
    sent = proposed.exclude(state__in=[ProposalState.DRAFT.value, ProposalState.WITHDRAWN.value]).exists()
    if sent and not brief.is_sealed:
        raise Refused("invitation.has_proposed", "This freelancer has proposed already.")
    cap = policy_now(brief.hall_id).invitations_per_brief
    if Invitation.objects.filter(brief=brief).count() >= cap:
        raise Refused(
            "invitation.too_many",
            f"A brief has at most {cap} invitations in this hall. Wait for answers first.",
            because=Because.TOO_MANY,
        )
    if len(note) > 500:
        raise rules.invalid("text.too_long", "The note has at most 500 characters.", "note")
    return invite(brief, freelancer_id, note=note.strip(), by=by, has_proposed=sent)
