"""What a person takes along of their contracts, and what still keeps their account open."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from hirehall.contracts.models import Contract, ExtraPayment, Offer, Posting, SplitShare, TermsVersion
from hirehall.contracts.states import AskState, ContractState, OfferState
from hirehall.money import queries as money


def exported(person_id: UUID) -> dict[str, Any]:
    """The person's contracts and the terms they agreed to, as JSON values, for their own archive."""
    mine = Contract.objects.filter(Q(client_id=person_id) | Q(freelancer_id=person_id))
    return {
        "postings": list(Posting.objects.filter(client_id=person_id).order_by("posted_at").values()),
        "contracts": list(mine.order_by("started_at").values()),
        "bonuses_and_tips": list(ExtraPayment.objects.filter(contract__in=mine).order_by("id").values()),
        "terms": list(TermsVersion.objects.filter(contract__in=mine).order_by("written_at").values()),
        "shares": list(
            SplitShare.objects.filter(person_id=person_id)
            .order_by("split__proposed_at")
            .values(
                "basis_points",
                "accepted_at",
                "left_at",
                "split_id",
                "split__state",
                "split__is_standing",
                "split__standing_ended_at",
                "split__contract_id",
                "split__contract__title",
                "split__contract__agency__name",
            )
        ),
    }


def open_matters(person_id: UUID, hall_id: UUID | None = None) -> str | None:
    """Why the account cannot be closed yet, with what to do; None when no contract or offer of the person is open.

    Args:
        hall_id: the one hall that is asked about, as by who wants to leave it.
    """
    there = Q() if hall_id is None else Q(hall_id=hall_id)
    alone = there & (Q(freelancer_id=person_id) | Q(client_id=person_id, organisation=None))
    running = Contract.objects.filter(alone).exclude(state=ContractState.ENDED).count()
    if running:
        return f"End your open {'contract' if running == 1 else 'contracts'} ({running}) first."
    offers = Offer.objects.filter(alone, state__in=[OfferState.OFFERED, OfferState.COUNTERED]).count()
    if offers:
        return f"Answer or withdraw your open {'offer' if offers == 1 else 'offers'} ({offers}) first."
    posted = Posting.objects.filter(
        there, client_id=person_id, organisation=None, closed_at=None, started_at=None
    ).count()
    if posted:
        return f"Cancel your open {'order' if posted == 1 else 'orders'} in the pool ({posted}) first."
    return _held_share(person_id, there)


def _held_share(person_id: UUID, there: Q) -> str | None:
    """A share of what an agency's contract holds is money to come; who is gone could not be paid."""
    named = SplitShare.objects.filter(person_id=person_id, basis_points__gt=0, split__state=AskState.ACCEPTED)
    running = Contract.objects.exclude(state=ContractState.ENDED).filter(
        there, id__in=named.values("split__contract_id")
    )
    for contract in running.select_related("agency", "freelancer").order_by("started_at"):
        if money.escrow_of(contract.id):
            return (
                f"Money is held for “{contract.title}” that you have a share in, with {contract.freelancer_name}: "
                "wait until it is released."
            )
    return None
