"""Two at the same moment: real transactions in real threads, and exactly one effect.

Each race is first run against a deliberately naive version that stands here: it must go wrong, or the test
would prove nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from hirehall.foundation import jobs
from hirehall.foundation.actor import system
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Policy
from hirehall.money import invariants, queries, rails
from hirehall.money import operations as money_operations
from hirehall.money.actions.cancel_payout import cancel_payout
from hirehall.money.actions.keep_back_debt import keep_back_debt
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.actions.remove_destination import remove_destination
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.actions.take_in_event import take_in_event
from hirehall.money.models import Account, Chargeback, Earning, Payment, Payout, RailEvent, Transfer
from hirehall.money.operations.payouts import lock_payee, start_attempt
from hirehall.money.queries.balances import available_of
from hirehall.money.rails.driving import drive_payout, handle_event
from hirehall.money.rails.interface import Charge as RailCharge
from hirehall.money.rails.interface import Collected, Dispute, Event, Outcome
from hirehall.money.rails.sandbox.models import Charge, PaidOut, Told
from tests.makers import money as make

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PATIENCE_SECONDS = 30


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Start every call at the same moment, each on a connection of its own; answers results and refusals."""
    gate = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            gate.wait(PATIENCE_SECONDS)
            return call()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(PATIENCE_SECONDS) for future in [pool.submit(run, call) for call in calls]]


def refusals(results: list[Any]) -> list[str]:
    return sorted(result.code for result in results if isinstance(result, Refused))


class Meeting:
    """Makes the threads of a naive version meet between looking and leaping, so that they surely collide."""

    def __init__(self, count: int) -> None:
        self.barrier = threading.Barrier(count)

    def __call__(self) -> None:
        self.barrier.wait(PATIENCE_SECONDS)


@pytest.fixture
def deal() -> make.Deal:
    deal = make.make_deal()
    make.fund(deal)
    jobs.drain()
    return deal


def held(deal: make.Deal) -> int:
    return Account.objects.get(kind="escrow", subject_id=deal.unit_id).balance_minor or 0


def test_a_naive_release_pays_twice(deal: make.Deal) -> None:
    """Looks first, then writes what it worked out: both see the full escrow."""
    meet = Meeting(2)

    def naive() -> int:
        with transaction.atomic():
            left = held(deal) - 1_000_00
            meet()
            if left < 0:
                raise Refused("naive.not_enough", "Not enough.")
            Account.objects.filter(kind="escrow").update(balance_minor=left)
            return 1_000_00

    assert sum(at_once(naive, naive)) == 2_000_00
    assert {broken.name for broken in invariants.check()} == {"kept_balance_is_the_sum_of_its_entries"}


def test_two_releases_of_the_same_money_make_one(deal: make.Deal) -> None:
    results = at_once(lambda: make.release(deal, 1_000_00), lambda: make.release(deal, 1_000_00))
    assert refusals(results) == ["money.not_enough"]
    assert (Earning.objects.count(), held(deal)) == (1, 0)
    assert invariants.check() == []


def test_the_same_release_from_two_sides_is_one(deal: make.Deal) -> None:
    """Two requests for one business event: the second waits for the first and gets its earning."""
    results = at_once(*[lambda: make.release(deal, 600_00, key="release:one:1")] * 8)
    assert len({earning.id for earning in results}) == 1
    assert (Earning.objects.count(), held(deal)) == (1, 400_00)
    assert FactRow.objects.filter(name="money.released").count() == 1
    assert invariants.check() == []


def test_releases_and_refunds_at_once_never_take_more_than_was_held(deal: make.Deal) -> None:
    calls: list[Callable[[], Any]] = [lambda: make.release(deal, 150_00) for _ in range(5)]
    calls += [lambda: make.refund(deal, 150_00, fee_back=4_50) for _ in range(5)]
    results = at_once(*calls)
    assert len(refusals(results)) == 4
    assert held(deal) == 100_00
    assert invariants.check() == []


def test_many_contracts_at_once_do_not_wait_for_each_other_forever(deal: make.Deal) -> None:
    """Every posting touches the same fee and clearing accounts: no deadlock, nothing lost."""
    deals = [make.Deal(deal.hall, deal.client, deal.freelancer) for _ in range(8)]
    for one in deals:
        make.fund(one, 100_00, client_fee=3_00)

    def trade(one: make.Deal) -> None:
        for _ in range(10):
            make.release(one, 10_00)

    at_once(*[lambda one=one: trade(one) for one in deals])
    assert Earning.objects.count() == 80
    assert queries.balance_of(deal.freelancer.id, deal.hall).available == Money(640_00, "EUR")
    assert invariants.check() == []


def test_a_naive_settle_books_a_payment_twice() -> None:
    """Page and webhook both find it pending, and both book it."""
    payment, meet = make.begin(make.make_deal()), Meeting(2)

    def naive() -> int:
        with transaction.atomic():
            found = Payment.objects.get(id=payment.id)
            meet()
            return found.total.minor if found.status == "pending" else 0

    assert sum(at_once(naive, naive)) == 2 * payment.total.minor


