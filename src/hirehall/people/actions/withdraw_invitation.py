from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found
from hirehall.people import rules
from hirehall.people.facts import InvitationWithdrawn
from hirehall.people.models import OrganisationInvitation
from hirehall.people.operations import locked_organisation, with_role_now


@action("people.withdraw_invitation", scope=Scope.PROFILE_WRITE)
def withdraw_invitation(invitation_id: UUID, *, by: Actor) -> None:
    """An invitation that was not answered no longer holds.

    Raises:
        Refused: ``invitation.not_found``, ``organisation.owners_only``.
    """
    rules.require_self(by)
    invitation = OrganisationInvitation.objects.filter(id=invitation_id, answered_at=None).first()
    if invitation is None or rules.role_in(by, invitation.organisation_id) is None:
        raise not_found("invitation")
    organisation = locked_organisation(invitation.organisation_id)
    rules.require_owner(with_role_now(by, organisation), organisation.id)
    OrganisationInvitation.objects.filter(id=invitation.id, answered_at=None).delete()
    facts.record(
        InvitationWithdrawn(organisation_id=organisation.id, invitation_id=invitation_id),
        by=by,
        hall_id=None,
        about=[organisation.id],
    )
