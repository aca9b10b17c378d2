"""The whole ledger as plain-text accounting, with closing balances that the reading program checks by itself.

Each account of ours is a leaf of its own (``Liabilities:Escrow:<hall>:<account>``); amounts are signed as
both programs want them: a debit positive. Only ids leave, no names of people.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.money.models import NIL, Account, Entry
from hirehall.money.states import CHART, AccountKind, Category

FORMATS = ("beancount", "hledger", "csv")
ROOTS = {
    Category.ASSET: "Assets",
    Category.LIABILITY: "Liabilities",
    Category.INCOME: "Income",
    Category.EXPENSE: "Expenses",
    Category.EQUITY: "Equity",
}


class UnknownFormat(ValueError):
    """A format that is not one of ``FORMATS``."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry with everything that any format wants."""

    transfer_id: UUID
    on: date
    at: str
    kind: str
    key: str
    hall_id: UUID
    account_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True)
class Leaf:
    """An account by the name that plain-text accounting gives it, with the sum of its entries."""

    account: Account
    name: str
    balance: Money


def export(format: str, folder: Path) -> list[Path]:  # noqa: A002 - the word that the command's option has
    """Write the books of all halls into ``folder``, as of one moment, and answer the files.

    Args:
        format: ``beancount`` (books.beancount), ``hledger`` (books.journal) or ``csv`` (accounts.csv, entries.csv).
        folder: is made when missing; files of the same name are replaced.
    Raises:
        UnknownFormat: for any other format.
    """
    if format not in FORMATS:
        raise UnknownFormat(f"{format!r} is none of {', '.join(FORMATS)}")
    folder.mkdir(parents=True, exist_ok=True)
    with _one_moment():
        leaves, rows = _leaves(), list(_rows())
    names = {leaf.account.id: leaf.name for leaf in leaves}
    if format == "beancount":
        return [_written(folder / "books.beancount", _beancount(leaves, rows, names))]
    if format == "hledger":
        return [_written(folder / "books.journal", _hledger(leaves, rows, names))]
    return _csv(folder, leaves, rows, names)


@contextmanager
def _one_moment() -> Iterator[None]:
    """A snapshot, so that entries and closing balances fit though the market goes on."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _leaves() -> list[Leaf]:
    slugs = {hall.id: hall.slug.title().replace("_", "-") for hall in Hall.objects.all()}
    sums: dict[UUID, int] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_id, sum(amount_minor)::bigint FROM money_entry GROUP BY account_id")
        sums = dict(cursor.fetchall())
    return sorted(
        (
            Leaf(
                account,
                _name(account, slugs[account.hall_id]),
                Money(sums.get(account.id, 0), account.currency),
            )
            for account in Account.objects.all()
        ),
        key=lambda leaf: leaf.name,
    )


def _name(account: Account, slug: str) -> str:
    kind = AccountKind(account.kind)
    parts = [
        ROOTS[CHART[kind].category],
        "".join(word.title() for word in kind.split("_")),
        slug,
        account.currency,
    ]
    if (account.subject_id, account.group_id) != (NIL, NIL):
        parts.append(f"A{account.id.hex}")
    return ":".join(parts)


def _rows() -> Iterator[Row]:
    entries = (
        Entry.objects.select_related("transfer")
        .order_by("transfer__posted_at", "transfer_id", "id")
        .values_list(
            "transfer_id", "transfer__posted_at", "transfer__kind", "transfer__key", "hall_id",
            "account_id", "amount_minor", "currency",
        )
    )  # fmt: skip
    for transfer_id, at, kind, key, hall_id, account_id, minor, currency in entries:
        yield Row(
            transfer_id, at.date(), at.isoformat(timespec="seconds"), kind, key, hall_id, account_id,
            Money(minor, currency),
        )  # fmt: skip


def _written(path: Path, lines: Iterable[str]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
    return path


def _amount(amount: Money) -> str:
    return f"{amount.decimal:f} {amount.currency}"


def _beancount(leaves: list[Leaf], rows: list[Row], names: dict[UUID, str]) -> Iterator[str]:
    first = rows[0].on if rows else date(2000, 1, 1)
    closing = (rows[-1].on if rows else first) + timedelta(days=1)
    yield 'option "title" "Hirehall"'
    for currency in sorted({leaf.account.currency for leaf in leaves}):
        yield f'option "operating_currency" "{currency}"'
    for leaf in leaves:
        yield f"{first} open {leaf.name} {leaf.account.currency}"
    for transfer_id, entries in groupby(rows, key=lambda row: row.transfer_id):
        same = list(entries)
        yield f'{same[0].on} * "{same[0].kind}"'
        yield f'  transfer: "{transfer_id}"'
        yield f'  key: "{_quoted(same[0].key)}"'
        yield f'  at: "{same[0].at}"'
        for row in same:
            yield f"  {names[row.account_id]}  {_amount(row.amount)}"
    for leaf in leaves:
        yield f"{closing} balance {leaf.name}  {_amount(leaf.balance)}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _hledger(leaves: list[Leaf], rows: list[Row], names: dict[UUID, str]) -> Iterator[str]:
    closing = rows[-1].on if rows else date(2000, 1, 1)
    for leaf in leaves:
        yield f"account {leaf.name}"
    for currency, amount in sorted(
        {leaf.account.currency: Money(100_000, leaf.account.currency) for leaf in leaves}.items()
    ):
        yield f"commodity {'1000.' if amount.decimal == 100_000 else f'{amount.decimal:f}'} {currency}"
    for transfer_id, entries in groupby(rows, key=lambda row: row.transfer_id):
        same = list(entries)
        yield ""
        yield f"{same[0].on} * ({_plain(same[0].key)}) {same[0].kind}  ; transfer: {transfer_id}, at: {same[0].at}"
        for row in same:
            yield f"    {names[row.account_id]}  {_amount(row.amount)}"
    if leaves:
        yield ""
        yield f"{closing} * closing balances"
    for leaf in leaves:
        yield f"    {leaf.name}  {_amount(Money(0, leaf.account.currency))} = {_amount(leaf.balance)}"


def _plain(text: str) -> str:
    """A code without what would end it."""
    return "".join(letter for letter in text if letter not in "()\n;")


def _csv(folder: Path, leaves: list[Leaf], rows: list[Row], names: dict[UUID, str]) -> list[Path]:
    accounts, entries = folder / "accounts.csv", folder / "entries.csv"
    with accounts.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["account_id", "name", "kind", "currency", "closing_balance", "kept_balance_minor"])
        for leaf in leaves:
            account = leaf.account
            writer.writerow(
                [
                    account.id,
                    leaf.name,
                    account.kind,
                    account.currency,
                    leaf.balance.decimal,
                    account.balance_minor,
                ]
            )
    with entries.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["transfer_id", "at", "kind", "key", "account", "amount", "currency"])
        for row in rows:
            writer.writerow(
                [
                    row.transfer_id, row.at, row.kind, row.key, names[row.account_id], row.amount.decimal,
                    row.amount.currency,
                ]
            )  # fmt: skip
    return [accounts, entries]
