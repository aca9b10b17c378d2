from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.people import rules
from hirehall.people.facts import MembershipShown
from hirehall.people.models import Membership
from hirehall.people.operations import locked_membership, locked_organisation, with_role_now


@action("people.show_membership", scope=Scope.PROFILE_WRITE)
def show_membership(organisation_id: UUID, *, by: Actor, shown: bool) -> Membership:
    """A member stands on the agency's public page from now on, or does no longer. Nobody decides it for another.

    Raises:
        Refused: ``organisation.not_found``, ``agency.not_found`` where it is no agency.
    """
    person_id = rules.require_self(by)
    organisation = locked_organisation(organisation_id)
    rules.require_member(with_role_now(by, organisation), organisation.id)
    rules.require_agency(organisation)
    membership = locked_membership(organisation.id, person_id)
    if membership.shown == shown:
        return membership
    membership.shown = shown
    membership.save(update_fields=["shown"])
    facts.record(
        MembershipShown(organisation_id=organisation.id, person_id=person_id, shown=shown),
        by=by,
        hall_id=None,
        about=[organisation.id, person_id],
    )
    return membership
