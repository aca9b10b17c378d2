"""Funding, releasing, rolling on and refunding: exact entries, and refusals that move nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from hirehall.foundation import clock, jobs
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.money import operations, queries
from hirehall.money.invariants import trial_balance
from hirehall.money.models import Account, Earning, Payment, Refund, Transfer
from tests.makers import money as make
from tests.makers.base import actor_of, make_person

pytestmark = pytest.mark.usefixtures("books")


def balances() -> dict[str, int]:
    """Signed sums by kind; debits are positive."""
    return {kind: minor for _, kind, _, minor in trial_balance() if minor}


def test_a_payment_is_booked_when_it_arrives_and_again_when_it_goes_to_escrow(db: None) -> None:
    deal = make.make_deal()
    payment = make.begin(deal)
    assert (payment.status, balances()) == ("pending", {})
    jobs.drain()
    payment.refresh_from_db()
    assert (payment.status, balances()) == ("succeeded", {"clearing": 1_030_00, "client_credit": -1_030_00})
    make.settle(payment)
    assert balances() == {"clearing": 1_030_00, "client_fee": -30_00, "escrow": -1_000_00}
    assert queries.escrow_by_unit(deal.contract_id) == {deal.unit_id: Money(1_000_00, "EUR")}


def test_funding_twice_moves_once(db: None) -> None:
    deal = make.make_deal()
    payment = make.fund(deal)
    make.settle(payment)
    assert Transfer.objects.filter(kind="fund").count() == 1


def test_a_payment_that_has_not_come_in_cannot_be_put_into_escrow(db: None) -> None:
    payment = make.begin(make.make_deal(), method="sandbox.declined")
    with pytest.raises(Refused, match="has not come in") as refused, transaction.atomic():
        operations.post_funding(payment)
    assert (refused.value.code, balances()) == ("payment.not_succeeded", {})


def test_a_stranger_cannot_begin_a_payment_for_somebody_else(db: None) -> None:
    deal = make.make_deal()
    stranger = actor_of(make_person("Stranger"))
    with pytest.raises(Refused) as refused, transaction.atomic():
        operations.begin_payment(
            hall_id=deal.hall.id, contract_id=deal.contract_id, unit_id=deal.unit_id, payer_id=deal.client.id,
            organisation_id=None, amount=Money(100, "EUR"), client_fee=Money(3, "EUR"),
            method="sandbox.instant", by=stranger,
        )  # fmt: skip
    assert (refused.value.code, Payment.objects.count()) == ("money.not_yours_to_pay", 0)


@pytest.mark.parametrize(
    ("amount", "fee", "method", "code"),
    [
        (Money(0, "EUR"), Money(0, "EUR"), "sandbox.instant", "money.amount_not_positive"),
        (Money(100, "EUR"), Money(-1, "EUR"), "sandbox.instant", "money.fee_negative"),
        (Money(100, "EUR"), Money(3, "USD"), "sandbox.instant", "money.currency_mismatch"),
        (Money(100, "EUR"), Money(3, "EUR"), "carrier.pigeon", "money.no_such_method"),
    ],
)
def test_a_payment_that_makes_no_sense_is_refused(
    db: None, amount: Money, fee: Money, method: str, code: str
) -> None:
    deal = make.make_deal()
    with pytest.raises(Refused) as refused, transaction.atomic():
        operations.begin_payment(
            hall_id=deal.hall.id, contract_id=deal.contract_id, unit_id=deal.unit_id, payer_id=deal.client.id,
            organisation_id=None, amount=amount, client_fee=fee, method=method, by=deal.as_client,
        )  # fmt: skip
    assert (refused.value.code, Payment.objects.count()) == (code, 0)


def test_money_never_moves_outside_a_transaction(transactional_db: None) -> None:
    deal = make.make_deal()
    with pytest.raises(RuntimeError, match="inside the transaction"):
        operations.roll(
            hall_id=deal.hall.id, contract_id=deal.contract_id, from_unit_id=deal.unit_id,
            to_unit_id=new_id(), amount=Money(1, "EUR"), key="roll", by=make.ENGAGEMENT,
        )  # fmt: skip


def test_a_release_pays_the_freelancer_and_the_hall(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    earning = make.release(deal)
    assert (earning.gross, earning.fee, earning.net) == (
        Money(1_000_00, "EUR"),
        Money(200_00, "EUR"),
        Money(800_00, "EUR"),
    )
    assert balances() == {
        "clearing": 1_030_00,
        "client_fee": -30_00,
        "freelancer_fee": -200_00,
        "payable": -800_00,
    }


def test_a_release_in_parts_leaves_the_rest_in_escrow(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    make.release(deal, 333_33, fee=66_67)
    assert queries.escrow_of(deal.contract_id) == Money(666_67, "EUR")
    make.release(deal, 666_67, fee=133_33)
    assert queries.escrow_of(deal.contract_id) == Money(0, "EUR")


def test_more_than_held_is_never_released(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    with pytest.raises(Refused) as refused:
        make.release(deal, 1_000_01)
    assert (refused.value.code, Earning.objects.count()) == ("money.not_enough", 0)
    assert queries.escrow_of(deal.contract_id) == Money(1_000_00, "EUR")


def test_the_same_release_again_gives_the_same_earning(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    first = make.release(deal, 500_00, key="release:one:1")
    again = make.release(deal, 500_00, key="release:one:1")
    assert (first.id, Earning.objects.count()) == (again.id, 1)


def test_the_same_key_with_another_amount_is_refused(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    make.release(deal, 500_00, key="release:one:1")
    with pytest.raises(Refused) as refused:
        make.release(deal, 400_00, key="release:one:1")
    assert refused.value.code == "money.key_reused"
    assert queries.escrow_of(deal.contract_id) == Money(500_00, "EUR")


def test_a_fee_above_the_amount_is_refused(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    with pytest.raises(Refused) as refused:
        make.release(deal, 100, fee=101)
    assert refused.value.code == "money.fee_above_amount"


def test_a_release_in_another_currency_finds_nothing(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    with pytest.raises(Refused) as refused:
        make.release(deal, 100, currency="USD")
    assert refused.value.code == "money.not_enough"


def test_the_rest_of_a_part_release_rolls_on(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    make.release(deal, 600_00)
    following = new_id()
    with transaction.atomic():
        operations.roll(
            hall_id=deal.hall.id, contract_id=deal.contract_id, from_unit_id=deal.unit_id,
            to_unit_id=following, amount=Money(400_00, "EUR"), key="roll:1", by=make.ENGAGEMENT,
        )  # fmt: skip
    assert queries.escrow_by_unit(deal.contract_id) == {
        deal.unit_id: Money(0, "EUR"),
        following: Money(400_00, "EUR"),
    }


def test_a_refund_goes_back_with_its_part_of_the_fee(db: None) -> None:
    deal = make.make_deal()
    payment = make.fund(deal)
    [back] = make.refund(deal, 400_00, fee_back=12_00)
    assert balances() == {
        "clearing": 1_030_00,
        "client_fee": -18_00,
        "escrow": -600_00,
        "client_credit": -412_00,
    }
    jobs.drain()
    back.refresh_from_db()
    payment.refresh_from_db()
    assert (back.status, payment.status, payment.refunded) == ("settled", "succeeded", Money(412_00, "EUR"))
    assert balances() == {"clearing": 618_00, "client_fee": -18_00, "escrow": -600_00}
    assert back.transfer is not None
    assert back.transfer.reverses == Transfer.objects.get(key=f"fund:{payment.id}")


def test_a_refund_of_everything_makes_the_payment_refunded(db: None) -> None:
    deal = make.make_deal()
    payment = make.fund(deal)
    make.refund(deal, 1_000_00, fee_back=30_00)
    jobs.drain()
    payment.refresh_from_db()
    assert (payment.status, balances()) == ("refunded", {})


def test_a_refund_goes_back_along_the_payments_that_brought_the_money_newest_first(db: None) -> None:
    deal = make.make_deal()
    first = make.fund(deal, 100_00, client_fee=3_00)
    second = make.fund(deal, 50_00, client_fee=1_50)
    parts = make.refund(deal, 120_00, fee_back=3_60)
    assert [(part.payment_id, part.amount_minor, part.client_fee_minor) for part in parts] == [
        (second.id, 50_00, 1_50),
        (first.id, 70_00, 2_10),
    ]


def test_rolled_money_goes_back_along_the_payment_of_the_unit_that_brought_it(db: None) -> None:
    deal = make.make_deal()
    payment = make.fund(deal)
    following = new_id()
    with transaction.atomic():
        operations.roll(
            hall_id=deal.hall.id, contract_id=deal.contract_id, from_unit_id=deal.unit_id,
            to_unit_id=following, amount=Money(400_00, "EUR"), key="roll:1", by=make.ENGAGEMENT,
        )  # fmt: skip
    [part] = make.refund(deal, 400_00, unit_id=following)
    assert (part.payment_id, part.unit_id) == (payment.id, following)


def test_the_same_refund_again_gives_the_same_refunds(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    first = make.refund(deal, 100_00, key="refund:one:1")
    assert [part.id for part in make.refund(deal, 100_00, key="refund:one:1")] == [first[0].id]
    with pytest.raises(Refused) as refused:
        make.refund(deal, 200_00, key="refund:one:1")
    assert (refused.value.code, Refund.objects.count()) == ("money.key_reused", 1)


def test_more_than_was_paid_never_goes_back(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    with pytest.raises(Refused) as refused:
        make.refund(deal, 1_000_01)
    assert refused.value.code == "money.more_than_paid"


def test_more_fee_than_was_paid_never_goes_back(db: None) -> None:
    deal = make.make_deal()
    payment = make.fund(deal)
    with pytest.raises(Refused) as refused:
        make.refund(deal, 1_000_00, fee_back=payment.client_fee.minor + 1)
    assert (refused.value.code, Refund.objects.count()) == ("money.more_than_paid", 0)


def test_released_money_cannot_be_refunded(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    make.release(deal, 900_00)
    with pytest.raises(Refused) as refused:
        make.refund(deal, 100_01)
    assert (refused.value.code, Refund.objects.count()) == ("money.not_enough", 0)


def test_a_payment_that_is_no_longer_needed_goes_back_in_full(db: None) -> None:
    deal = make.make_deal()
    payment = make.begin(deal)
    jobs.drain()
    payment.refresh_from_db()
    with transaction.atomic():
        first = operations.return_payment(payment, reason="The contract has ended.", by=make.ENGAGEMENT)
        assert (
            operations.return_payment(payment, reason="The contract has ended.", by=make.ENGAGEMENT) == first
        )
    jobs.drain()
    payment.refresh_from_db()
    assert (payment.status, balances()) == ("refunded", {})
    assert Account.objects.get(kind="client_credit").balance_minor == 0


def test_a_payment_in_escrow_is_not_returned_behind_the_contracts_back(db: None) -> None:
    payment = make.fund(make.make_deal())
    with pytest.raises(Refused) as refused, transaction.atomic():
        operations.return_payment(payment, reason="No.", by=make.ENGAGEMENT)
    assert refused.value.code == "payment.used"


@pytest.mark.parametrize(("currency", "amount"), [("EUR", 1_000_00), ("USD", 1_000_00), ("JPY", 1_000)])
def test_each_currency_keeps_books_of_its_own(db: None, currency: str, amount: int) -> None:
    deal = make.make_deal()
    make.fund(deal, amount, client_fee=amount * 3 // 100, currency=currency)
    make.release(deal, amount, currency=currency)
    balance = queries.balance_of(deal.freelancer.id, deal.hall, currency)
    assert balance.available == Money(amount * 4 // 5, currency)
    other = queries.balance_of(deal.freelancer.id, deal.hall, "GBP")
    assert other.total == Money(0, "GBP")


def test_a_balance_says_what_is_available_held_coming_and_on_its_way(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    soon = clock.now() + timedelta(days=5)
    make.release(deal, 300_00)
    make.release(deal, 200_00, available_at=soon)
    balance = queries.balance_of(deal.freelancer.id, deal.hall)
    assert (balance.available, balance.held, balance.on_the_way) == (
        Money(240_00, "EUR"),
        Money(500_00, "EUR"),
        Money(0, "EUR"),
    )
    assert [(item.available_at, item.amount) for item in balance.coming] == [(soon, Money(160_00, "EUR"))]
    with clock.later(days=6):
        assert queries.balance_of(deal.freelancer.id, deal.hall).available == Money(400_00, "EUR")


def test_a_contracts_lines_tell_every_cent(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    make.release(deal)
    lines = queries.contract_lines(deal.contract_id)
    assert [(line.text, line.amount.minor) for line in lines] == [
        ("Received from the client", 1_030_00),
        ("Put into escrow", 1_030_00),
        ("Released to the freelancer", 1_000_00),
    ]
    assert [(part.account, part.amount.minor) for part in lines[2].parts] == [
        ("escrow", -1_000_00),
        ("payable", 800_00),
        ("freelancer_fee", 200_00),
    ]
