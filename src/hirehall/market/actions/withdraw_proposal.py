from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.market import rules
from hirehall.market.facts import ProposalWithdrawn
from hirehall.market.models import Proposal
from hirehall.market.operations.locks import lock_own_proposal
from hirehall.market.operations.proposals import count_proposals
from hirehall.market.rules import sealing
from hirehall.market.states import ProposalState


@action("market.withdraw_proposal", scope=Scope.PROPOSALS_WRITE)
def withdraw_proposal(proposal_id: UUID, *, by: Actor, reason: str = "") -> Proposal:
    """A proposal that the client has not read yet is taken back; it may be rewritten and sent again.

    Raises:
        Refused: ``proposal.not_found``, ``proposal.is_read`` and the like.
    """
    proposal = lock_own_proposal(proposal_id, by)
    sealing.require_before_closing(proposal.brief)
    if proposal.state != ProposalState.SUBMITTED:
        rules.require_unread(proposal)
        raise Refused("proposal.not_sent", "This proposal is not with the client.")
    proposal.state = ProposalState.WITHDRAWN.value
    proposal.save(update_fields=["state"])
    count_proposals(proposal.brief)
    facts.record(
        ProposalWithdrawn(
            proposal_id=proposal.id, brief_id=proposal.brief_id, reason=" ".join(reason.split())[:300]
        ),
        by=by,
        hall_id=proposal.hall_id,
        about=[proposal.id, proposal.brief_id],
    )
    return proposal
