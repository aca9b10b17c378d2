"""Ledger lines for people: where each cent came from and where it went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection

from hirehall.foundation.money import Money
from hirehall.money.states import CHART, AccountKind, Side, TransferKind

TEXTS: Mapping[TransferKind, str] = {
    TransferKind.RECEIVE: "Received from the client",
    TransferKind.FUND: "Put into escrow",
    TransferKind.RELEASE: "Released to the freelancer",
    TransferKind.ROLL: "Rolled on to another unit of the contract",
    TransferKind.REFUND: "Taken out of escrow for the client",
    TransferKind.REFUND_SETTLE: "Given back to the client",
    TransferKind.PAYOUT: "Payout asked for",
    TransferKind.PAYOUT_BACK: "Payout taken back into the balance",
    TransferKind.PAYOUT_SETTLE: "Payout sent",
    TransferKind.DISPUTE: "Taken back by the client’s bank, undecided",
    TransferKind.DISPUTE_WON: "Left to the hall by the client’s bank",
    TransferKind.DISPUTE_LOST: "Lost to the client’s bank",
    TransferKind.KEEP_BACK: "Kept back for a lost chargeback",
    TransferKind.RAIL_FEE: "Fee of the payment rail",
    TransferKind.SETTLEMENT: "Moved from the rail to the safeguarded account",
    TransferKind.FEE_SWEEP: "Fees moved to the hall’s own account",
    TransferKind.TOP_UP: "Brought in by the hall",
    TransferKind.CONVERSION: "Changed into another currency",
}
if set(TEXTS) != set(TransferKind):
    raise AssertionError("every kind of transfer has words for people")


@dataclass(frozen=True, slots=True)
class LinePart:
    """One entry as people read it: the account, and by how much its balance grew (or shrank, below zero)."""

    account: AccountKind
    title: str
    amount: Money
    subject_id: UUID
    is_debit: bool

    @property
    def moved(self) -> Money:
        """The entry itself, which stands in the debit or the credit column and is never below zero."""
        return Money(abs(self.amount.minor), self.amount.currency)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One transfer of a contract with all its entries.

    Attributes:
        amount: what moved, the sum of its debits.
        parts: its entries in the order in which they were posted.
    """

    transfer_id: UUID
    at: datetime
    kind: TransferKind
    text: str
    unit_id: UUID | None
    amount: Money
    parts: tuple[LinePart, ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One entry of what a freelancer is owed, with the balance after it."""

    entry_id: int
    at: datetime
    kind: TransferKind
    text: str
    amount: Money
    balance: Money
    contract_id: UUID | None
    cause_id: UUID | None


CONTRACT_LINES = """
SELECT t.id, t.posted_at, t.kind, t.unit_id, e.amount_minor, e.currency, a.kind, a.subject_id
  FROM money_transfer t
  JOIN money_entry e ON e.transfer_id = t.id
  JOIN money_account a ON a.id = e.account_id
 WHERE t.contract_id = %s
 ORDER BY t.id, e.id LIMIT %s
"""


def contract_lines(contract_id: UUID, *, limit: int = 500) -> list[LedgerLine]:
    """Every transfer of the contract with its entries, oldest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(CONTRACT_LINES, [contract_id, limit * 4])
        entries = cursor.fetchall()
    grouped = [list(same) for _, same in groupby(entries, key=lambda entry: entry[0])]
    return [_line(same) for same in grouped[:limit]]


def _line(entries: list[tuple[Any, ...]]) -> LedgerLine:
    """One transfer from the rows of its entries, as ``CONTRACT_LINES`` selects them."""
    transfer_id, at, named, unit_id, _, currency, _, _ = entries[0]
    kind = TransferKind(named)
    return LedgerLine(
        transfer_id=transfer_id,
        at=at,
        kind=kind,
        text=TEXTS[kind],
        unit_id=unit_id,
        amount=Money(sum(entry[4] for entry in entries if entry[4] > 0), currency),
        parts=tuple(_part(AccountKind(entry[6]), entry[4], currency, entry[7]) for entry in entries),
    )


def _part(kind: AccountKind, minor: int, currency: str, subject_id: UUID) -> LinePart:
    grows = minor if CHART[kind].side is Side.DEBIT else -minor
    return LinePart(
        account=kind,
        title=CHART[kind].title,
        amount=Money(grows, currency),
        subject_id=subject_id,
        is_debit=minor > 0,
    )


LINES = """
SELECT line.entry_id, line.posted_at, line.kind, line.minor, line.balance, line.contract_id, line.cause_id
  FROM (SELECT e.id AS entry_id, t.posted_at, t.kind, -e.amount_minor AS minor,
               sum(-e.amount_minor) OVER (ORDER BY e.id) AS balance, t.contract_id, t.cause_id
          FROM money_account a
          JOIN money_entry e ON e.account_id = a.id
          JOIN money_transfer t ON t.id = e.transfer_id
         WHERE a.hall_id = %(hall)s AND a.kind = 'payable' AND a.currency = %(currency)s
           AND a.subject_id = %(person)s) AS line
 WHERE (%(before)s::bigint IS NULL OR line.entry_id < %(before)s)
   AND (%(since)s::timestamptz IS NULL OR line.posted_at >= %(since)s)
   AND (%(until)s::timestamptz IS NULL OR line.posted_at < %(until)s)
 ORDER BY line.entry_id DESC LIMIT %(limit)s
"""


def lines_of_person(
    person_id: UUID,
    hall_id: UUID,
    currency: str,
    *,
    before: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 50,
) -> list[PersonLine]:
    """Every entry of what the person is owed, newest first, each with the balance after it. One query.

    Args:
        before: an ``entry_id``; only older lines are answered.
        since: from this instant on.
        until: before this instant.
        limit: at most this many.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            LINES,
            {
                "hall": hall_id,
                "currency": currency,
                "person": person_id,
                "before": before,
                "since": since,
                "until": until,
                "limit": limit,
            },
        )
        return [
            PersonLine(
                entry_id, at, TransferKind(kind), _own_text(TransferKind(kind)),
                Money(int(minor), currency), Money(int(balance), currency), contract_id, cause_id,
            )
            for entry_id, at, kind, minor, balance, contract_id, cause_id in cursor.fetchall()
        ]  # fmt: skip


def _own_text(kind: TransferKind) -> str:
    return "Released to you, less the hall’s fee" if kind is TransferKind.RELEASE else TEXTS[kind]
