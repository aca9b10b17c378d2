"""What an offer begins from: a proposal to a brief, or a freelancer whom the client picked."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hirehall.contracts.states import Origin
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall
from hirehall.people.models import Person


@dataclass(frozen=True, slots=True)
class Basis:
    """Who offers to whom, from what, in which currency, and how they met."""

    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    freelancer_name: str
    brief_id: UUID | None
    origin: Origin
    currency: str
    title: str = ""
    scope: str = ""
    milestones: tuple[dict[str, object], ...] = ()


def basis_for(
    by: Actor, *, hall_id: UUID, proposal_id: UUID | None = None, freelancer_id: UUID | None = None
) -> Basis:
    """The ground of a new offer.

    Raises:
        Refused: when neither is named, or it is not there for this actor.
    """
    if proposal_id is not None:
        return _from_proposal(by, hall_id, proposal_id)
    if freelancer_id is None:
        raise Refused(
            "offer.to_nobody",
            "Choose a proposal or a freelancer first.",
            because=Because.INVALID,
            field="freelancer_id",
        )
    return _from_freelancer(by, hall_id, freelancer_id)


def _from_freelancer(by: Actor, hall_id: UUID, freelancer_id: UUID) -> Basis:
    who = Person.objects.filter(id=freelancer_id, wears_freelancer=True, closed_at=None).first()
    if who is None:
        raise not_found("freelancer")
    return Basis(
        client_id=by.require_person(),
        organisation_id=by.organisation_id,
        freelancer_id=who.id,
        freelancer_name=who.name,
        brief_id=None,
        origin=Origin.MARKETPLACE,
        currency=Hall.objects.values_list("currency", flat=True).get(id=hall_id),
    )


def _from_proposal(by: Actor, hall_id: UUID, proposal_id: UUID) -> Basis:
    raise not_found("proposal")
