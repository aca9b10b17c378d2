"""The books as other programs read them: beancount and hledger are the second opinion."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from beancount import loader
from beancount.core import data

from hirehall.foundation import jobs
from hirehall.foundation.money import Money
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.models import Entry, Transfer
from hirehall.papers.books import UnknownFormat, export
from tests.makers import money as make


@pytest.fixture
def busy_market(db: None) -> None:
    """A little of everything, in three currencies."""
    for number, (currency, scale) in enumerate([("EUR", 100), ("USD", 100), ("JPY", 1)]):
        deal = make.make_deal(name=f"Deal {number}")
        make.fund(deal, 1_000 * scale, client_fee=30 * scale, currency=currency)
        make.release(deal, 333 * scale + 1, fee=66 * scale, currency=currency)
        make.refund(deal, 100 * scale, fee_back=3 * scale, currency=currency)
        make.begin(deal, 50 * scale, client_fee=1, currency=currency, method="sandbox.paid_twice")
        jobs.drain()
        account = make.save_practice_account(deal, "SANDBOX-FAILS-ONCE")
        request_payout(account.id, amount=Money(100 * scale, currency), by=deal.as_freelancer)
        jobs.drain()


@pytest.mark.usefixtures("busy_market")
def test_beancount_finds_every_balance_right(tmp_path: Path) -> None:
    [path] = export("beancount", tmp_path)
    entries, errors, _ = loader.load_file(str(path))
    assert [str(error.message) for error in errors] == []
    kinds = Counter(type(entry) for entry in entries)
    assert kinds[data.Transaction] == Transfer.objects.count()
    assert kinds[data.Balance] == kinds[data.Open]
    postings = sum(len(entry.postings) for entry in entries if isinstance(entry, data.Transaction))
    assert postings == Entry.objects.count()


@pytest.mark.usefixtures("busy_market")
def test_beancount_would_notice_a_cent_that_is_missing(tmp_path: Path) -> None:
    [path] = export("beancount", tmp_path)
    text = path.read_text(encoding="utf-8")
    assert " 333.01 EUR" in text
    path.write_text(text.replace(" 333.01 EUR", " 333.02 EUR", 1), encoding="utf-8")
    _, errors, _ = loader.load_file(str(path))
    assert errors


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed")
@pytest.mark.usefixtures("busy_market")
def test_hledger_finds_every_balance_right(tmp_path: Path) -> None:
    [path] = export("hledger", tmp_path)
    checked = subprocess.run(
        ["hledger", "-f", str(path), "check", "accounts", "commodities"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (checked.returncode, checked.stderr) == (0, "")
    path.write_text(path.read_text(encoding="utf-8").replace("= 0.00 EUR", "= 0.01 EUR", 1), encoding="utf-8")
    spoiled = subprocess.run(
        ["hledger", "-f", str(path), "check"], capture_output=True, text=True, check=False
    )
    assert spoiled.returncode != 0


@pytest.mark.usefixtures("busy_market")
def test_csv_holds_every_entry(tmp_path: Path) -> None:
    accounts, entries = export("csv", tmp_path)
    with entries.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == Entry.objects.count()
    with accounts.open(encoding="utf-8") as file:
        names = {row["name"] for row in csv.DictReader(file)}
    assert {row["account"] for row in rows} == names


@pytest.mark.usefixtures("busy_market")
def test_no_name_of_a_person_leaves_with_the_books(tmp_path: Path) -> None:
    for name in ("beancount", "hledger", "csv"):
        for path in export(name, tmp_path / name):
            assert "Freelancer " not in path.read_text(encoding="utf-8")
            assert "deal-0" not in path.read_text(encoding="utf-8").lower()


def test_empty_books_are_books(db: None, tmp_path: Path) -> None:
    [path] = export("beancount", tmp_path)
    assert loader.load_file(str(path))[1] == []
    assert export("hledger", tmp_path)[0].exists()


def test_an_unknown_format_is_refused(db: None, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match="datev"):
        export("datev", tmp_path)
