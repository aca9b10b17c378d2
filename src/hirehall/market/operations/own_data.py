"""What the market lets go of when a person closes their account."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from hirehall.foundation import clock
from hirehall.market.models import Brief, Proposal, QuoteRequest, Service
from hirehall.market.states import BriefState, ProposalState, RequestState, ServiceState
from hirehall.people.models import Person


def erase_drafts(person_id: UUID) -> None:
    """Forget what was never shown to anybody; what others have read stays with the closed account."""
    Proposal.objects.filter(freelancer_id=person_id, state=ProposalState.DRAFT).delete()
    Service.objects.filter(freelancer_id=person_id, agency=None, state=ServiceState.DRAFT).delete()
    Brief.objects.filter(client_id=person_id, organisation=None, state=BriefState.DRAFT).delete()
    gone = Person.objects.get(id=person_id)
    unanswered = QuoteRequest.objects.filter(client=None, state__in=["asked", "invited"])
    unanswered.filter(Q(freelancer=gone) | Q(email__iexact=gone.email)).delete()
    mine = QuoteRequest.objects.filter(client=gone)
    mine.update(name="Somebody who has left", email="forgotten@invalid.example")
    mine.filter(state=RequestState.OPEN).update(state=RequestState.WITHDRAWN, closed_at=clock.now())
