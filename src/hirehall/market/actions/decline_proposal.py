from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.market import rules
from hirehall.market.facts import ProposalDeclined
from hirehall.market.models import Proposal
from hirehall.market.operations.locks import lock_proposal_to_decide
from hirehall.market.states import ProposalState


@action("market.decline_proposal", scope=Scope.PROPOSALS_WRITE)
def decline_proposal(proposal_id: UUID, *, by: Actor, reason: str) -> Proposal:
    """The client side says no, with a reason that the freelancer reads.

    Raises:
        Refused: ``proposal.not_found``, ``brief.not_hiring``, ``proposal.is_declined`` and the like,
            ``proposal.reason_missing``.
    """
    proposal = lock_proposal_to_decide(proposal_id, by)
    rules.require_open(proposal)
    if not 5 <= len(reason.strip()) <= 500:
        raise rules.invalid(
            "proposal.reason_missing", "Give the freelancer a reason, in at most 500 characters.", "reason"
        )
    in_time = not proposal.is_overdue(clock.now())
    proposal.state, proposal.decline_reason = ProposalState.DECLINED.value, reason.strip()
    proposal.read_at = proposal.read_at or clock.now()
    proposal.answered_at = proposal.answered_at or clock.now()
    proposal.save(update_fields=["state", "decline_reason", "read_at", "answered_at"])
    facts.record(
        ProposalDeclined(
            proposal_id=proposal.id,
            brief_id=proposal.brief_id,
            reason=proposal.decline_reason,
            in_time=in_time,
        ),
        by=by,
        hall_id=proposal.hall_id,
        about=[proposal.id, proposal.brief_id],
    )
    return proposal
