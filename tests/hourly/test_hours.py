"""One's own hours: every entry across contracts, by week and by contract, on a page, as a file, and for programs."""

from __future__ import annotations

import csv
from io import StringIO

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirehall.engagements.hourly import queries
from hirehall.engagements.hourly.actions.run_timer import start_timer
from hirehall.engagements.hourly.models import Entry
from hirehall.engagements.hourly.queries import Period
from hirehall.foundation.actor import Actor
from hirehall.people.models import Person
from tests.hourly.test_api import Caller
from tests.makers.contracts import Pair
from tests.makers.hourly import MONDAY, at, held, log, run

PAGE = reverse("hourly:hours")


def signed_in(who: Actor) -> Client:
    browser = Client()
    browser.force_login(Person.objects.get(id=who.person_id))
    return browser


def worked(pair: Pair) -> tuple[str, str]:
    """Two contracts at different rates; time under both in the first week, and under one in the second."""
    with at(hours=1):
        support, texts = held(pair), held(pair, rate=40_00, title="=Texts for the shop")
    with at(days=3):
        log(pair, support, minutes=90)
        log(pair, support, hour=12, minutes=30, memo="Taken off")
        log(pair, texts, days=1, minutes=60, memo="A page about tea")
    with at(days=6):
        run()
    with at(days=9):
        log(pair, texts, days=8, minutes=45, memo="A page about cups")
    Entry.objects.filter(memo="Taken off").update(state="taken_off")
    return str(support.id), str(texts.id)


def test_before_anything_is_written_down_the_page_says_how_to_begin(pair: Pair) -> None:
    assert "No contract by the hour yet" in signed_in(pair.freelancer).get(PAGE).content.decode()
    with at(hours=1):
        contract = held(pair)
        page = signed_in(pair.freelancer).get(PAGE).content.decode()
        assert f"{reverse('hourly:contract', args=[contract.id])}#log" in page


def test_hours_are_summed_by_week_and_by_contract(
    pair: Pair, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _, texts = worked(pair)
    with django_assert_num_queries(4):
        page = queries.hours_page(pair.freelancer, Period())
    assert (page.hours, page.worth) == ("3:15 h", "€160.00"), "what was taken off does not count"
    assert [(week.title, week.hours, len(week.contracts)) for week in page.weeks] == [
        ("Week of 16 November 2026", "0:45 h", 1),
        ("Week of 9 November 2026", "2:30 h", 2),
    ]
    assert page.picture
    assert page.by_contract
    one = queries.hours_page(pair.freelancer, Period(until=MONDAY.date()))
    assert (one.hours, one.worth, one.next_before) == ("1:30 h", "€90.00", None)
    assert queries.hours_page(pair.freelancer, Period(), before=MONDAY.date()).weeks == []
    assert queries.hours_page(pair.client, Period()).contracts == [], "nothing of it is the client’s"
    with at(days=9, hours=12):
        start_timer(texts, by=pair.freelancer, memo="A page about pots")
        shown = (
            signed_in(pair.freelancer).get(PAGE, {"contract": texts, "since": "2026-11-16"}).content.decode()
        )
    assert "Your timer runs: A page about pots" in shown
    assert ("A page about cups" in shown, "A page about tea" in shown) == (True, False)
    assert "No time there" in signed_in(pair.freelancer).get(PAGE, {"until": "2026-01-01"}).content.decode()


def test_own_entries_leave_as_csv_and_by_calls(pair: Pair) -> None:
    support, texts = worked(pair)
    file = signed_in(pair.freelancer).get(reverse("hourly:hours_csv"), {"contract": texts})
    lines = list(csv.DictReader(StringIO(file.content.decode())))
    assert [(line["contract"], line["hours"], line["amount"]) for line in lines] == [
        ("'=Texts for the shop", "1.00", "40.00"),
        ("'=Texts for the shop", "0.75", "30.00"),
    ]
    caller = Caller(pair.freelancer)
    first = caller.call("GET", "entries?limit=3")
    assert [one["memo"] for one in first["items"]] == ["A page about cups", "A page about tea", "Taken off"]
    assert [one["counted_minutes"] for one in first["items"]] == [45, 60, 0]
    rest = caller.call("GET", f"entries?limit=3&after={first['next'].replace('+', '%2B')}")
    assert ([one["contract_id"] for one in rest["items"]], rest["next"]) == ([support], None)
    assert caller.call("GET", f"entries?contract_id={support}&until=2026-11-08")["items"] == []
    assert Caller(pair.client).call("GET", "entries")["items"] == []
