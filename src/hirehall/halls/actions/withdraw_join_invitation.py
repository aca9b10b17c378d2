from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import not_found
from hirehall.halls.facts import JoinInvitationWithdrawn
from hirehall.halls.models import JoinInvitation


@action("halls.withdraw_join_invitation", scope=Scope.STAFF_WRITE)
def withdraw_join_invitation(invitation_id: UUID, *, by: Actor) -> JoinInvitation:
    """Nobody joins with this invitation any more; who has joined with it stays a member.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``invitation.not_found``.
    """
    row = JoinInvitation.objects.select_for_update(no_key=True).filter(id=invitation_id).first()
    require_operator(by, hall_id=row.hall_id if row else None)
    if row is None:
        raise not_found("invitation")
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        facts.record(
            JoinInvitationWithdrawn(invitation_id=row.id), by=by, hall_id=row.hall_id, about=[row.id]
        )
    return row
