from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.market.facts import ProposalRead
from hirehall.market.models import Proposal
from hirehall.market.operations.locks import lock_proposal_to_read
from hirehall.market.states import ProposalState


@action("market.read_proposal", scope=Scope.PROPOSALS_WRITE)
def read_proposal(proposal_id: UUID, *, by: Actor) -> Proposal:
    """The client side has opened a proposal: from now on it stays as it is. Reading again changes nothing.

    Raises:
        Refused: ``proposal.not_found``, ``brief.not_hiring``.
    """
    proposal = lock_proposal_to_read(proposal_id, by)
    if proposal.state != ProposalState.SUBMITTED:
        return proposal
    proposal.state, proposal.read_at = ProposalState.READ.value, clock.now()
    proposal.save(update_fields=["state", "read_at"])
    facts.record(
        ProposalRead(proposal_id=proposal.id, brief_id=proposal.brief_id),
        by=by,
        hall_id=proposal.hall_id,
        about=[proposal.id, proposal.brief_id],
    )
    return proposal
