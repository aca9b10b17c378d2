"""What the market lets go of when a person closes their account."""

from __future__ import annotations

from uuid import UUID

from hirehall.market.models import Brief, Proposal
from hirehall.market.states import BriefState, ProposalState


def erase_drafts(person_id: UUID) -> None:
    """Forget what was never shown to anybody; what others have read stays with the closed account."""
    Proposal.objects.filter(freelancer_id=person_id, state=ProposalState.DRAFT).delete()
    Brief.objects.filter(client_id=person_id, organisation=None, state=BriefState.DRAFT).delete()
