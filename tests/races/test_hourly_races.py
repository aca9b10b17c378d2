"""Two at the same moment over a week: charged once, decided once, and the books are right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hirehall.engagements.hourly.actions.dispute_entry import dispute_entry
from hirehall.engagements.hourly.actions.end_contract import give_notice
from hirehall.engagements.hourly.actions.log_time import log_time
from hirehall.engagements.hourly.actions.run_week import approve_week, charge_week
from hirehall.engagements.hourly.jobs import weekly_run
from hirehall.engagements.hourly.models import Entry, Week
from hirehall.engagements.hourly.states import State
from hirehall.foundation import jobs
from hirehall.foundation.actor import Hat
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money.models import Transfer
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import CLOCK, Pair, make_pair
from tests.makers.hourly import MONDAY, at, first_week, held, in_review
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pair() -> Pair:
    return make_pair()


def refusals(results: list[Any]) -> list[str]:
    assert all(isinstance(one, Refused) or not isinstance(one, Exception) for one in results), results
    return [one.code for one in results if isinstance(one, Refused)]


def at_once(days: float, *calls: Callable[[], Any]) -> list[Any]:
    """Together, each under the moved clock: a thread has its own."""

    def under_clock(call: Callable[[], Any]) -> Callable[[], Any]:
        def run() -> Any:
            with at(days=days):
                return call()

        return run

    return together(*[under_clock(call) for call in calls])


def releases() -> int:
    return Transfer.objects.filter(kind="release").count()


def test_the_clock_and_the_client_charge_a_week_once(pair: Pair) -> None:
    contract, _ = in_review(pair)
    week = first_week(contract)
    with at(days=12):
        calls = [lambda: charge_week(week.id, by=CLOCK), lambda: approve_week(week.id, by=pair.client)] * 2
        assert refusals(at_once(12, *calls)) == ["hourly.released"] * 3
    assert (first_week(contract).released_minor, releases()) == (180_00, 1)
    assert invariants.check() == []


def test_a_dispute_beside_the_release_is_either_held_or_refused(pair: Pair) -> None:
    contract, entries = in_review(pair)
    week = first_week(contract)
    results = at_once(
        11,
        lambda: approve_week(week.id, by=pair.client),
        lambda: dispute_entry(entries[0].id, by=pair.client, reason="Nobody asked for this."),
    )
    week.refresh_from_db()
    refused = refusals(results)
    expected = (State.RELEASED, 180_00) if refused else (State.DISPUTED, 60_00)
    assert (week.state, week.released_minor) == expected
    assert invariants.check() == []


def test_two_weekly_runs_at_once_do_everything_once(pair: Pair) -> None:
    others = [
        replace(pair, freelancer=actor_of(make_person(name, Hat.FREELANCER))) for name in ("Bea", "Cyr")
    ]
    contracts = [in_review(one)[0] for one in (pair, *others)]
    with at(days=12):
        weekly_run(timestamp=0)
        weekly_run(timestamp=0)
        ids = list(Week.objects.filter(state=State.REVIEW).values_list("id", flat=True))
        at_once(12, *[lambda one=one: charge_week(one, by=CLOCK) for one in (*ids, *ids)])
        jobs.drain()
    assert [first_week(one).released_minor for one in contracts] == [180_00] * 3
    assert releases() == 3
    assert invariants.check() == []


def test_the_last_hour_under_the_cap_is_logged_once(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair, cap=1)
    given: dict[str, Any] = {"by": pair.freelancer, "minutes": 60, "memo": "Tickets"}
    results = at_once(
        2,
        *[
            lambda hour=hour: log_time(contract.id, starts_at=MONDAY.replace(hour=hour), **given)
            for hour in (8, 10, 12)
        ],
    )
    assert refusals(results) == ["hourly.over_the_cap"] * 2
    assert Entry.objects.filter(week__contract=contract).count() == 1


def test_both_sides_end_at_once_and_the_money_goes_one_way(pair: Pair) -> None:
    contract, _ = in_review(pair)
    with at(days=8):
        results = at_once(
            8,
            lambda: give_notice(contract.id, by=pair.client),
            lambda: give_notice(contract.id, by=pair.freelancer),
        )
        assert len(refusals(results)) == 1
    with at(days=12):
        weekly_run(timestamp=0)
        jobs.drain()
    contract.refresh_from_db()
    assert (contract.state, contract.paid_minor) == ("ended", 180_00)
    assert invariants.check() == []
