"""Two bonuses, and two tips, at the same moment: one effect for a key, one for each key that was not told to wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from hirehall.contracts.actions.pay_extra import pay_extra
from hirehall.contracts.jobs import settle_now
from hirehall.contracts.models import Contract, ExtraPayment
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor
from hirehall.money import invariants
from hirehall.money.models import Earning, Payment
from hirehall.money.rails.sandbox.models import Charge
from tests.makers.contracts import eur, make_pair
from tests.makers.hourly import hourly_contract
from tests.makers.package import make_shop
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def running_by_the_hour() -> tuple[Contract, Actor]:
    """Where a bonus can be paid while it runs."""
    pair = make_pair()
    return hourly_contract(pair), pair.client


def accepted_order() -> tuple[Contract, Actor]:
    """Where a tip can be paid."""
    shop = make_shop()
    order = shop.delivered()
    accept_order(order.id, by=shop.client)
    jobs.drain()
    return Contract.objects.get(id=order.contract_id), shop.client


BOTH = pytest.mark.parametrize("made", [running_by_the_hour, accepted_order], ids=["bonus", "tip"])


def extras_paid(contract: Contract) -> list[int]:
    """What reached the freelancer, one row for each effect; every count of it must agree."""
    jobs.drain()
    extras = list(ExtraPayment.objects.filter(contract=contract))
    ids = [extra.id for extra in extras]
    assert {extra.state for extra in extras} <= {"paid"}
    earned = sorted(Earning.objects.filter(unit_id__in=ids).values_list("gross_minor", flat=True))
    payments = Payment.objects.filter(unit_id__in=ids)
    charges = Charge.objects.filter(key__in=[payment.rail_key for payment in payments])
    assert len(extras) == len(earned) == payments.count() == charges.count()
    assert Contract.objects.get(id=contract.id).extras == len(extras)
    assert invariants.check() == []
    return earned


@BOTH
def test_one_key_at_the_same_moment_is_paid_once(made: Callable[[], tuple[Contract, Actor]]) -> None:
    contract, client = made()
    pay = partial(pay_extra, contract.id, by=client, amount=eur(50_00), key="one-click")
    outcomes = together(pay, pay, pay)
    assert len({outcome.id for outcome in outcomes}) == 1, outcomes
    assert extras_paid(contract) == [50_00]


@BOTH
def test_two_keys_at_the_same_moment_are_two_payments(
    made: Callable[[], tuple[Contract, Actor]],
) -> None:
    contract, client = made()

    def pay(minor: int) -> ExtraPayment:
        """As a page does it: the payment is asked for, and its answer is settled at once."""
        extra: ExtraPayment = pay_extra(contract.id, by=client, amount=eur(minor), key=f"click-{minor}")
        settle_now(extra.payment_id)
        return extra

    for outcome in together(partial(pay, 30_00), partial(pay, 50_00)):
        assert isinstance(outcome, ExtraPayment), outcome
    assert extras_paid(contract) == [30_00, 50_00]
