"""What an offer begins from: a proposal to a brief, or a freelancer whom the client picked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hirehall.contracts.states import Origin
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall
from hirehall.market import queries as market
from hirehall.market.models import Proposal
from hirehall.people.models import Person


@dataclass(frozen=True, slots=True)
class Basis:
    """Who offers to whom, from what, in which currency, and how they met.

    Attributes:
        units: the proposal's plan, as units of work with amounts, for models that take it over.
    """

    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    freelancer_name: str
    brief_id: UUID | None
    origin: Origin
    currency: str
    title: str = ""
    scope: str = ""
    units: tuple[dict[str, Any], ...] = ()
    is_open: bool = True


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
    proposal = market.proposal_for(by, proposal_id)
    brief = proposal.brief
    if brief.hall_id != hall_id or not by.is_client_side(brief.client_id, brief.organisation_id):
        raise not_found("proposal")
    return Basis(
        client_id=brief.client_id,
        organisation_id=brief.organisation_id,
        freelancer_id=proposal.freelancer_id,
        freelancer_name=proposal.freelancer.name,
        brief_id=brief.id,
        origin=Origin.INVITED if proposal.by_invitation else Origin.MARKETPLACE,
        currency=proposal.currency,
        is_open=proposal.is_open,
        title=brief.title,
        scope="\n\n".join(part for part in (brief.problem, brief.outcome) if part),
        units=tuple(_units(proposal)),
    )


def _units(proposal: Proposal) -> list[dict[str, Any]]:
    """The proposal's plan as the editor shows it; one unit for all of it where none was planned."""
    today = clock.now().date()
    if proposal.plan:
        return [
            _unit(
                step["title"],
                step["amount_minor"],
                [line.strip() for line in (step.get("criteria") or "").splitlines() if line.strip()],
                today + timedelta(days=step["due_days"]) if step.get("due_days") else None,
            )
            for step in proposal.plan
        ]
    due = today + timedelta(days=proposal.days) if proposal.days else None
    return [_unit(proposal.brief.title, proposal.amount_minor or 0, list(proposal.brief.criteria), due)]


def _unit(title: str, amount_minor: int, criteria: list[str], due_on: date | None) -> dict[str, Any]:
    return {
        "id": "",
        "title": title,
        "amount_minor": amount_minor,
        "criteria": criteria,
        "due_on": due_on.isoformat() if due_on else None,
    }
