"""In whose name a freelancer acts."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.people.models import Membership
from hirehall.people.queries import leads_of


def acting_agency(agency_id: UUID, client_id: UUID | None, *, by: Actor) -> UUID:
    """The agency, where the actor may act in its name now, and the client is none of its members.

    Args:
        client_id: the client, where it is a person and no organisation.

    Raises:
        Refused: ``agency.not_found``, ``proposal.own_agency``.
    """
    if by.require_person() not in leads_of(agency_id):
        raise not_found("agency")
    inside = Membership.objects.filter(organisation_id=agency_id)
    if client_id is not None and inside.filter(person_id=client_id).exists():
        raise Refused(
            "proposal.own_agency",
            "This client belongs to the agency, so it cannot work for them.",
            because=Because.INVALID,
        )
    return agency_id
