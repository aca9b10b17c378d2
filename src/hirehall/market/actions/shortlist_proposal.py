from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.market import rules
from hirehall.market.facts import ProposalShortlisted
from hirehall.market.models import Proposal
from hirehall.market.operations.locks import lock_proposal_to_decide
from hirehall.market.states import ProposalState


@action("market.shortlist_proposal", scope=Scope.PROPOSALS_WRITE)
def shortlist_proposal(proposal_id: UUID, *, by: Actor, note: str = "") -> Proposal:
    """A proposal is on the shortlist, with a note for the client side only; that counts as an answer.

    Shortlisting again changes the note.

    Raises:
        Refused: ``proposal.not_found``, ``brief.not_hiring``, ``proposal.is_declined`` and the like.
    """
    proposal = lock_proposal_to_decide(proposal_id, by)
    rules.require_open(proposal)
    if len(note) > 500:
        raise rules.invalid("text.too_long", "The note has at most 500 characters.", "note")
    is_new = proposal.state != ProposalState.SHORTLISTED
    proposal.state, proposal.shortlist_note = ProposalState.SHORTLISTED.value, note.strip()
    proposal.read_at = proposal.read_at or clock.now()
    proposal.answered_at = proposal.answered_at or clock.now()
    proposal.save(update_fields=["state", "shortlist_note", "read_at", "answered_at"])
    if is_new:
        facts.record(
            ProposalShortlisted(proposal_id=proposal.id, brief_id=proposal.brief_id),
            by=by,
            hall_id=proposal.hall_id,
            about=[proposal.id, proposal.brief_id],
        )
    return proposal
