"""A freelancer is invited to a brief: by hand, or as the maker of the work that it should be like."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.queries import policy_now
from hirehall.market.facts import FreelancerInvited
from hirehall.market.models import Brief, Invitation
from hirehall.market.states import InvitationState
from hirehall.people.models import FreelancerProfile
from hirehall.skills.queries import showing_here


def require_piece(piece_id: UUID | None, hall_id: UUID, *, by: Actor) -> UUID | None:
    """The piece by its id, when somebody else shows it in the hall.

    Raises:
        Refused: ``piece.not_found``, ``piece.own``.
    """
    if piece_id is None:
        return None
    showing = showing_here(piece_id, hall_id)
    if showing is None:
        raise not_found("piece")
    if showing.person_id == by.person_id:
        raise Refused("piece.own", "This is your own piece.", because=Because.FORBIDDEN)
    return piece_id


def is_freelancer(person_id: UUID) -> bool:
    """Whether the person can be asked to propose."""
    return FreelancerProfile.objects.filter(person_id=person_id, person__closed_at=None).exists()


def invite(
    brief: Brief, freelancer_id: UUID, *, note: str, by: Actor, has_proposed: bool = False
) -> Invitation:
    """The invitation, made; the caller holds the brief and has asked whether it may be.

    Args:
        has_proposed: there is nothing for them to answer any more.
    """
    state = InvitationState.PROPOSED if has_proposed else InvitationState.INVITED
    invitation = Invitation.objects.create(
        brief=brief,
        freelancer_id=freelancer_id,
        note=note,
        state=state.value,
        invited_by_id=by.require_person(),
        invited_at=clock.now(),
    )
    facts.record(
        FreelancerInvited(invitation_id=invitation.id, brief_id=brief.id, freelancer_id=freelancer_id),
        by=by,
        hall_id=brief.hall_id,
        about=[brief.id, invitation.id, freelancer_id],
    )
    return invitation


def invite_maker(brief: Brief, *, by: Actor) -> Invitation | None:
    """With its publication: who made the work that the brief should be like, as long as it is shown here.

    Nobody where the hall knows no invitations, and not oneself: who publishes for an organisation may be the maker.
    """
    showing = showing_here(brief.piece_id, brief.hall_id)
    if showing is None or showing.person_id in {brief.client_id, by.person_id}:
        return None
    if not policy_now(brief.hall_id).invitations_per_brief or not is_freelancer(showing.person_id):
        return None
    return invite(brief, showing.person_id, note="", by=by)