def test_page_job_and_event_settle_a_payment_once() -> None:
    payment = make.begin(make.make_deal())
    results = at_once(*[lambda: rails.drive(payment.id)] * 6)
    assert {result.status for result in results} == {"succeeded"}
    told = Told.objects.get()
    event = Event(f"ev_{told.id.hex}", told.kind, told.about)
    rows = at_once(*[lambda: take_in_event("sandbox", event=event, by=system("rail"))] * 6)
    assert len({row.id for row in rows}) == 1
    at_once(*[lambda: handle_event(rows[0].id)] * 3, *[lambda: rails.drive(payment.id)] * 3)
    jobs.drain()
    assert Charge.objects.get().times == 1
    assert Transfer.objects.filter(kind="receive").count() == 1
    assert FactRow.objects.filter(name="payment.succeeded").count() == 1
    assert RailEvent.objects.filter(handled_at=None).count() == 0
    assert invariants.check() == []


def test_a_second_charge_goes_back_once_however_many_notice_it() -> None:
    payment = make.begin(make.make_deal(), method="sandbox.paid_twice")
    at_once(*[lambda: rails.drive(payment.id)] * 6)
    jobs.drain()
    assert sorted(Payment.objects.values_list("status", flat=True)) == ["refunded", "succeeded"]
    assert invariants.check() == []


def test_funding_by_two_settlers_fills_escrow_once() -> None:
    deal = make.make_deal()
    payment = make.begin(deal)
    jobs.drain()
    at_once(*[lambda: make.settle(Payment.objects.get(id=payment.id))] * 6)
    assert held(deal) == 1_000_00
    assert Transfer.objects.filter(kind="fund").count() == 1
    assert invariants.check() == []


def earned(deal: make.Deal) -> UUID:
    make.release(deal, 1_000_00)
    return make.save_practice_account(deal).id


def test_a_naive_payout_pays_money_that_is_on_hold(deal: make.Deal) -> None:
    """The ledger keeps what is owed above zero, but only the payee's lock knows what may leave already."""
    from hirehall.foundation import clock

    make.release(deal, 500_00)
    make.release(deal, 500_00, available_at=clock.now().replace(year=clock.now().year + 1))
    destination, meet = make.save_practice_account(deal), Meeting(2)

    def naive() -> Payout:
        with transaction.atomic():
            enough = available_of(deal.freelancer.id, deal.hall.id, "EUR") >= Money(400_00, "EUR")
            meet()
            assert enough
            payout = Payout.objects.create(
                hall=deal.hall, person=deal.freelancer, destination=destination, amount_minor=400_00,
                currency="EUR", requested_at=clock.now(),
            )  # fmt: skip
            start_attempt(payout)
            return payout

    assert len(at_once(naive, naive)) == 2
    assert Account.objects.get(kind="payable").balance_minor == 0, "money on hold has left"


def test_two_payouts_of_the_same_money_make_one(deal: make.Deal) -> None:
    destination_id, by = earned(deal), deal.as_freelancer
    results = at_once(
        *[lambda: request_payout(destination_id, amount=Money(800_00, "EUR"), by=by) for _ in range(4)]
    )
    assert refusals(results) == ["payout.more_than_available"] * 3
    assert Payout.objects.count() == 1
    assert invariants.check() == []


def test_a_double_click_with_one_key_asks_once(deal: make.Deal) -> None:
    destination_id, by = earned(deal), deal.as_freelancer
    results = at_once(
        *[lambda: request_payout(destination_id, amount=Money(100_00, "EUR"), by=by, key="click")] * 6  # type: ignore[call-arg]
    )
    assert len({payout.id for payout in results}) == 1
    assert Payout.objects.count() == 1
    assert invariants.check() == []


def test_a_payout_is_cancelled_or_sent_and_never_both(deal: make.Deal) -> None:
    destination_id, by = earned(deal), deal.as_freelancer
    for _ in range(4):
        payout = request_payout(destination_id, amount=Money(100_00, "EUR"), by=by)
        at_once(lambda: cancel_payout(payout.id, by=by), lambda: drive_payout(payout.id))  # noqa: B023 - runs at once
        payout.refresh_from_db()
        sent = PaidOut.objects.filter(key=payout.rail_key).exists()
        assert (payout.status, sent) in {("cancelled", False), ("paid", True)}
    jobs.drain()
    assert invariants.check() == []


def test_a_payout_driven_by_many_workers_is_sent_once(deal: make.Deal) -> None:
    destination_id, by = earned(deal), deal.as_freelancer
    payout = request_payout(destination_id, amount=Money(800_00, "EUR"), by=by)
    at_once(*[lambda: drive_payout(payout.id)] * 6)
    jobs.drain()
    assert PaidOut.objects.count() == 1
    assert Transfer.objects.filter(kind="payout_settle").count() == 1
    assert FactRow.objects.filter(name="payout.paid").count() == 1
    assert invariants.check() == []


