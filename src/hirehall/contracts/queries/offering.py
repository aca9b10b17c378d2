"""What an offer begins from: a proposal to a brief, a freelancer whom the client picked, a client's request, or a
contract that has ended.

Every engagement model begins its offers from one of these. They are written by the client; the quote for a request
that came through the freelancer's own link is written by the freelancer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hirehall.contracts import rules
from hirehall.contracts.queries.lane import lane_between
from hirehall.contracts.queries.parties import contract_for
from hirehall.contracts.queries.pricing import Pricing
from hirehall.contracts.queries.rows import billed_before, terms_in_force
from hirehall.contracts.states import ContractState, Origin, Side
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall
from hirehall.market import queries as market
from hirehall.market.models import Proposal
from hirehall.people.models import Organisation, Person
from hirehall.people.queries import leads_of


@dataclass(frozen=True, slots=True)
class Basis:
    """Who offers to whom, from what, in which currency, and how they met.

    Attributes:
        units: what is to be done as units of work with amounts, for models that take it over.
        proposal_id, request_id: the proposal or the client's request that it answers, if it does.
        agency_id: the agency in whose name the freelancer works on it.
        side: who writes the offer.
        rate, cap_hours: what was agreed by the hour, and for how many hours a week, where something was.
        is_open: whether an offer can be made on it; ``closed_says`` is why not.
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
    proposal_id: UUID | None = None
    request_id: UUID | None = None
    agency_id: UUID | None = None
    side: Side = Side.CLIENT
    client_name: str = ""
    rate: Money | None = None
    cap_hours: int | None = None
    is_open: bool = True
    closed_says: str = ""


def basis_for(
    by: Actor,
    *,
    hall_id: UUID,
    proposal_id: UUID | None = None,
    freelancer_id: UUID | None = None,
    request_id: UUID | None = None,
    contract_id: UUID | None = None,
) -> Basis:
    """The ground of a new offer.

    Raises:
        Refused: when none is named, or it is not there for this actor.
    """
    if request_id is not None:
        return _from_request(by, hall_id, request_id)
    if proposal_id is not None:
        return _from_proposal(by, hall_id, proposal_id)
    if contract_id is not None:
        return _from_contract(by, hall_id, contract_id)
    if freelancer_id is None:
        raise Refused(
            "offer.to_nobody",
            "Choose a proposal or a freelancer first.",
            because=Because.INVALID,
            field="freelancer_id",
        )
    return _from_freelancer(by, hall_id, freelancer_id)


def require_may_offer(basis: Basis, by: Actor) -> None:
    """Refuse whoever may not write for the basis's side, and a basis on which nothing can be offered any more.

    Raises:
        Refused: ``contract.wrong_party``, ``proposal.not_open``, ``request.not_open``, ``offer.lead_left``.
    """
    if basis.side is Side.CLIENT and not by.may_hire_for(basis.client_id, basis.organisation_id):
        raise Refused(
            "contract.wrong_party", "Only the client’s hiring members make offers.", because=Because.FORBIDDEN
        )
    if basis.side is Side.CLIENT:
        rules.require_outside(basis.agency_id, by)
    rules.require_lead(basis.agency_id, basis.freelancer_id)
    if not basis.is_open:
        code = "request.not_open" if basis.side is Side.FREELANCER else "proposal.not_open"
        code = code if basis.proposal_id or basis.request_id else "contract.not_ended"
        raise Refused(code, basis.closed_says)


def pricing_from(basis: Basis, hall_id: UUID) -> Pricing:
    """The pricing of an offer that is begun now."""
    billed = billed_before(
        client_id=basis.client_id,
        organisation_id=basis.organisation_id,
        freelancer_id=basis.freelancer_id,
        agency_id=basis.agency_id,
        hall_id=hall_id,
        currency=basis.currency,
    )
    lane = lane_between(basis.brief_id, freelancer_id=basis.freelancer_id, agency_id=basis.agency_id)
    return Pricing(hall_id=hall_id, origin=basis.origin, billed_before=billed, lane=lane)


