"""The fences of the ledger, tried directly: one door, append-only, balanced, idempotent, never below zero."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from hirehall.foundation import jobs
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.money import invariants
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.ledger import KeyReused, LedgerError, Leg, NotEnough, credit, debit, post
from hirehall.money.models import Account, Entry, Transfer
from hirehall.money.states import CHART, AccountKind, Side, TransferKind
from tests.makers import money as make
from tests.makers.base import make_hall

CLEARING, ESCROW, PAYABLE = AccountKind.CLEARING, AccountKind.ESCROW, AccountKind.PAYABLE
FEE = AccountKind.CLIENT_FEE


@pytest.fixture
def hall_id(db: None) -> UUID:
    return make_hall().id


def book(hall_id: UUID, *legs: Leg, key: str = "k") -> UUID:
    with transaction.atomic():
        return post(hall_id=hall_id, key=key, kind=TransferKind.FUND, legs=list(legs)).transfer_id


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def run(statement: str, *values: object) -> None:
    """As if it were committed: what is deferred is checked at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def booked(hall_id: UUID) -> UUID:
    """103 euros came in: 100 into an escrow, 3 to the hall."""
    transfer_id = book(
        hall_id,
        debit(CLEARING, euros(103_00)),
        credit(ESCROW, euros(100_00), subject=new_id(), group=new_id()),
        credit(FEE, euros(3_00)),
    )
    run("SELECT 1")
    return transfer_id


