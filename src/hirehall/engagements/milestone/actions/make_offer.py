from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Offer
from hirehall.contracts.operations import WrittenTerms
from hirehall.contracts.queries import Basis
from hirehall.engagements.milestone.operations import DealTerms, PlannedMilestone, written_terms
from hirehall.engagements.milestone.states import MODEL
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls import queries as halls
from hirehall.halls.models import Policy


@action("milestone.make_offer", scope=Scope.CONTRACTS_WRITE)
def make_offer(
    hall_id: UUID,
    *,
    by: Actor,
    terms: DealTerms,
    milestones: tuple[PlannedMilestone, ...],
    proposal_id: UUID | None = None,
    freelancer_id: UUID | None = None,
    request_id: UUID | None = None,
    contract_id: UUID | None = None,
) -> Offer:
    """An offer on a proposal, straight to a freelancer, or a freelancer's quote for what a client asked for.

    Fees are quoted now and stay frozen.
    """
    begun = {
        "proposal_id": proposal_id,
        "freelancer_id": freelancer_id,
        "request_id": request_id,
        "contract_id": contract_id,
    }
    offer = _write(hall_id, by, terms, milestones, begun)
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
    request_id: UUID | None = None,
    contract_id: UUID | None = None,
) -> Offer:
    """Keep an offer, or a quote, for later; only the side that writes it sees it."""
    begun = {
        "proposal_id": proposal_id,
        "freelancer_id": freelancer_id,
        "request_id": request_id,
        "contract_id": contract_id,
    }
    return _write(hall_id, by, terms, milestones, begun)


def _write(
    hall_id: UUID,
    by: Actor,
    terms: DealTerms,
    milestones: tuple[PlannedMilestone, ...],
    begun: dict[str, UUID | None],
) -> Offer:
    basis = contracts.basis_for(by, hall_id=hall_id, **begun)
    contracts.require_may_offer(basis, by)
    contract_operations.require_nobody_suspended(by.person_id, basis.client_id, basis.freelancer_id)
    policy = halls.policy_now(hall_id)
    return contract_operations.write_draft(
        basis,
        hall_id=hall_id,
        model=MODEL,
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
        pricing=contracts.pricing_from(basis, hall_id),
    )
