"""What people have: available, held, coming; and what a contract holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Min, QuerySet, Sum

from hirehall.foundation import clock
from hirehall.foundation.money import Money, zero
from hirehall.halls.models import Hall
from hirehall.money.models import Account, Earning, Entry, Payment
from hirehall.money.states import AccountKind
from hirehall.money.subjects import held_shared


@dataclass(frozen=True, slots=True)
class Coming:
    """Released money that can be paid out from a date on."""

    available_at: datetime
    amount: Money
    contract_id: UUID
    unit_id: UUID
    earning_id: UUID
    released_at: datetime


@dataclass(frozen=True, slots=True)
class Balance:
    """Where one freelancer's money is, in one currency.

    Attributes:
        available: can be paid out now.
        coming: released, on hold by policy, soonest first.
        held: in escrow for them, not released yet; of an agency's contract their share, as it is agreed now.
        on_the_way: payouts that have been asked for and have not arrived.
        owed: what the freelancer owes the hall for lost chargebacks; it is kept back before the next payout,
            and is off ``available`` already as far as that goes.
    """

    currency: str
    available: Money
    coming: tuple[Coming, ...]
    held: Money
    on_the_way: Money
    owed: Money

    @property
    def coming_total(self) -> Money:
        return sum((item.amount for item in self.coming), zero(self.currency))

    @property
    def total(self) -> Money:
        """All of it, less what is kept back."""
        return self.available + self.coming_total + self.held + self.on_the_way


AVAILABLE = """
SELECT coalesce((SELECT balance_minor FROM money_account
                  WHERE hall_id = %(hall)s AND kind = 'payable' AND currency = %(currency)s
                    AND subject_id = %(person)s AND group_id = '00000000-0000-0000-0000-000000000000'), 0)
     - coalesce((SELECT sum(net_minor) FROM money_earning
                  WHERE hall_id = %(hall)s AND currency = %(currency)s AND freelancer_id = %(person)s
                    AND available_at > %(now)s), 0)
     - CASE WHEN %(before_debts)s THEN 0 ELSE
         coalesce((SELECT balance_minor FROM money_account
                    WHERE hall_id = %(hall)s AND kind = 'receivable' AND currency = %(currency)s
                      AND subject_id = %(person)s AND group_id = '00000000-0000-0000-0000-000000000000'), 0)
       END