def test_the_database_knows_the_same_chart_as_the_code(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, category, grows_on, keeps_balance FROM money_chart")
        in_database = set(cursor.fetchall())
    in_code = {(kind.value, line.category.value, line.side.value, line.kept) for kind, line in CHART.items()}
    assert in_database == in_code


def test_only_accounts_that_people_see_keep_a_balance(booked: UUID) -> None:
    kept = dict(Account.objects.values_list("kind", "balance_minor"))
    assert kept == {"clearing": None, "escrow": 100_00, "client_fee": None}


@pytest.mark.parametrize("table", ["money_entry", "money_transfer"])
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET hall_id = hall_id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_nothing_in_the_books_is_ever_changed_or_removed(booked: UUID, table: str, change: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        run(change.format(table))
    assert Entry.objects.count() == 3


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM money_account",
        "TRUNCATE money_account CASCADE",
        "UPDATE money_account SET kind = 'payable'",
        "UPDATE money_account SET currency = 'USD'",
    ],
)
def test_an_account_stays_what_it_is(booked: UUID, change: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        run(change)


def test_a_balance_below_zero_is_impossible_even_by_hand(booked: UUID) -> None:
    with pytest.raises(IntegrityError, match="nobody_sees_a_negative_balance"):
        run("UPDATE money_account SET balance_minor = -1 WHERE kind = 'escrow'")


def test_an_entry_that_unbalances_a_transfer_is_refused_at_commit(booked: UUID) -> None:
    with pytest.raises(DatabaseError, match="does not sum to zero"):
        run(
            "INSERT INTO money_entry (transfer_id, account_id, hall_id, currency, amount_minor)"
            " SELECT transfer_id, account_id, hall_id, currency, 1 FROM money_entry LIMIT 1"
        )


def test_a_transfer_without_entries_is_refused_at_commit(hall_id: UUID) -> None:
    with pytest.raises(DatabaseError, match="has no entries"):
        run(
            "INSERT INTO money_transfer (id, hall_id, key, kind, body_hash, posted_at)"
            " VALUES (%s, %s, 'x', 'fund', '', now())",
            new_id(),
            hall_id,
        )


def test_an_entry_cannot_be_in_another_currency_than_its_account(booked: UUID) -> None:
    with pytest.raises(IntegrityError, match="entry_in_its_accounts_hall_and_currency"):
        run(
            "INSERT INTO money_entry (transfer_id, account_id, hall_id, currency, amount_minor)"
            " SELECT transfer_id, account_id, hall_id, 'USD', sign * 5"
            " FROM (SELECT * FROM money_entry LIMIT 1) e, (VALUES (1), (-1)) v (sign)"
        )


def test_one_posting_touches_one_hall(booked: UUID) -> None:
    other = make_hall(slug="other").id
    with pytest.raises(IntegrityError, match="entry_in_its_"):
        run(
            "INSERT INTO money_entry (transfer_id, account_id, hall_id, currency, amount_minor)"
            " SELECT transfer_id, account_id, %s, currency, sign * 5"
            " FROM (SELECT * FROM money_entry LIMIT 1) e, (VALUES (1), (-1)) v (sign)",
            other,
        )


def test_a_broken_balance_is_found_by_the_audit(booked: UUID) -> None:
    run("UPDATE money_account SET balance_minor = 99 WHERE kind = 'escrow'")
    [broken] = invariants.check()
    assert broken.name == "kept_balance_is_the_sum_of_its_entries"
    assert "keeps 99 EUR and its entries make -10000" in broken.detail


def test_money_left_in_an_ended_contract_is_found_by_the_audit(booked: UUID) -> None:
    contract_id = Account.objects.get(kind="escrow").group_id
    assert invariants.check(ended_contracts=list) == []
    [broken] = invariants.check(ended_contracts=lambda: [contract_id])
    assert broken.detail == f"contract {contract_id} still holds 10000 EUR"


def test_owing_more_than_is_held_is_found_by_the_audit(booked: UUID, hall_id: UUID) -> None:
    book(hall_id, debit(AccountKind.CHARGEBACK, euros(50_00)), credit(CLEARING, euros(50_00)), key="lost")
    assert [broken.name for broken in invariants.check()] == ["what_is_held_covers_what_is_owed"]


def test_the_same_posting_twice_is_one(hall_id: UUID) -> None:
    legs = [debit(CLEARING, euros(5)), credit(FEE, euros(5))]
    assert book(hall_id, *legs) == book(hall_id, *legs)
    assert Transfer.objects.count() == 1


@pytest.mark.parametrize(
    "legs",
    [
        [debit(CLEARING, euros(6)), credit(FEE, euros(6))],
        [debit(CLEARING, Money(5, "USD")), credit(FEE, Money(5, "USD"))],
        [debit(CLEARING, euros(5)), credit(AccountKind.FREELANCER_FEE, euros(5))],
    ],
)
def test_the_same_key_for_another_posting_is_refused(hall_id: UUID, legs: list[Leg]) -> None:
    book(hall_id, debit(CLEARING, euros(5)), credit(FEE, euros(5)))
    with pytest.raises(KeyReused):
        book(hall_id, *legs)
    assert Transfer.objects.count() == 1


def test_keys_of_two_halls_do_not_meet(hall_id: UUID) -> None:
    legs = [debit(CLEARING, euros(5)), credit(FEE, euros(5))]
    assert book(hall_id, *legs) != book(make_hall(slug="other").id, *legs)


@pytest.mark.parametrize(
    "legs",
    [
        [],
        [debit(CLEARING, euros(5))],
        [debit(CLEARING, euros(5)), credit(FEE, euros(4))],
        [debit(CLEARING, euros(5)), credit(FEE, Money(5, "USD"))],
        [debit(CLEARING, euros(0)), credit(FEE, euros(0))],
    ],
)
def test_a_posting_that_does_not_balance_is_a_fault(hall_id: UUID, legs: list[Leg]) -> None:
    with pytest.raises(LedgerError, match="sum to zero"):
        book(hall_id, *legs)
    assert Transfer.objects.count() == 0


def test_two_currencies_meet_only_through_conversion_accounts(hall_id: UUID) -> None:
    book(
        hall_id,
        debit(CLEARING, euros(100)),
        credit(AccountKind.CONVERSION, euros(100)),
        debit(AccountKind.CONVERSION, Money(110, "USD")),
        credit(PAYABLE, Money(110, "USD"), subject=new_id()),
    )
    assert Account.objects.get(kind="payable").balance_minor == 110


def test_one_account_named_twice_in_a_posting_is_moved_by_the_sum(hall_id: UUID) -> None:
    unit = new_id()
    legs = [credit(ESCROW, euros(60), subject=unit), credit(ESCROW, euros(40), subject=unit)]
    book(hall_id, debit(CLEARING, euros(100)), *legs)
    assert Account.objects.get(kind="escrow").balance_minor == 100


def test_an_account_may_pass_through_zero_within_one_posting(hall_id: UUID) -> None:
    unit = new_id()
    book(
        hall_id,
        debit(ESCROW, euros(70), subject=unit),
        debit(CLEARING, euros(30)),
        credit(ESCROW, euros(100), subject=unit),
    )
    assert Account.objects.get(kind="escrow").balance_minor == 30


@given(
    steps=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(1, 5_000)), min_size=1, max_size=12
    )
)
@pytest.mark.django_db
def test_between_escrows_never_more_moves_than_is_there(steps: list[tuple[int, int, int]]) -> None:
    """A model of three pots beside the books: they agree after every step, refused or not."""
    with undone():
        hall_id, units = make_hall(slug=f"h{new_id().hex}").id, [new_id(), new_id(), new_id()]
        pots = [10_000, 0, 0]
        book(
            hall_id, debit(CLEARING, euros(10_000)), credit(ESCROW, euros(10_000), subject=units[0]), key="in"
        )
        for number, (giver, taker, amount) in enumerate(steps):
            legs = (
                debit(ESCROW, euros(amount), subject=units[giver]),
                credit(ESCROW, euros(amount), subject=units[taker]),
            )
            if giver == taker or amount <= pots[giver]:
                book(hall_id, *legs, key=str(number))
                pots[giver] -= amount
                pots[taker] += amount
            else:
                with pytest.raises(NotEnough):
                    book(hall_id, *legs, key=str(number))
            held = dict(
                Account.objects.filter(hall_id=hall_id, kind="escrow").values_list(
                    "subject_id", "balance_minor"
                )
            )
            assert [held.get(unit, 0) for unit in units] == pots
        assert invariants.check() == []


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens within leaves no trace."""
    with transaction.atomic():
        point = transaction.savepoint()
        yield
        transaction.savepoint_rollback(point)


@contextmanager
def as_app() -> Iterator[None]:
    """The role of the web processes in a set-up with two roles; made here where the server has none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'hirehall_app'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE ROLE hirehall_app")
        cursor.execute("GRANT USAGE ON SCHEMA public TO hirehall_app")
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO hirehall_app")
        cursor.execute("GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO hirehall_app")
        cursor.execute("SELECT money_fence('hirehall_app')")
        cursor.execute("SET LOCAL ROLE hirehall_app")
        yield
        cursor.execute("RESET ROLE")


