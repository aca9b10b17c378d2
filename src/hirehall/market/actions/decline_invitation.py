from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.market import rules
from hirehall.market.facts import InvitationDeclined
from hirehall.market.models import Invitation
from hirehall.market.operations.locks import lock_invitation
from hirehall.market.states import InvitationState


@action("market.decline_invitation", scope=Scope.PROPOSALS_WRITE)
def decline_invitation(invitation_id: UUID, *, by: Actor, reason: str = "") -> Invitation:
    """An invited freelancer says no; it costs them nothing, and the client is told.

    Raises:
        Refused: ``invitation.not_found``, ``invitation.answered``.
    """
    invitation = lock_invitation(invitation_id)
    rules.require_invited(invitation, by)
    if len(reason) > 300:
        raise rules.invalid("text.too_long", "The reason has at most 300 characters.", "reason")
    invitation.state = InvitationState.DECLINED.value
    invitation.answered_at, invitation.decline_reason = clock.now(), reason.strip()
    invitation.save(update_fields=["state", "answered_at", "decline_reason"])
    facts.record(
        InvitationDeclined(
            invitation_id=invitation.id,
            brief_id=invitation.brief_id,
            freelancer_id=invitation.freelancer_id,
            reason=invitation.decline_reason,
        ),
        by=by,
        hall_id=invitation.brief.hall_id,
        about=[invitation.brief_id, invitation.id],
    )
    return invitation
