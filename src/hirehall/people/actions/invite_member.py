from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.people import rules
from hirehall.people.facts import MemberInvited
from hirehall.people.models import Membership, OrganisationInvitation, Person
from hirehall.people.operations import address_mark, invited_today, locked_organisation, with_role_now


@action("people.invite_member", scope=Scope.PROFILE_WRITE)
def invite_member(organisation_id: UUID, *, by: Actor, email: str, role: str) -> OrganisationInvitation:
    """Somebody is asked by mail to join the organisation in a role; with or without an account already.

    Whoever has a page here can be named by its handle (``@ada-lind``) as well; the address behind it stays unsaid.

    Inviting the same address again replaces the open invitation.

    Raises:
        Refused: ``organisation.not_found``, ``organisation.owners_only``, ``role.unknown``, ``invitation.email``,
            ``invitation.already_member``, ``invitation.too_often``, ``invitation.too_many``.
    """
    person_id = rules.require_self(by)
    organisation = locked_organisation(organisation_id)
    rules.require_owner(with_role_now(by, organisation), organisation.id)
    rules.require_role(role, organisation.kind)
    email, handle = _address_of(email.strip().lower())
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise rules.invalid("invitation.email", "Write an e-mail address.", "email") from wrong
    if Membership.objects.filter(organisation=organisation, person__email=email).exists():
        raise Refused("invitation.already_member", "This person is a member already.", field="email")
    mark = address_mark(email)
    rules.require_rest_for_address(invited_today(organisation.id, mark))
    opened = OrganisationInvitation.objects.filter(organisation=organisation, answered_at=None)
    opened.filter(email=email).delete()
    if opened.count() >= rules.INVITATIONS_AT_MOST:
        raise Refused(
            "invitation.too_many",
            "There are many open invitations. Withdraw some first.",
            because=Because.TOO_MANY,
        )
    invitation = OrganisationInvitation.objects.create(
        organisation=organisation,
        email=email,
        handle=handle,
        role=role,
        invited_by_id=person_id,
        invited_at=clock.now(),
    )
    facts.record(
        MemberInvited(
            organisation_id=organisation.id, invitation_id=invitation.id, role=role, address_mark=mark
        ),
        by=by,
        hall_id=None,
        about=[organisation.id],
    )
    return invitation


def _address_of(said: str) -> tuple[str, str]:
    """The address to write to, and the handle where one was named."""
    if "@" in said.removeprefix("@"):
        return said, ""
    who = Person.objects.filter(handle=said.removeprefix("@"), is_active=True).first()
    if who is None:
        raise rules.invalid(
            "invitation.email", "Write an e-mail address, or the handle of somebody who is here.", "email"
        )
    return who.email.lower(), who.handle
