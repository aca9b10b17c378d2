"""What a person takes along of their contracts, and what still keeps their account open."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from hirehall.contracts.models import Contract, ExtraPayment, Offer, TermsVersion
from hirehall.contracts.states import ContractState, OfferState


def exported(person_id: UUID) -> dict[str, Any]:
    """The person's contracts and the terms they agreed to, as JSON values, for their own archive."""
    mine = Contract.objects.filter(Q(client_id=person_id) | Q(freelancer_id=person_id))
    return {
        "contracts": list(mine.order_by("started_at").values()),
        "bonuses_and_tips": list(ExtraPayment.objects.filter(contract__in=mine).order_by("id").values()),
        "terms": list(TermsVersion.objects.filter(contract__in=mine).order_by("written_at").values()),
    }


def open_matters(person_id: UUID) -> str | None:
    """Why the account cannot be closed yet, with what to do; None when no contract or offer of the person is open."""
    alone = Q(freelancer_id=person_id) | Q(client_id=person_id, organisation=None)
    running = Contract.objects.filter(alone).exclude(state=ContractState.ENDED).count()
    if running:
        return f"End your open {'contract' if running == 1 else 'contracts'} ({running}) first."
    offers = Offer.objects.filter(alone, state__in=[OfferState.OFFERED, OfferState.COUNTERED]).count()
    if offers:
        return f"Answer or withdraw your open {'offer' if offers == 1 else 'offers'} ({offers}) first."
    return None
