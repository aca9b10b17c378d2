"""A client's bank takes a week's money back, and somebody is suspended in the middle of a week."""

from __future__ import annotations

import pytest
from django.db import transaction

from hirehall.contracts.models import Contract
from hirehall.engagements.hourly.actions.log_time import log_time
from hirehall.engagements.hourly.actions.run_timer import discard_timer, start_timer, stop_timer
from hirehall.engagements.hourly.models import Entry, Timer, Week
from hirehall.foundation import jobs
from hirehall.foundation.refused import Refused
from hirehall.money import invariants, queries
from hirehall.money.models import Chargeback
from hirehall.money.rails.sandbox.models import Charge
from hirehall.money.rails.sandbox.models import Dispute as Case
from hirehall.money.rails.sandbox.rail import decide_dispute, open_dispute
from hirehall.people.models import Person
from tests.makers.contracts import Pair, eur
from tests.makers.hourly import MONDAY, at, first_week, held, in_review, log, run


def charge_of(week: Week) -> Charge:
    return Charge.objects.select_for_update().get(key=f"fund:{week.payment_id}")


def opened(week: Week) -> None:
    with transaction.atomic():
        open_dispute(charge_of(week))
    jobs.drain()


def decided(week: Week, case: Case) -> Chargeback:
    with transaction.atomic():
        decide_dispute(charge_of(week), as_case=case)
    jobs.drain()
    return Chargeback.objects.get(payment_id=week.payment_id)


def agrees(contract: Contract) -> None:
    """The books are whole, but for what the hall has to bring in, and each week agrees with them."""
    assert {one.name for one in invariants.check()} <= {invariants.COVERED}
    escrow = queries.escrow_by_unit(contract.id)
    for week in Week.objects.filter(contract=contract).select_related("contract"):
        assert escrow.get(week.id, eur(0)) == week.held


def suspend(pair: Pair) -> None:
    Person.objects.filter(id=pair.freelancer.person_id).update(suspended_at=MONDAY)


def test_a_week_whose_money_a_bank_wants_stands_still_and_runs_on(pair: Pair) -> None:
    contract, _ = in_review(pair)
    week = first_week(contract)
    with at(days=8):
        opened(week)
    with at(days=13):
        run()
        assert first_week(contract).state == "under_review", "nothing is charged while the bank decides"
        with pytest.raises(Refused, match="bank"):
            log(pair, contract, days=8)
        decided(week, Case.WON)
        contract.refresh_from_db()
        assert (contract.state, first_week(contract).review_until > week.review_until) == ("active", True)
        agrees(contract)
    with at(days=19):
        run()
    assert first_week(contract).released_minor == 180_00
    agrees(contract)


def test_a_lost_chargeback_takes_what_is_held_and_no_more(pair: Pair) -> None:
    contract, _ = in_review(pair)
    week = first_week(contract)
    with at(days=8):
        opened(week)
        case = decided(week, Case.LOST)
    assert case.settled_at is not None
    assert first_week(contract).held == eur(0)
    agrees(contract)
    with at(days=13):
        run()
    assert first_week(contract).released_minor == 0
    agrees(contract)


def test_a_bank_may_take_back_a_week_that_was_paid(pair: Pair) -> None:
    contract, _ = in_review(pair)
    week = first_week(contract)
    with at(days=13):
        run()
    with at(days=20):
        opened(week)
        case = decided(week, Case.LOST)
    assert first_week(contract).released_minor == 180_00
    assert case.from_hall_minor + case.from_freelancer_minor >= 180_00
    agrees(contract)


def test_a_week_is_charged_while_its_freelancer_is_suspended(pair: Pair) -> None:
    contract, _ = in_review(pair)
    suspend(pair)
    with at(days=13):
        run()
    assert first_week(contract).released_minor == 180_00
    agrees(contract)


def test_who_is_suspended_stops_no_timer_into_an_entry_but_may_throw_it_away(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair)
        start_timer(contract.id, by=pair.freelancer, memo="Tickets")
    suspend(pair)
    with at(hours=3):
        with pytest.raises(Refused, match="suspended"):
            stop_timer(contract.id, by=pair.freelancer)
        with pytest.raises(Refused, match="suspended"):
            log_time(contract.id, by=pair.freelancer, starts_at=MONDAY, minutes=5, memo="Tickets")
        discard_timer(contract.id, by=pair.freelancer)
    assert (Timer.objects.count(), Entry.objects.count()) == (0, 0)
