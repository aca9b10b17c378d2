"""What reputation needs to know of a contract that has ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from hirehall.contracts.models import Contract
from hirehall.foundation.addresses import bare
from hirehall.market.models import Brief
from hirehall.market.queries import lane_questions


@dataclass(frozen=True, slots=True)
class Ended:
    """An ended, paid contract as reputation needs to know it.

    Attributes:
        questions: what the client of a first-timer is asked beside the ladder, under the policy of the contract.
    """

    hall_id: UUID
    contract_id: UUID
    title: str
    href: str
    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    paid_minor: int
    currency: str
    origin: str
    category_id: UUID | None
    ended_at: datetime
    window_days: int
    reply_days: int
    questions: tuple[str, ...] = ()


def ended_contract(contract_id: UUID) -> Ended | None:
    """What reputation needs to know of an ended contract; None when nothing was paid, because then nobody rates."""
    contract = Contract.objects.select_related("policy").filter(id=contract_id).first()
    if contract is None or contract.ended_at is None or contract.paid_minor <= 0:
        return None
    return Ended(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        title=contract.title,
        href=bare(reverse("contracts:contract", args=[contract.id])),
        client_id=contract.client_id,
        organisation_id=contract.organisation_id,
        freelancer_id=contract.freelancer_id,
        paid_minor=contract.paid_minor,
        currency=contract.currency,
        origin=contract.origin,
        category_id=_category_of(contract.brief_id),
        ended_at=contract.ended_at,
        window_days=contract.policy.review_window_days,
        reply_days=contract.policy.review_reply_days,
        questions=_questions(contract),
    )


def _questions(contract: Contract) -> tuple[str, ...]:
    """Nothing for a contract that is in no starter lane."""
    if not contract.lane or contract.brief_id is None:
        return ()
    field = Brief.objects.filter(id=contract.brief_id).values_list("category__slug", flat=True).first()
    return lane_questions(contract.policy, field or "")


def _category_of(brief_id: UUID | None) -> UUID | None:
    return (
        Brief.objects.filter(id=brief_id).values_list("category_id", flat=True).first() if brief_id else None
    )
