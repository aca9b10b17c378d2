"""Who stands behind each side of a deal: whom to tell, and by which name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from hirehall.contracts.models import Contract, Offer
from hirehall.contracts.states import Side
from hirehall.people.models import Membership, Organisation, Person
from hirehall.people.queries import hiring_members


def people_of(
    side: Side,
    *,
    client_id: UUID,
    organisation_id: UUID | None,
    freelancer_id: UUID,
    agency_id: UUID | None = None,
) -> list[UUID]:
    """Who is told what concerns that side: all who decide or pay there.

    That is the client alone, or the organisation; the freelancer alone, or with the owners and managers of the agency.
    """
    if side is Side.FREELANCER:
        others = hiring_members(agency_id) if agency_id else ()
        return [freelancer_id, *(person_id for person_id in others if person_id != freelancer_id)]
    if organisation_id is None:
        return [client_id]
    return list(
        Membership.objects.filter(organisation_id=organisation_id).values_list("person_id", flat=True)
    )


def names_of(
    client_id: UUID, organisation_id: UUID | None, freelancer_id: UUID, agency_id: UUID | None = None
) -> dict[Side, str]:
    """The name that each side goes by."""
    people = dict(Person.objects.filter(id__in=[client_id, freelancer_id]).values_list("id", "name"))
    wanted = [one for one in (organisation_id, agency_id) if one is not None]
    names = people | dict(
        Organisation.objects.filter(id__in=wanted).values_list("id", "name") if wanted else ()
    )
    return {
        Side.CLIENT: names[organisation_id or client_id],
        Side.FREELANCER: names[agency_id or freelancer_id],
    }


def agency_in(data: Mapping[str, Any]) -> UUID | None:
    """The agency whose contract or offer a fact is about. One query."""
    if "contract_id" in data:
        found = Contract.objects.filter(id=data["contract_id"])
    elif "offer_id" in data:
        return Offer.objects.filter(id=data["offer_id"]).values_list("agency_id", flat=True).first()
    else:
        return None
    return found.values_list("agency_id", flat=True).first()
