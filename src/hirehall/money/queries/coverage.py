"""What a hall holds for its members, what it owes them, and what of it is its own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F, Sum

from hirehall.foundation.money import Money
from hirehall.money.models import Account, Entry, Payment
from hirehall.money.states import AccountKind

HELD = (AccountKind.CLEARING, AccountKind.SAFEGUARDED)
OWED = (
    AccountKind.ESCROW,
    AccountKind.PAYABLE,
    AccountKind.IN_TRANSIT,
    AccountKind.CLIENT_CREDIT,
    AccountKind.GUARANTEE,
    AccountKind.UNEARNED,
    AccountKind.DEPOSIT,
)


def free_of(hall_id: UUID, currency: str) -> Money:
    """What could leave without touching what members are owed; never below zero. One query.

    Money in dispute counts as gone here: a bank may keep it.
    """
    free = Entry.objects.filter(hall_id=hall_id, currency=currency, account__kind__in=[*HELD, *OWED])
    return Money(max(int(free.aggregate(sum=Sum("amount_minor"))["sum"] or 0), 0), currency)


def earned_of(hall_id: UUID, currency: str) -> Money:
    """Of what is free, what stays the hall's: without the client fees that go back if their work does. Two queries.

    A client fee is the hall's when the work is paid for, and goes back with a refund; as long as a contract holds
    money, the fees that were paid with it are not counted as earned.
    """
    holding = Account.objects.filter(
        hall_id=hall_id, currency=currency, kind=AccountKind.ESCROW, balance_minor__gt=0
    ).values("group_id")
    paid = Payment.objects.filter(
        hall_id=hall_id, currency=currency, funded_at__isnull=False, contract_id__in=holding
    ).aggregate(sum=Sum(F("client_fee_minor") - F("fee_refunded_minor")))
    return Money(max(free_of(hall_id, currency).minor - int(paid["sum"] or 0), 0), currency)


def guarantee_of(hall_id: UUID, currency: str) -> Money:
    """What is in the hall's guarantee pot. One query."""
    rows = Account.objects.filter(hall_id=hall_id, kind=AccountKind.GUARANTEE, currency=currency)
    return Money(rows.values_list("balance_minor", flat=True).first() or 0, currency)


def waived_of(hall_id: UUID, currency: str, *, since: datetime) -> Money:
    """What the hall has waived of its fees from an instant on, by its books. One query."""
    rows = Entry.objects.filter(
        hall_id=hall_id,
        currency=currency,
        account__kind=AccountKind.FEE_WAIVED,
        transfer__posted_at__gte=since,
    )
    return Money(int(rows.aggregate(sum=Sum("amount_minor"))["sum"] or 0), currency)
