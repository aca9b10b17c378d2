"""Every page renders for both sides, and what a form does is what its action does."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirehall.contracts.models import Contract, Offer
from hirehall.engagements.hourly import queries
from hirehall.engagements.hourly.actions.dispute_entry import contest_entry, dispute_entry
from hirehall.engagements.hourly.actions.hold_week import pay_week
from hirehall.engagements.hourly.actions.make_offer import make_offer
from hirehall.engagements.hourly.models import Entry, Week
from hirehall.engagements.hourly.states import EntryState, State
from hirehall.foundation import clock, jobs
from hirehall.people.models import Person
from tests.makers.contracts import Pair, make_pair
from tests.makers.hourly import at, first_week, held, hour_terms, hourly_contract, in_review, log

ROOM_PAGE = 12


def signed_in(pair: Pair, side: str) -> Client:
    browser = Client()
    actor = pair.client if side == "client" else pair.freelancer
    browser.force_login(
        Person.objects.get(id=actor.person_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return browser


def see(pair: Pair, side: str, name: str, about: object) -> str:
    page = signed_in(pair, side).get(reverse(f"hourly:{name}", args=[about]))
    assert page.status_code == 200, (name, side)
    return page.content.decode()


@pytest.mark.parametrize("side", ["client", "freelancer"])
def test_every_page_renders_for_both_sides(
    pair: Pair, side: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    contract, entries = in_review(pair)
    with at(days=8):
        dispute_entry(entries[0].id, by=pair.client, reason="Nobody asked for this.")
        contest_entry(entries[0].id, by=pair.freelancer, answer="You did, by telephone.")
    for name in ("contract", "end", "new_terms"):
        see(pair, side, name, contract.id)
    room, browser = reverse("hourly:contract", args=[contract.id]), signed_in(pair, side)
    with django_assert_max_num_queries(ROOM_PAGE):
        assert browser.get(room).status_code == 200
    for week in contract.weeks.all():
        see(pair, side, "week", week.id)
        see(pair, side, "fund", week.id)
    for entry in entries:
        see(pair, side, "entry", entry.id)
    offer = make_offer(
        pair.hall.id, by=pair.client, terms=hour_terms(), freelancer_id=pair.freelancer.person_id
    )
    assert "Up to 10 hours" in see(pair, side, "offer", offer.id) or side == "client"


def test_the_breakdown_counts_what_was_worked_and_not_the_cap(pair: Pair) -> None:
    with at(hours=1):
        contract = held(pair)
        before = queries.room_for(pair.client, contract.id).frame.sides
    with at(days=3):
        log(pair, contract, minutes=90)
        after = queries.room_for(pair.client, contract.id).frame.sides
        assert "You pay so far" in see(pair, "client", "contract", contract.id)
    assert (before.work.minor, before.client_pays.minor) == (0, 0)
    week = first_week(contract)
    share = week.client_fee_minor * 90_00 // week.amount_minor
    assert (after.work.minor, after.client_pays.minor, after.count) == (90_00, 90_00 + share, 1)


def test_a_stranger_sees_nothing(pair: Pair) -> None:
    contract, entries = in_review(pair)
    other = make_pair(pair.hall, client="Nadia Brandt", freelancer="Joao Teles")
    browser = signed_in(other, "client")
    for name, about in (
        ("contract", contract.id),
        ("week", first_week(contract).id),
        ("entry", entries[0].id),
    ):
        assert browser.get(reverse(f"hourly:{name}", args=[about])).status_code == 404


def test_the_forms_make_an_offer_a_contract_a_held_week_and_an_entry(pair: Pair) -> None:
    client, freelancer = signed_in(pair, "client"), signed_in(pair, "freelancer")
    with at(hours=1):
        form = {"title": "Support", "scope": "Answer what customers ask.", "rate": "60", "cap_hours": "10"}
        client.post(reverse("hourly:new_offer") + f"?freelancer={pair.freelancer.person_id}", form)
        offer = Offer.objects.get(model="hourly")
        freelancer.post(reverse("hourly:offer_acceptance", args=[offer.id]))
        contract = Contract.objects.get(offer=offer)
        client.post(reverse("hourly:fund", args=[first_week(contract).id]), {"method": "sandbox.instant"})
    assert first_week(contract).state == State.OPEN
    with at(days=2):
        typed = {"day": "2026-11-10", "begins": "09:00", "ends": "10:30", "memo": "Tickets"}
        freelancer.post(reverse("hourly:log", args=[contract.id]), typed)
        wrong = freelancer.post(reverse("hourly:log", args=[contract.id]), typed)
    assert Entry.objects.get(week__contract=contract).minutes == 90
    assert wrong.status_code == 422
    assert "already covers" in wrong.content.decode()


def test_an_entry_is_disputed_and_answered_for_in_the_page(pair: Pair) -> None:
    _, entries = in_review(pair)
    with at(days=8):
        signed_in(pair, "client").post(
            reverse("hourly:dispute", args=[entries[0].id]), {"reason": "Nobody asked for this."}
        )
        signed_in(pair, "freelancer").post(
            reverse("hourly:contest", args=[entries[0].id]), {"answer": "You did, by telephone."}
        )
        signed_in(pair, "client").post(reverse("hourly:split", args=[entries[0].id]), {"minutes": "60"})
        signed_in(pair, "freelancer").post(reverse("hourly:split_acceptance", args=[entries[0].id]))
    entries[0].refresh_from_db()
    assert (entries[0].state, entries[0].split_minutes) == (EntryState.SETTLED, 60)


def test_queries_do_not_grow_with_weeks_and_entries(
    pair: Pair, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with at(hours=1):
        contract = held(pair)
    with django_assert_num_queries(7):
        queries.room_for(pair.client, contract.id)
    with at(days=3):
        log(pair, contract)
        log(pair, contract, hour=12)
    with django_assert_num_queries(7):
        queries.room_for(pair.client, contract.id)


def test_a_week_that_passed_unpaid_is_offered_as_the_week_that_runs(pair: Pair) -> None:
    with at(days=0):
        contract = hourly_contract(pair)
    with at(weeks=2, days=1):
        for name, about in (("contract", contract.id), ("fund", first_week(contract).id)):
            page = see(pair, "client", name, about).lower()
            assert "week of 23 november 2026" in page
            assert "week of 9 november 2026" not in page
        assert Week.objects.get().title == "Week of 9 November 2026", "reading moves nothing"
        pay_week(first_week(contract).id, by=pair.client)
        jobs.drain()
        assert (first_week(contract).title, first_week(contract).state) == (
            "Week of 23 November 2026",
            "open",
        )


def test_a_week_whose_entries_do_not_add_up_to_the_cent_says_why(pair: Pair) -> None:
    with at(days=0):
        contract = held(pair, rate=62_00)
    with at(days=3):
        for day, minutes in ((0, 70), (1, 95), (2, 45)):
            log(pair, contract, days=day, minutes=minutes)
        card = queries.room_for(pair.client, contract.id).cards[-1]
    assert sum(row.amount.minor for row in card.entries) == 216_99
    assert card.worth.minor == 217_00
    assert "€217.00 for all of this time" in card.rounding


def test_the_list_and_the_dashboard_say_whose_turn_it_is(pair: Pair) -> None:
    with at(hours=1):
        contract = hourly_contract(pair)
        assert [turn.button for turn in queries.turns_for(pair.client)] == ["Pay €618"]
        assert queries.turns_for(pair.freelancer) == []
        text = signed_in(pair, "client").get(reverse("contracts:orders")).content.decode()
    assert contract.title in text
    assert Week.objects.filter(contract=contract, starts_at__lte=clock.now()).count() == 1


def test_home_says_what_was_paid_and_no_whole_that_nobody_agreed_on(pair: Pair) -> None:
    hourly_contract(pair)
    pair.contract()
    page = signed_in(pair, "freelancer").get("/home/").content.decode()
    assert "€0 paid</span>" in page
    assert "€0 of €" in page
