"""A timer is kept by the hall: one for each freelancer, and its time becomes an entry within the cap."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.engagements.hourly.actions.end_contract import give_notice
from hirehall.engagements.hourly.actions.run_timer import discard_timer, start_timer, stop_timer
from hirehall.engagements.hourly.models import Entry, Timer
from hirehall.foundation import clock
from hirehall.foundation.refused import Refused
from hirehall.people.models import Person
from tests.hourly.test_pages import see
from tests.look.test_every_page import cookie
from tests.makers.contracts import Pair, make_pair
from tests.makers.hourly import MONDAY, at, held
from tests.races.together import together


def test_a_stopped_timer_is_an_entry_and_an_earlier_stop_counts(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair)
    with at(hours=9):
        start_timer(contract.id, by=pair.freelancer, memo="Tickets")
        assert "Your timer runs: Tickets" in see(pair, "freelancer", "contract", contract.id)
    with at(hours=12):
        entry = stop_timer(
            contract.id, by=pair.freelancer, stopped_at=MONDAY + timedelta(hours=10, minutes=30)
        )
    assert (entry.minutes, entry.source, Timer.objects.count()) == (90, "timer", 0)


def test_a_forgotten_timer_stops_at_the_cap(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair, cap=2)
    with at(hours=9):
        start_timer(contract.id, by=pair.freelancer, memo="Tickets")
    with at(hours=20):
        assert stop_timer(contract.id, by=pair.freelancer).minutes == 120


def test_one_timer_runs_at_a_time_and_it_can_be_thrown_away(pair: Pair) -> None:
    with at(hours=1):
        contract, other = held(pair), held(pair)
        start_timer(contract.id, by=pair.freelancer, memo="Tickets")
        with pytest.raises(Refused, match="runs already"):
            start_timer(other.id, by=pair.freelancer, memo="Tickets")
        with pytest.raises(Refused, match="Not one whole minute"):
            stop_timer(contract.id, by=pair.freelancer)
        discard_timer(contract.id, by=pair.freelancer)
        start_timer(other.id, by=pair.freelancer, memo="Tickets")
        give_notice(other.id, by=pair.client)
    assert (Timer.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_starts_at_once_run_one_timer() -> None:
    pair = make_pair()
    contracts = [held(pair), held(pair)]
    results = together(
        *[lambda one=one: start_timer(one.id, by=pair.freelancer, memo="Tickets") for one in contracts]
    )
    assert sorted(isinstance(one, Refused) for one in results) == [False, True]
    assert Timer.objects.count() == 1


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_stop_without_a_connection_is_kept_and_sent_later(
    chromium: Browser, live_server: LiveServer
) -> None:
    pair = make_pair()
    contract = held(pair)
    start_timer(contract.id, by=pair.freelancer, memo="Tickets")
    Timer.objects.update(started_at=clock.now() - timedelta(minutes=30))
    type(contract).objects.update(started_at=clock.now() - timedelta(hours=2))
    context = chromium.new_context()
    session = cookie(Person.objects.get(id=pair.freelancer.person_id))
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/contracts/hourly/{contract.id}/")
    expect(page.get_by_text("0:30 h so far")).to_be_visible()
    context.set_offline(True)
    page.get_by_role("button", name="Stop and log").click()
    expect(page.get_by_text("There is no connection now")).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_text("Your time is logged.")).to_be_visible()
    assert Entry.objects.get().minutes == 30
    context.close()