def _from_request(by: Actor, hall_id: UUID, request_id: UUID) -> Basis:
    request = market.request_for(by, request_id)
    client, organisation = request.client, request.organisation
    if request.hall_id != hall_id or request.freelancer_id != by.person_id or client is None:
        raise not_found("request")
    return Basis(
        client_id=client.id,
        organisation_id=request.organisation_id,
        freelancer_id=request.freelancer_id,
        freelancer_name=request.freelancer_name,
        agency_id=request.agency_id,
        brief_id=None,
        origin=how_met(
            hall_id,
            client_id=client.id,
            organisation_id=request.organisation_id,
            freelancer_id=request.freelancer_id,
            agency_id=request.agency_id,
            otherwise=Origin.DIRECT,
        ),
        currency=request.currency,
        title=request.title,
        scope=request.need,
        units=(_unit(request.title, request.budget_minor or 0, [], request.wanted_by),),
        request_id=request.id,
        side=Side.FREELANCER,
        client_name=organisation.name if organisation else client.name,
        is_open=market.may_be_quoted(request),
        closed_says="This request is not open any more, or your quote for it is on the table already.",
    )


def how_met(
    hall_id: UUID,
    *,
    client_id: UUID,
    organisation_id: UUID | None,
    freelancer_id: UUID,
    agency_id: UUID | None,
    otherwise: Origin = Origin.MARKETPLACE,
) -> Origin:
    """How the two sides have met, or meet by what is begun now: of an agency's offer the agency and the client."""
    known = market.origin_between(
        hall_id,
        client_id=client_id,
        organisation_id=organisation_id,
        freelancer_id=freelancer_id,
        agency_id=agency_id,
    )
    return Origin(known) if known else otherwise


def _from_freelancer(by: Actor, hall_id: UUID, freelancer_id: UUID) -> Basis:
    """An offer straight to a freelancer, or to an agency: then to the first of those who answer for it."""
    found = Person.objects.filter(wears_freelancer=True, closed_at=None)
    who, agency = found.filter(id=freelancer_id).first(), None
    if who is None:
        agency = Organisation.objects.filter(id=freelancer_id, kind=Organisation.Kind.AGENCY).first()
        who = found.filter(id__in=leads_of(agency.id)[:1]).first() if agency else None
    if who is None:
        raise not_found("freelancer")
    return Basis(
        client_id=by.require_person(),
        organisation_id=by.organisation_id,
        freelancer_id=who.id,
        freelancer_name=agency.name if agency else who.name,
        agency_id=agency.id if agency else None,
        brief_id=None,
        origin=how_met(
            hall_id,
            client_id=by.require_person(),
            organisation_id=by.organisation_id,
            freelancer_id=who.id,
            agency_id=agency.id if agency else None,
        ),
        currency=Hall.objects.values_list("currency", flat=True).get(id=hall_id),
    )


def _from_contract(by: Actor, hall_id: UUID, contract_id: UUID) -> Basis:
    """The same two go on after a contract that has ended, on what they had agreed there; how they met stays."""
    contract = contract_for(by, contract_id)
    if contract.hall_id != hall_id or not by.is_client_side(contract.client_id, contract.organisation_id):
        raise not_found("contract")
    terms = terms_in_force(contract)
    plan = terms.plan
    first = plan[0] if plan else {}
    rate = first.get("rate_minor")
    return Basis(
        client_id=contract.client_id,
        organisation_id=contract.organisation_id,
        freelancer_id=contract.freelancer_id,
        freelancer_name=contract.freelancer_name,
        agency_id=contract.agency_id,
        brief_id=None,
        origin=how_met(
            hall_id,
            client_id=contract.client_id,
            organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id,
            agency_id=contract.agency_id,
            otherwise=Origin(contract.origin),
        ),
        currency=contract.currency,
        title=contract.title,
        scope=terms.scope,
        units=tuple(_unit(row["title"], row["amount_minor"], row.get("criteria", []), None) for row in plan),
        rate=Money(rate, contract.currency) if rate else None,
        cap_hours=first.get("cap_hours"),
        is_open=contract.state == ContractState.ENDED,
        closed_says="This contract still runs. Go on by a new offer when it has ended.",
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
        freelancer_name=proposal.agency.name if proposal.agency else proposal.freelancer.name,
        agency_id=proposal.agency_id,
        brief_id=brief.id,
        origin=how_met(
            hall_id,
            client_id=brief.client_id,
            organisation_id=brief.organisation_id,
            freelancer_id=proposal.freelancer_id,
            agency_id=proposal.agency_id,
            otherwise=Origin.INVITED if proposal.by_invitation else Origin.MARKETPLACE,
        ),
        currency=proposal.currency,
        is_open=proposal.is_open,
        closed_says="This proposal is no longer open, so no offer can be made on it.",
        title=brief.title,
        scope="\n\n".join(part for part in (brief.problem, brief.outcome) if part),
        units=tuple(_units(proposal)),
        proposal_id=proposal.id,
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