"""


def available_of(person_id: UUID, hall_id: UUID, currency: str, *, before_debts: bool = False) -> Money:
    """What can be paid out now: what is owed less what is on hold and, unless ``before_debts``, what the person
    owes the hall. One statement, so one moment in time."""
    with connection.cursor() as cursor:
        cursor.execute(
            AVAILABLE,
            {
                "hall": hall_id,
                "currency": currency,
                "person": person_id,
                "now": clock.now(),
                "before_debts": before_debts,
            },
        )
        (minor,) = cursor.fetchone()
    return Money(max(int(minor), 0), currency)


def owed_by(person_id: UUID, hall_id: UUID, currency: str) -> Money:
    """What a freelancer owes the hall."""
    account = Account.objects.filter(
        hall_id=hall_id, kind=AccountKind.RECEIVABLE, currency=currency, subject_id=person_id
    ).first()
    return Money((account.balance_minor or 0) if account else 0, currency)


def debtors(*, limit: int = 1000) -> list[tuple[UUID, UUID, str]]:
    """Everybody who owes a hall something, as (hall, person, currency)."""
    owing = Account.objects.filter(kind=AccountKind.RECEIVABLE, balance_minor__gt=0)
    return list(owing.order_by("id").values_list("hall_id", "subject_id", "currency")[:limit])


def balances_of(person_id: UUID, hall: Hall) -> tuple[Balance, ...]:
    """The person's balance in each currency in which they have any, the hall's own first.

    Four queries, and what it takes to learn what agencies' contracts hold for them: one for who is in none.
    """
    shared = held_shared(person_id, hall.id)
    contracts = Payment.objects.filter(hall=hall, payee_id=person_id, funded_at__isnull=False)
    mine = Account.objects.filter(hall_id=hall.id, balance_minor__gt=0)
    own = mine.filter(kind__in=[AccountKind.PAYABLE, AccountKind.RECEIVABLE], subject_id=person_id)
    owed: dict[str, int] = {}
    owing: dict[str, int] = {}
    for kind, currency, minor in own.values_list("kind", "currency", "balance_minor"):
        (owed if kind == AccountKind.PAYABLE else owing)[currency] = int(minor or 0)
    moving = _by_currency(mine.filter(kind=AccountKind.IN_TRANSIT, group_id=person_id))
    paid = mine.filter(kind=AccountKind.ESCROW, group_id__in=contracts.values("contract_id"))
    alone = paid.exclude(group_id__in=shared.contract_ids) if shared.contract_ids else paid
    held = dict(Counter(_by_currency(alone)) + Counter(shared.minor))
    coming: dict[str, list[Coming]] = {}
    for item in coming_of(person_id, hall_id=hall.id):
        coming.setdefault(item.amount.currency, []).append(item)
    return tuple(
        _balance(currency, owed, moving, held, coming.get(currency, []), int(owing.get(currency, 0)))
        for currency in sorted(
            {hall.currency, *owed, *moving, *held, *coming, *owing},
            key=lambda code: (code != hall.currency, code),
        )
    )


def coming_of(person_id: UUID, *, hall_id: UUID | None = None) -> list[Coming]:
    """Released money that can be paid out later, of one hall or of all, the next first. One query."""
    waiting = Earning.objects.filter(freelancer_id=person_id, available_at__gt=clock.now())
    if hall_id is not None:
        waiting = waiting.filter(hall_id=hall_id)
    return [
        Coming(row.available_at, row.net, row.contract_id, row.unit_id, row.id, row.released_at)
        for row in waiting.order_by("available_at", "id")
    ]


def balance_of(person_id: UUID, hall: Hall, currency: str | None = None) -> Balance:
    """The person's balance in one currency, the hall's own by default."""
    wanted = currency or hall.currency
    return next(
        (balance for balance in balances_of(person_id, hall) if balance.currency == wanted),
        Balance(wanted, zero(wanted), (), zero(wanted), zero(wanted), zero(wanted)),
    )


def _by_currency(accounts: QuerySet[Account]) -> dict[str, int]:
    return dict(accounts.order_by().values_list("currency").annotate(total=Sum("balance_minor")))


def _balance(
    currency: str,
    owed: dict[str, int],
    moving: dict[str, int],
    held: dict[str, int],
    coming: list[Coming],
    owing: int,
) -> Balance:
    on_hold = sum(item.amount.minor for item in coming)
    return Balance(
        currency=currency,
        available=Money(max(int(owed.get(currency, 0)) - on_hold - owing, 0), currency),
        coming=tuple(coming),
        held=Money(int(held.get(currency, 0)), currency),
        on_the_way=Money(int(moving.get(currency, 0)), currency),
        owed=Money(owing, currency),
    )


def escrow_by_unit(contract_id: UUID) -> dict[UUID, Money]:
    """What each unit of a contract holds now; units that never held anything are absent."""
    accounts = Account.objects.filter(kind=AccountKind.ESCROW, group_id=contract_id)
    return {account.subject_id: Money(account.balance_minor or 0, account.currency) for account in accounts}


def escrow_of(contract_id: UUID) -> Money | None:
    """What the whole contract holds now; None when nothing was ever held for it."""
    held = list(escrow_by_unit(contract_id).values())
    return sum(held[1:], held[0]) if held else None


def escrow_of_contracts(contract_ids: Iterable[UUID]) -> list[tuple[UUID, UUID, Money]]:
    """What is held for each unit of these contracts, as (contract, unit, amount). One query."""
    accounts = Account.objects.filter(
        kind=AccountKind.ESCROW, group_id__in=list(contract_ids), balance_minor__gt=0
    )
    return [
        (row.group_id, row.subject_id, Money(row.balance_minor or 0, row.currency))
        for row in accounts.order_by("id")
    ]


def in_escrow_since(unit_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When money first came into each unit's escrow, paid in or rolled on from another unit. One query at most."""
    if not unit_ids:
        return {}
    into = Entry.objects.filter(
        account__kind=AccountKind.ESCROW, account__subject_id__in=unit_ids, amount_minor__lt=0
    )
    rows = into.values_list("account__subject_id").annotate(first=Min("transfer__posted_at"))
    return dict(rows.order_by())
