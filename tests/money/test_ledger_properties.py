"""Any legal sequence of what can happen with money keeps every invariant, and the model beside it agrees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hirehall.foundation import clock, jobs
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Policy
from hirehall.money import invariants, operations, queries
from hirehall.money.actions.cancel_payout import cancel_payout
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.actions.retry_payout import retry_payout
from hirehall.money.models import Chargeback, Payment, Payout
from hirehall.money.rails.sandbox.models import Charge, PaidOut
from hirehall.money.rails.sandbox.models import Dispute as Case
from hirehall.money.rails.sandbox.rail import SandboxRail, decide_dispute, open_dispute, send_back
from tests.makers import money as make

CURRENCIES = {"EUR": 100, "USD": 100, "JPY": 1}
METHODS = ["instant", "instant", "instant", "paid_twice", "declined", "refunded", "delayed"]
ACCOUNTS = ["SANDBOX-PAYS", "SANDBOX-FAILS-ONCE", "SANDBOX-CLOSED", "SANDBOX-SLOW"]
amounts = st.integers(1, 3_000)
currencies = st.sampled_from(sorted(CURRENCIES))
units = st.integers(0, 2)


class Market(RuleBasedStateMachine):
    """One contract in each currency with three units, its freelancer, and what the model says is where."""

    @initialize()
    def open(self) -> None:
        self.around = transaction.atomic()
        self.around._from_testcase = True  # type: ignore[attr-defined]
        self.around.__enter__()
        self.deals: dict[str, make.Deal] = {}
        self.held: dict[tuple[str, int], int] = {}
        self.owed = dict.fromkeys(CURRENCIES, 0)
        self.on_hold = dict.fromkeys(CURRENCIES, 0)
        self.borne = dict.fromkeys(CURRENCIES, 0)
        self.lent = dict.fromkeys(CURRENCIES, 0)
        self.units = [new_id() for _ in range(3)]
        first = make.make_deal(name=f"M{new_id().hex[-8:]}", payout_minimum_minor=1)
        Policy.objects.update(chargeback_freelancer_percent=100)
        for currency in CURRENCIES:
            self.deals[currency] = make.Deal(first.hall, first.client, first.freelancer)
            self.held.update({(currency, unit): 0 for unit in range(3)})
        self.accounts = {number: make.save_practice_account(first, number) for number in ACCOUNTS}

    def teardown(self) -> None:
        if hasattr(self, "around"):
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)

    def tried(self, enough: bool, call: Callable[[], Any]) -> Any:
        """The call must succeed when the model says that there is enough, and be refused when not."""
        if enough:
            return call()
        with pytest.raises(Refused):
            call()
        return None

    @rule(
        currency=currencies,
        unit=units,
        amount=amounts,
        fee=st.integers(0, 300),
        method=st.sampled_from(METHODS),
    )
    def pay(self, currency: str, unit: int, amount: int, fee: int, method: str) -> None:
        payment = make.begin(
            self.deals[currency], amount, client_fee=fee, currency=currency, method=f"sandbox.{method}",
            unit_id=self.units[unit],
        )  # fmt: skip
        jobs.drain()
        payment.refresh_from_db()
        if method == "delayed":
            assert payment.status == "pending"
            with clock.later(minutes=3):
                jobs.run_sweeps()
            payment.refresh_from_db()
        expected = {"declined": "failed", "refunded": "refunded"}.get(method, "succeeded")
        assert payment.status == expected
        if expected == "succeeded":
            make.settle(payment)
            self.held[currency, unit] += amount

    @rule(currency=currencies, unit=units, amount=amounts, fee=st.integers(0, 300))
    def pay_for_nothing(self, currency: str, unit: int, amount: int, fee: int) -> None:
        payment = make.begin(
            self.deals[currency], amount, client_fee=fee, currency=currency, unit_id=self.units[unit]
        )
        jobs.drain()
        payment.refresh_from_db()
        with transaction.atomic():
            operations.return_payment(payment, reason="Not needed.", by=make.ENGAGEMENT)
        jobs.drain()

    @rule(currency=currencies, unit=units, amount=amounts, fee=st.integers(0, 100), waits=st.booleans())
    def release(self, currency: str, unit: int, amount: int, fee: int, waits: bool) -> None:
        fee_minor = amount * fee // 100
        available_at = clock.now() + timedelta(days=400) if waits else clock.now()
        enough = amount <= self.held[currency, unit]
        made = self.tried(
            enough,
            lambda: make.release(
                self.deals[currency], amount, fee=fee_minor, currency=currency, available_at=available_at,
                unit_id=self.units[unit],
            ),
        )  # fmt: skip
        if made:
            self.held[currency, unit] -= amount
            self.owed[currency] += amount - fee_minor
            self.on_hold[currency] += (amount - fee_minor) if waits else 0

    @rule(currency=currencies, giver=units, taker=units, amount=amounts)
    def roll(self, currency: str, giver: int, taker: int, amount: int) -> None:
        def move() -> Any:
            with transaction.atomic():
                deal = self.deals[currency]
                return operations.roll(
                    hall_id=deal.hall.id, contract_id=deal.contract_id, from_unit_id=self.units[giver],
                    to_unit_id=self.units[taker], amount=Money(amount, currency), key=f"roll:{new_id()}",
                    by=make.ENGAGEMENT,
                )  # fmt: skip

        if giver != taker and self.tried(amount <= self.held[currency, giver], move):
            self.held[currency, giver] -= amount
            self.held[currency, taker] += amount

    @rule(currency=currencies, unit=units, amount=amounts)
    def refund(self, currency: str, unit: int, amount: int) -> None:
        enough = amount <= self.held[currency, unit]
        made = self.tried(
            enough,
            lambda: make.refund(self.deals[currency], amount, currency=currency, unit_id=self.units[unit]),
        )
        if made:
            assert sum(part.amount_minor for part in made) == amount
            self.held[currency, unit] -= amount
            jobs.drain()

    @rule(currency=currencies, amount=amounts, number=st.sampled_from(ACCOUNTS), cancel=st.booleans())
    def pay_out(self, currency: str, amount: int, number: str, cancel: bool) -> None:
        by = self.deals[currency].as_freelancer
        enough = amount <= self.owed[currency] - self.on_hold[currency] - self.lent[currency]
        payout = self.tried(
            enough,
            lambda: request_payout(self.accounts[number].id, amount=Money(amount, currency), by=by),
        )
        if payout is None:
            return
        if cancel:
            cancel_payout(payout.id, by=by)
        jobs.drain()
        payout.refresh_from_db()
        if payout.status in ("paid", "sending"):
            self.owed[currency] -= amount

    @rule()
    def slow_payouts_arrive(self) -> None:
        with clock.later(minutes=3):
            jobs.run_sweeps()
        assert not Payout.objects.filter(status="sending").exists()

    @precondition(lambda self: Payout.objects.filter(status="failed").exists())
    @rule(number=st.sampled_from(ACCOUNTS))
    def try_again(self, number: str) -> None:
        payout = Payout.objects.filter(status="failed").latest("id")
        free = self.owed[payout.currency] - self.on_hold[payout.currency] - self.lent[payout.currency]
        again = self.tried(
            payout.amount_minor <= free,
            lambda: retry_payout(
                payout.id, destination_id=self.accounts[number].id, by=self.deals["EUR"].as_freelancer
            ),
        )
        if again is not None:
            jobs.drain()
            payout.refresh_from_db()
            if payout.status in ("paid", "sending"):
                self.owed[payout.currency] -= payout.amount_minor

    @precondition(lambda self: PaidOut.objects.filter(state="paid").exists())
    @rule()
    def a_bank_sends_back(self) -> None:
        paid = PaidOut.objects.filter(state="paid").latest("id")
        with transaction.atomic():
            send_back(paid)
        jobs.drain()
        self.owed[paid.currency] += paid.total_minor

    @precondition(lambda self: chargeable().exists())
    @rule(wins=st.booleans(), payout_first=st.booleans())
    def a_bank_takes_a_payment_back(self, wins: bool, payout_first: bool) -> None:
        """Opened, decided and settled: what is held of it is gone, and the freelancer bears the rest."""
        payment = chargeable().latest("id")
        charge = Charge.objects.get(key=payment.rail_key)
        with transaction.atomic():
            open_dispute(charge)
        jobs.drain()
        charge.refresh_from_db()
        if not charge.dispute:
            return
        with pytest.raises(Refused):
            make.refund(self.deals[payment.currency], 1, currency=payment.currency, unit_id=payment.unit_id)
        with transaction.atomic():
            decide_dispute(charge, as_case=Case.WON if wins else Case.LOST)
        jobs.drain()
        if wins:
            return
        row = queries.chargeback(Chargeback.objects.get(payment=payment).id)
        unit, currency = self.units.index(payment.unit_id), payment.currency
        taken = min(queries.still_held_at_most(row).minor, self.held[currency, unit])
        with transaction.atomic():
            settled = operations.settle_chargeback(
                row,
                from_escrow={payment.unit_id: Money(taken, currency)} if taken else {},
                by=make.ENGAGEMENT,
            )
        self.held[currency, unit] -= taken
        self.borne[currency] += settled.from_hall_minor
        self.lent[currency] += settled.from_freelancer_minor

    @invariant()
    def the_books_are_right(self) -> None:
        if not hasattr(self, "held"):
            return
        short = {broken.name for broken in invariants.check()}
        assert short <= ({invariants.COVERED} if any([*self.borne.values(), *self.lent.values()]) else set())
        freelancer, hall = self.deals["EUR"].freelancer, self.deals["EUR"].hall
        for currency, deal in self.deals.items():
            held = queries.escrow_by_unit(deal.contract_id)
            for unit, unit_id in enumerate(self.units):
                assert held.get(unit_id, Money(0, currency)).minor == self.held[currency, unit]
            balance = queries.balance_of(freelancer.id, hall, currency)
            assert balance.coming_total.minor == self.on_hold[currency]
            due = self.owed[currency] - self.on_hold[currency] - self.lent[currency]
            assert balance.available.minor == max(due, 0)
            assert SandboxRail().holds(currency).minor == clearing(currency)
            waiting = Payment.objects.filter(currency=currency, status="pending")
            assert not waiting.exists()


def chargeable() -> QuerySet[Payment]:
    """Payments in escrow that no bank has wanted back yet."""
    return Payment.objects.filter(funded_at__isnull=False, status="succeeded", chargebacks=None)


def clearing(currency: str) -> int:
    return sum(
        minor for _, kind, code, minor in invariants.trial_balance() if (kind, code) == ("clearing", currency)
    )


@pytest.mark.django_db
def test_any_legal_sequence_keeps_the_books_right() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Market,
        settings=settings(
            max_examples=6,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
