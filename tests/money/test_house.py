"""Postings of the house itself: primitives that no page uses yet, and what they must never touch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.money import operations
from hirehall.money.actions.fill_guarantee import fill_guarantee
from hirehall.money.invariants import trial_balance
from hirehall.money.models import Earning, Payment
from tests.makers import money as make
from tests.makers.base import make_person, staff_of

pytestmark = pytest.mark.usefixtures("books")


def sums(currency: str = "EUR") -> dict[str, int]:
    return {kind: minor for _, kind, code, minor in trial_balance() if minor and code == currency}


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@contextmanager
def nothing_moves() -> Iterator[None]:
    before = trial_balance()
    yield
    assert trial_balance() == before


def test_a_tip_is_a_payment_and_a_release_without_a_fee(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal, 25_00, client_fee=0)
    make.release(deal, 25_00, fee=0)
    assert sums() == {"clearing": 25_00, "payable": -25_00}


def test_the_rails_own_fee_is_the_halls_expense(db: None) -> None:
    deal = make.make_deal()
    payment: Payment = make.fund(deal)
    for _ in range(2):  # told twice, booked once
        with transaction.atomic():
            operations.book_rail_fee(
                deal.hall.id, eur(15_20), key=f"rail_fee:{payment.id}", cause_id=payment.id
            )
    assert sums() == {"clearing": 1_014_80, "rail_fee": 15_20, "escrow": -1_000_00, "client_fee": -30_00}


def test_settled_money_is_swept_only_as_far_as_it_is_the_halls_own(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    with transaction.atomic():
        operations.book_settlement(deal.hall.id, eur(1_030_00), key="settlement:1")
    with nothing_moves(), pytest.raises(Refused) as refused, transaction.atomic():
        operations.sweep_fees(deal.hall.id, eur(1), key="sweep:1")  # the fee goes back if the work does
    assert refused.value.code == "money.owed_to_members"
    make.release(deal, fee=0)
    with nothing_moves(), pytest.raises(Refused) as refused, transaction.atomic():
        operations.sweep_fees(deal.hall.id, eur(30_01), key="sweep:1")
    assert refused.value.code == "money.owed_to_members"
    assert refused.value.sentence.startswith("Only €30.00 is the hall’s own")
    with transaction.atomic():
        operations.sweep_fees(deal.hall.id, eur(30_00), key="sweep:1")
    assert sums() == {"safeguarded": 1_000_00, "operating": 30_00, "payable": -1_000_00, "client_fee": -30_00}


def test_the_guarantee_pot_is_filled_from_fees_alone_and_pays_no_more_than_it_holds(db: None) -> None:
    deal, operator = make.make_deal(), staff_of(make_person("Olga Pot"))
    make.fund(deal)

    def pay(minor: int) -> Earning:
        with transaction.atomic():
            return operations.pay_from_guarantee(
                hall_id=deal.hall.id, contract_id=deal.contract_id, unit_id=deal.unit_id,
                freelancer_id=deal.freelancer.id, amount=eur(minor), available_at=clock.now(),
                key="guarantee_pay:1", by=make.ENGAGEMENT,
            )  # fmt: skip

    with nothing_moves(), pytest.raises(Refused) as refused:  # the client's fee goes back if the work does
        fill_guarantee(deal.hall.id, by=operator, amount=eur(1))
    assert refused.value.code == "money.owed_to_members"
    make.release(deal, fee=0)
    with nothing_moves(), pytest.raises(Refused) as refused:
        fill_guarantee(deal.hall.id, by=operator, amount=eur(30_01))
    assert refused.value.code == "money.owed_to_members"
    with nothing_moves(), pytest.raises(Refused) as refused:
        fill_guarantee(deal.hall.id, by=operator, amount=Money(30, "JPY"))
    assert refused.value.code == "money.currency_mismatch"
    assert fill_guarantee(deal.hall.id, by=operator, amount=eur(20_00)) == eur(20_00)
    with nothing_moves(), pytest.raises(Refused) as refused:  # what is set aside is not the hall's any more
        fill_guarantee(deal.hall.id, by=operator, amount=eur(10_01))
    assert refused.value.code == "money.owed_to_members"
    with nothing_moves(), pytest.raises(Refused) as refused:
        pay(20_01)
    assert refused.value.code == "money.guarantee_short"
    assert pay(15_00) == pay(15_00)  # asked twice, paid once
    assert sums() == {
        "clearing": 1_030_00, "client_fee": -30_00, "set_aside": 20_00,
        "guarantee": -5_00, "payable": -1_015_00,
    }  # fmt: skip


def test_exchange_balances_each_currency_on_its_own(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal, 50_00, client_fee=100_00)
    with transaction.atomic():
        operations.convert(deal.hall.id, eur(100_00), Money(16_250, "JPY"), key="convert:1")
    assert sums() == {"clearing": 50_00, "conversion": 100_00, "escrow": -50_00, "client_fee": -100_00}
    assert sums("JPY") == {"clearing": 16_250, "conversion": -16_250}


@pytest.mark.parametrize("minor", [0, -1])
def test_nothing_and_less_are_refused(db: None, minor: int) -> None:
    deal = make.make_deal()
    for call in (
        operations.top_up,
        operations.book_settlement,
        operations.sweep_fees,
        operations.book_rail_fee,
    ):
        with nothing_moves(), pytest.raises(Refused), transaction.atomic():
            call(deal.hall.id, eur(minor), key="x")
