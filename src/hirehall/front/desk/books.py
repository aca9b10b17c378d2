"""The books at the desk: trial balance, postings, payouts. Read-only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.front.desk.reading import PAGE, keyset
from hirehall.halls.models import Hall
from hirehall.money.invariants import trial_balance
from hirehall.money.models import Entry, Payout, Transfer
from hirehall.money.states import CHART, AccountKind, PayoutStatus

WAITING = (PayoutStatus.REQUESTED, PayoutStatus.SENDING, PayoutStatus.FAILED)


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """One line of the trial balance: what an account kind holds on its side."""

    title: str
    side: str
    debit: Money | None
    credit: Money | None


@dataclass(frozen=True, slots=True)
class Posting:
    id: UUID
    kind: str
    key: str
    posted_at: datetime
    amount: Money
    contract_id: UUID | None


@dataclass(frozen=True, slots=True)
class Books:
    lines: tuple[BalanceLine, ...]
    totals: tuple[tuple[Money, Money], ...]
    postings: tuple[Posting, ...]
    audit: FactRow | None
    history: tuple[FactRow, ...]


def books(hall: Hall) -> Books:
    """The trial balance, the latest postings and the latest audits. Four queries."""
    lines, debits, others = [], Counter[str](), Counter[str]()
    for hall_id, kind, currency, minor in trial_balance():
        if hall_id != hall.id:
            continue
        amount = Money(abs(minor), currency)
        (debits if minor >= 0 else others)[currency] += abs(minor)
        lines.append(
            BalanceLine(
                f"{CHART[AccountKind(kind)].title} ({currency})",
                str(CHART[AccountKind(kind)].category.value),
                amount if minor >= 0 else None,
                None if minor >= 0 else amount,
            )
        )
    audits = tuple(FactRow.objects.filter(name="books.audited").order_by("-recorded_at")[:10])
    currencies = sorted({*debits, *others})
    return Books(
        lines=tuple(lines),
        totals=tuple((Money(debits[c], c), Money(others[c], c)) for c in currencies),
        postings=postings(hall, after=None)[0],
        audit=audits[0] if audits else None,
        history=audits,
    )


def _title(kind: str) -> str:
    return kind.replace("_", " ").capitalize()


def postings(
    hall: Hall, *, after: UUID | None, text: str = "", most: int = PAGE
) -> tuple[tuple[Posting, ...], UUID | None]:
    """Postings of the hall, the newest first, and the next cursor; ``text`` is the start of a key. Two queries."""
    rows = Transfer.objects.filter(hall_id=hall.id)
    if text:
        rows = rows.filter(key__startswith=text)
    if after is not None:
        rows = rows.filter(id__lt=after)
    found, following = keyset(list(rows.order_by("-id")[: most + 1]), most)
    transfers = {row.id: row for row in found}
    moved: dict[UUID, Money] = {}
    for entry in Entry.objects.filter(transfer_id__in=list(transfers), amount_minor__gt=0):
        amount = Money(entry.amount_minor, entry.currency)
        before = moved.get(entry.transfer_id)
        moved[entry.transfer_id] = (
            amount if before is None or before.currency != amount.currency else before + amount
        )
    lines = tuple(
        Posting(row.id, _title(row.kind), row.key, row.posted_at, moved[row.id], row.contract_id)
        for row in transfers.values()
        if row.id in moved
    )
    return lines, following


def payouts(
    hall: Hall, *, show: str, after: UUID | None, most: int = PAGE
) -> tuple[list[Payout], UUID | None]:
    """Payouts of the hall, and the next cursor. One query.

    Args:
        show: ``waiting`` for those that wait or came back, the oldest first; a status; or all, the newest first.
    """
    rows = Payout.objects.filter(hall=hall).select_related("person", "destination")
    if show == "waiting":
        rows = rows.filter(status__in=WAITING).order_by("id")
        rows = rows if after is None else rows.filter(id__gt=after)
    else:
        rows = (
            rows.order_by("-id")
            if show not in PayoutStatus.__members__.values()
            else rows.filter(status=show).order_by("-id")
        )
        rows = rows if after is None else rows.filter(id__lt=after)
    return keyset(list(rows[: most + 1]), most)