def test_a_destination_is_removed_or_paid_to_and_never_both(
    deal: make.Deal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The destination is there when the payout is asked for; before the payout is written, it is removed."""
    destination_id, by = earned(deal), deal.as_freelancer
    found, tried = threading.Event(), threading.Event()

    def lock_payee_slowly(hall_id: UUID, person_id: UUID) -> Any:
        found.set()
        tried.wait(1)
        return lock_payee(hall_id, person_id)

    def remove() -> Any:
        found.wait(PATIENCE_SECONDS)
        try:
            return remove_destination(destination_id, by=by)
        finally:
            tried.set()

    monkeypatch.setattr("hirehall.money.actions.request_payout.lock_payee", lock_payee_slowly)
    results = at_once(lambda: request_payout(destination_id, amount=Money(100_00, "EUR"), by=by), remove)
    assert refusals(results) == ["destination.in_use"]
    assert Payout.objects.get().destination.number


def disputing(deal: make.Deal, payment: Payment, outcome: Outcome = Outcome.PENDING) -> Callable[[], Payment]:
    """The rail's word that the client's bank wants a payment back."""
    dispute = Dispute("dp_race", payment.total, outcome)
    told = Collected(Outcome.SUCCEEDED, (RailCharge(payment.reference, payment.total, dispute=dispute),))
    return lambda: record_collection(payment.id, collected=told, by=system("rail"))


def test_a_chargeback_told_by_eight_events_at_once_is_one(deal: make.Deal) -> None:
    payment = Payment.objects.get(status="succeeded")
    at_once(*[disputing(deal, payment)] * 8)
    assert Chargeback.objects.count() == 1
    assert Transfer.objects.filter(kind="dispute").count() == 1
    assert FactRow.objects.filter(name="chargeback.opened").count() == 1
    at_once(*[disputing(deal, payment, Outcome.FAILED), disputing(deal, payment, Outcome.SUCCEEDED)] * 3)
    row = Chargeback.objects.get()
    assert Transfer.objects.filter(kind="dispute_won").count() == (1 if row.status == "won" else 0)
    assert FactRow.objects.filter(name__in=["chargeback.won", "chargeback.lost"]).count() == 1
    assert invariants.check() == []


def test_a_chargeback_against_a_release_and_a_refund_at_once_loses_nothing(deal: make.Deal) -> None:
    """Whoever comes first: the sum of what left escrow and what the bank takes is never more than came in."""
    payment = Payment.objects.get(status="succeeded")
    at_once(
        lambda: make.release(deal, 600_00),
        disputing(deal, payment, Outcome.FAILED),
        lambda: make.refund(deal, 400_00, fee_back=12_00),
    )
    assert Chargeback.objects.get().status == "lost"
    for move in (lambda: make.release(deal, 1), lambda: make.refund(deal, 1)):
        with pytest.raises(Refused):
            move()
    assert {broken.name for broken in invariants.check()} <= {invariants.COVERED}

    def settle() -> Any:
        with transaction.atomic():
            row = Chargeback.objects.select_related("payment").get()
            part = min(queries.still_held_at_most(row).minor, held(deal))
            taken = {deal.unit_id: Money(part, "EUR")} if part else {}
            return money_operations.settle_chargeback(row, from_escrow=taken, by=make.ENGAGEMENT)

    at_once(settle)
    at_once(settle, settle)
    assert Transfer.objects.filter(kind="dispute_lost").count() == 1
    assert {broken.name for broken in invariants.check()} <= {invariants.COVERED}
    assert held(deal) == 0


def test_a_debt_is_kept_back_once_while_payouts_are_asked_for(deal: make.Deal) -> None:
    Policy.objects.update(chargeback_freelancer_percent=100)
    make.release(deal, 1_000_00)
    account = make.save_practice_account(deal)
    request_payout(account.id, amount=Money(800_00, "EUR"), by=deal.as_freelancer)
    jobs.drain()
    payment = Payment.objects.get(status="succeeded")
    disputing(deal, payment, Outcome.FAILED)()
    with transaction.atomic():
        money_operations.settle_chargeback(Chargeback.objects.get(), from_escrow={}, by=make.ENGAGEMENT)
    other = make.Deal(deal.hall, deal.client, deal.freelancer)
    make.fund(other, 2_000_00)
    make.release(other, 2_000_00)
    results = at_once(
        *[lambda: request_payout(account.id, amount=Money(800_00, "EUR"), by=deal.as_freelancer)] * 3,
        *[
            lambda: keep_back_debt(
                deal.hall.id, deal.freelancer.id, currency="EUR", by=system("clock")
            )
        ]
        * 2,
    )  # fmt: skip
    assert refusals(results) == ["payout.more_than_available"] * 2
    assert queries.owed_by(deal.freelancer.id, deal.hall.id, "EUR").minor == 0
    assert Transfer.objects.filter(kind="keep_back").count() == 1
