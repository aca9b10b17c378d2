"""A week from the offer to the payment, and what becomes of what was not worked."""

from __future__ import annotations

from hirehall.engagements.hourly.states import State
from hirehall.money import invariants
from hirehall.money import queries as money
from tests.makers.contracts import Pair, eur
from tests.makers.hourly import at, first_week, held, hourly_contract, in_review, log, run, weeks_of


def test_a_contract_starts_with_one_planned_week_and_no_money(pair: Pair) -> None:
    with at(hours=1):
        contract = hourly_contract(pair)
    week = first_week(contract)
    assert (week.state, week.amount, week.cap_minutes, week.title) == (
        State.PLANNED, eur(600_00), 600, "Week of 9 November 2026",
    )  # fmt: skip
    assert not money.escrow_by_unit(contract.id)


def test_the_cap_of_the_first_week_is_held_before_time_can_be_logged(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair)
        first, second = weeks_of(contract)
    assert (first.state, first.held) == (State.OPEN, eur(600_00))
    assert (second.state, second.held) == (State.PLANNED, eur(0))
    assert money.escrow_by_unit(contract.id)[first.id] == eur(600_00)


def test_logged_time_is_paid_when_the_review_ends_and_the_rest_rolls_on(pair: Pair) -> None:
    contract, _ = in_review(pair)
    first = first_week(contract)
    assert (first.state, first.held) == (State.REVIEW, eur(180_00))
    with at(days=12):
        run()
    first.refresh_from_db()
    assert (first.state, first.released_minor, first.rolled_on_minor) == (State.RELEASED, 180_00, 420_00)
    contract.refresh_from_db()
    assert contract.paid == eur(180_00)
    assert invariants.check() == []


def test_the_next_week_is_held_by_the_calendar_with_the_method_chosen_at_the_start(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair)
    with at(days=4):
        run()
        assert weeks_of(contract)[1].state == State.PLANNED
    with at(days=5, hours=1):
        run()
        second = weeks_of(contract)[1]
        assert (second.state, second.held) == (State.OPEN, eur(600_00))
    assert invariants.check() == []


def test_what_was_not_worked_lowers_what_the_week_after_next_costs(pair: Pair) -> None:
    contract, _ = in_review(pair)
    with at(days=12, hours=1):
        run()
        run()
    third = next(week for week in weeks_of(contract) if week.funded_minor and week.state == State.OPEN)
    assert third.held == eur(600_00)
    assert invariants.check() == []


def test_five_weeks_pay_exactly_what_was_logged(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair)
    for number in range(5):
        with at(days=3, weeks=number):
            log(pair, contract, days=7 * number, minutes=90 + number)
        for days in (5.1, 7.1, 7.6, 12.1):
            with at(days=days, weeks=number):
                run()
    paid = [week.released_minor for week in weeks_of(contract) if week.state == State.RELEASED]
    assert paid == [90_00, 91_00, 92_00, 93_00, 94_00]
    assert invariants.check() == []
