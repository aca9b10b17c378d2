from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused, not_found
from hirehall.people import rules
from hirehall.people.facts import InvitationAnswered
from hirehall.people.models import Membership, OrganisationInvitation
from hirehall.people.operations import give_hat, locked_organisation, locked_person


@action("people.answer_invitation", scope=Scope.PROFILE_WRITE)
def answer_invitation(invitation_id: UUID, *, accept: bool, by: Actor) -> OrganisationInvitation:
    """The invited person becomes a member in the offered role, or declines. Only the invited address may answer.

    Raises:
        Refused: ``invitation.not_found``, ``invitation.answered``.
    """
    who = locked_person(rules.require_self(by))
    invitation = OrganisationInvitation.objects.filter(id=invitation_id, email__iexact=who.email).first()
    if invitation is None:
        raise not_found("invitation")
    organisation = locked_organisation(invitation.organisation_id)
    invitation.refresh_from_db()
    if invitation.answered_at is not None:
        raise Refused("invitation.answered", "This invitation was answered already.")
    invitation.answered_at, invitation.accepted = clock.now(), accept
    invitation.save(update_fields=["answered_at", "accepted"])
    if accept:
        rules.require_room_for_member(Membership.objects.filter(organisation=organisation).count())
        Membership.objects.get_or_create(
            organisation=organisation,
            person=who,
            defaults={"role": invitation.role, "joined_at": clock.now()},
        )
        give_hat(who, organisation)
    facts.record(
        InvitationAnswered(
            organisation_id=organisation.id, invitation_id=invitation.id, person_id=who.id, accepted=accept
        ),
        by=by,
        hall_id=None,
        about=[organisation.id, who.id],
    )
    return invitation
