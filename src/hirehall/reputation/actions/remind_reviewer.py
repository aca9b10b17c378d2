"""Somebody who has not reviewed yet is reminded."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.reputation import facts, operations, rules
from hirehall.reputation.models import ReviewInvitation
from hirehall.reputation.states import Invited


@action("reputation.remind_reviewer")
def remind_reviewer(invitation_id: UUID, *, by: Actor) -> ReviewInvitation:
    """One reminder when it is due, two in all; none for who has answered."""
    rules.require_system(by)
    invitation = (
        ReviewInvitation.objects.select_for_update(of=("self",))
        .select_related("window")
        .get(id=invitation_id)
    )
    due = invitation.remind_at is not None and invitation.remind_at <= clock.now()
    if not due or invitation.state != Invited.OPEN or invitation.window.closes_at <= clock.now():
        return invitation
    invitation.reminders += 1
    invitation.remind_at = operations.remind_at(invitation.window, invitation.reminders)
    invitation.save(update_fields=["reminders", "remind_at"])
    record(
        facts.ReviewReminded(invitation_id=invitation.id, reminder=invitation.reminders),
        by=by,
        hall_id=invitation.window.hall_id,
        about=[invitation.id],
    )
    return invitation
