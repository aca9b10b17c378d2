"""How proposals are obtained. Sealed: the author, the client side, staff; nobody else."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import not_found
from hirehall.market import rules
from hirehall.market.models import Proposal


def proposal_for(by: Actor, proposal_id: UUID) -> Proposal:
    """The proposal with its brief (client, organisation, hall, category) and freelancer, if the actor may read it.

    Raises:
        Refused: ``proposal.not_found``.
    """
    proposal = (
        Proposal.objects.select_related(
            "brief", "brief__client", "brief__organisation", "brief__hall", "brief__category", "freelancer"
        )
        .filter(id=proposal_id)
        .first()
    )
    if proposal is None:
        raise not_found("proposal")
    rules.require_may_read(proposal, by)
    return proposal


def may_read_proposal(by: Actor, proposal_id: UUID) -> bool:
    """Whether the actor may read it; for its attachments."""
    proposal = Proposal.objects.select_related("brief").filter(id=proposal_id).first()
    return proposal is not None and rules.may_read_proposal(proposal, by)
