"""What the books know of a person: for their own archive, and before they close their account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from hirehall.money.models import Account, Destination, Earning, FeeDraftMember, FeeVoter, Payment, Payout
from hirehall.money.states import AccountKind, PaymentStatus, PayoutStatus


def exported(person_id: UUID) -> dict[str, Any]:
    """Payments, earnings, payouts and destinations of the person, as JSON values."""
    return {
        "payments": list(Payment.objects.filter(payer_id=person_id).order_by("begun_at").values()),
        "earnings": list(Earning.objects.filter(freelancer_id=person_id).order_by("released_at").values()),
        "payouts": list(Payout.objects.filter(person_id=person_id).order_by("requested_at").values()),
        "fees_what_if": list(FeeDraftMember.objects.filter(person_id=person_id).order_by("id").values()),
        "votes_on_fees": list(
            FeeVoter.objects.filter(person_id=person_id).order_by("id").values("vote_id", "choice")
        ),
        "destinations": list(
            Destination.objects.filter(person_id=person_id).values(
                "kind", "holder", "number", "hint", "saved_at", "removed_at"
            )
        ),
    }


def open_matters(person_id: UUID) -> str | None:
    """Why the account cannot be closed yet, with what to do; None when no money is anywhere on its way."""
    waiting = Account.objects.filter(balance_minor__gt=0).filter(
        Q(kind=AccountKind.PAYABLE, subject_id=person_id) | Q(kind=AccountKind.IN_TRANSIT, group_id=person_id)
    )
    if waiting.exists():
        return "There is money for you here: ask for a payout first, and wait until it has arrived."
    if Account.objects.filter(
        kind=AccountKind.RECEIVABLE, subject_id=person_id, balance_minor__gt=0
    ).exists():
        return "You owe this hall money: settle that first."
    moving = Payout.objects.filter(
        person_id=person_id, status__in=[PayoutStatus.REQUESTED, PayoutStatus.SENDING]
    )
    under_way = Q(status=PaymentStatus.PENDING) | Q(status=PaymentStatus.SUCCEEDED, funded_at=None)
    coming = Payment.objects.filter(under_way, Q(payer_id=person_id) | Q(payee_id=person_id))
    if moving.exists() or coming.exists():
        return "A payment is still on its way: wait until it has settled."
    return None