INTO_TRANSFERS = """INSERT INTO money_transfer (id, hall_id, key, kind, body_hash, posted_at)
    VALUES (gen_random_uuid(), gen_random_uuid(), 'x', 'fund', '', now())"""
INTO_ENTRIES = """INSERT INTO money_entry (transfer_id, account_id, hall_id, currency, amount_minor)
    SELECT transfer_id, account_id, hall_id, currency, 1 FROM money_entry LIMIT 1"""
INTO_ACCOUNTS = """INSERT INTO money_account (id, hall_id, kind, currency, subject_id, group_id, balance_minor)
    SELECT gen_random_uuid(), hall_id, 'payable', 'EUR', gen_random_uuid(), gen_random_uuid(), 1000000
      FROM money_account LIMIT 1"""


@pytest.mark.parametrize(
    "write",
    [
        INTO_TRANSFERS,
        INTO_ENTRIES,
        INTO_ACCOUNTS,
        "UPDATE money_account SET balance_minor = 1000000",
        "DELETE FROM money_entry",
        "TRUNCATE money_entry",
        "SELECT 1 FROM money_account FOR UPDATE",
        "ALTER TABLE money_entry DISABLE TRIGGER ALL",
        "SELECT money_fence('postgres')",
    ],
)
def test_the_apps_role_cannot_write_the_books(booked: UUID, write: str) -> None:
    with as_app(), pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        run(write)


def test_the_apps_role_posts_through_the_door_and_reads(booked: UUID, hall_id: UUID) -> None:
    with as_app():
        book(hall_id, debit(CLEARING, euros(5)), credit(FEE, euros(5)), key="by the app")
        run("SELECT 1")
        assert Entry.objects.count() == 5
        assert invariants.check() == []


def test_the_whole_story_of_money_runs_under_the_apps_role(db: None) -> None:
    """Paid, funded, released, refunded, paid out, with receipts: the web processes need no more than they may."""
    deal = make.make_deal()
    with as_app():
        make.fund(deal)
        make.release(deal, 500_00)
        make.refund(deal, 500_00, fee_back=15_00)
        account = make.save_practice_account(deal)
        request_payout(account.id, amount=euros(400_00), by=deal.as_freelancer)
        jobs.drain()
        assert invariants.check() == []
        assert Account.objects.get(kind="payable").balance_minor == 0


def test_every_side_of_the_chart_is_where_its_category_says() -> None:
    for kind, line in CHART.items():
        grows_by_debit = line.category in ("asset", "expense")
        assert (line.side is Side.DEBIT) == grows_by_debit, kind
