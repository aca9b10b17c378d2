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
    TransferKind.GUARANTEE_FILL: "Fees set aside for the guarantee pot",
    TransferKind.GUARANTEE_PAY: "Paid from the hall’s guarantee pot",
    TransferKind.DEPOSIT: "Held as a deposit",
    TransferKind.DEPOSIT_KEEP: "A deposit kept by the hall, with a reason",
    TransferKind.DEPOSIT_BACK: "A deposit given back",
    TransferKind.MEMBERSHIP: "Put aside for a membership",
    TransferKind.MEMBERSHIP_EARN: "A membership has become the hall’s",
    TransferKind.MEMBERSHIP_BACK: "A membership taken back",
    TransferKind.WAIVE: "The hall’s fee, borne by the hall itself",
    TransferKind.GIVE_UP: "Income that the hall gives up, to go back to who paid",
}
if set(TEXTS) != set(TransferKind):
    raise AssertionError("every kind of transfer has words for people")
OF_PEOPLE = (AccountKind.PAYABLE, AccountKind.RECEIVABLE)
MOST_ENTRIES = 24


@dataclass(frozen=True, slots=True)
class LinePart:
    """One entry as people read it: the account, and by how much its balance grew (or shrank, below zero).

    What goes to several people of one side is one part: how an agency shares is not the client's to see.
    """

    account: AccountKind
    title: str
    amount: Money
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
    unit_id: UUID | None
    transfer_id: UUID


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
        cursor.execute(CONTRACT_LINES, [contract_id, limit * MOST_ENTRIES])
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
        parts=tuple(_parts(entries, currency)),
    )


def _parts(entries: list[tuple[Any, ...]], currency: str) -> list[LinePart]:
    sums: dict[tuple[AccountKind, UUID | None, bool], int] = {}
    for entry in entries:
        kind, subject_id, minor = AccountKind(entry[6]), entry[7], entry[4]
        place = (kind, None if kind in OF_PEOPLE else subject_id, minor > 0)
        sums[place] = sums.get(place, 0) + minor
    return [
        LinePart(
            account=kind,
            title=CHART[kind].title,
            amount=Money(minor if CHART[kind].side is Side.DEBIT else -minor, currency),
            is_debit=is_debit,
        )
        for (kind, _, is_debit), minor in sums.items()
    ]


LINES = """
SELECT line.entry_id, line.posted_at, line.kind, line.minor, line.balance, line.contract_id, line.unit_id,
       line.transfer_id, g.share_basis_points, o.name
  FROM (SELECT e.id AS entry_id, t.posted_at, t.kind, -e.amount_minor AS minor,
               sum(-e.amount_minor) OVER (ORDER BY e.id) AS balance, t.contract_id, t.unit_id, t.id AS transfer_id
          FROM money_account a
          JOIN money_entry e ON e.account_id = a.id
          JOIN money_transfer t ON t.id = e.transfer_id
         WHERE a.hall_id = %(hall)s AND a.kind = 'payable' AND a.currency = %(currency)s
           AND a.subject_id = %(person)s) AS line
  LEFT JOIN money_earning g ON g.transfer_id = line.transfer_id AND g.freelancer_id = %(person)s
  LEFT JOIN people_organisation o ON o.id = g.agency_id
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
                entry_id, at, TransferKind(kind), _own_text(TransferKind(kind), share, agency),
                Money(int(minor), currency), Money(int(balance), currency), contract_id, unit_id, transfer_id,
            )
            for entry_id, at, kind, minor, balance, contract_id, unit_id, transfer_id, share, agency
            in cursor.fetchall()
        ]  # fmt: skip


def _own_text(kind: TransferKind, basis_points: int | None, agency: str | None) -> str:
    if kind is not TransferKind.RELEASE:
        return TEXTS[kind]
    if basis_points is None:
        return "Released to you, less the hall’s fee"
    return f"Your share of {percent_text(basis_points)} of a release of {agency}, less the hall’s fee"


def percent_text(basis_points: int) -> str:
    """Basis points as a percentage: 3333 is 33.33%, 3000 is 30%."""
    return f"{basis_points / 100:.2f}".rstrip("0").rstrip(".") + "%"
