from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contract_queries
from hirehall.contracts.models import Offer
from hirehall.contracts.operations import WrittenTerms
from hirehall.contracts.queries import Basis
from hirehall.engagements.milestone import queries
from hirehall.engagements.milestone.operations import DealTerms, PlannedMilestone, written_terms
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls import queries as halls
from hirehall.halls.models import Policy

MODEL = "milestone"


@action("milestone.make_offer", scope=Scope.CONTRACTS_WRITE)
def make_offer(
    hall_id: UUID,
    *,
    by: Actor,
    terms: DealTerms,
    milestones: tuple[PlannedMilestone, ...],
    proposal_id: UUID | None = None,
    freelancer_id: UUID | None = None,
) -> Offer:
    """A client offers a deal, on a proposal or straight to a freelancer. Fees are quoted now and stay frozen."""
    offer = _write(hall_id, by, terms, milestones, proposal_id, freelancer_id)
    return contract_operations.send_offer(offer, by=by)


@action("milestone.draft_offer", scope=Scope.CONTRACTS_WRITE)
def draft_offer(
    hall_id: UUID,
    *,
    by: Actor,
    terms: DealTerms,
    milestones: tuple[PlannedMilestone, ...],
    proposal_id: UUID | None = None,
    freelancer_id: UUID | None = None,
) -> Offer:
    """A client keeps an offer for later; nobody else sees it."""
    return _write(hall_id, by, terms, milestones, proposal_id, freelancer_id)


def _write(
    hall_id: UUID,
    by: Actor,
    terms: DealTerms,
    milestones: tuple[PlannedMilestone, ...],
    proposal_id: UUID | None,
    freelancer_id: UUID | None,
) -> Offer:
    basis = contract_queries.basis_for(
        by, hall_id=hall_id, proposal_id=proposal_id, freelancer_id=freelancer_id
    )
    if not by.may_hire_for(basis.client_id, basis.organisation_id):
        raise Refused(
            "contract.wrong_party", "Only the client's hiring members make offers.", because=Because.FORBIDDEN
        )
    if not basis.is_open:
        raise Refused("proposal.not_open", "This proposal is no longer open, so no offer can be made on it.")
    contract_operations.require_nobody_suspended(by.person_id, basis.freelancer_id)
    policy = halls.policy_now(hall_id)
    return contract_operations.write_draft(
        hall_id=hall_id,
        model=MODEL,
        client_id=basis.client_id,
        organisation_id=basis.organisation_id,
        freelancer_id=basis.freelancer_id,
        brief_id=basis.brief_id,
        proposal_id=proposal_id,
        origin=basis.origin,
        policy=policy,
        terms=_priced(basis, hall_id, policy, terms, milestones),
        by=by,
    )


def _priced(
    basis: Basis, hall_id: UUID, policy: Policy, terms: DealTerms, milestones: tuple[PlannedMilestone, ...]
) -> WrittenTerms:
    return written_terms(
        terms,
        milestones,
        currency=basis.currency,
        policy=policy,
        pricing=queries.pricing_from(basis, hall_id),
    )
