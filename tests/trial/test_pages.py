"""The way through the pages and through the API, and what the pages cost to look at."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.engagements.trial import queries
from hirehall.engagements.trial.models import Match, MatchRequest, Trial
from hirehall.foundation.actor import Actor
from hirehall.people.models import Person
from tests.makers.tokens import Caller
from tests.makers.trial import NOTE, REASON, WHY, Desk, make_desk, trial_again

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(who: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=who.person_id), backend=BACKEND)
    if who.is_staff:
        session = client.session
        session["staff_session_id"] = str(who.staff_session_id)
        session.save()
    return client


def at(name: str, *about: Any) -> str:
    return reverse(name if ":" in name else f"trial:{name}", args=about)


def test_a_match_runs_through_its_pages(desk: Desk) -> None:
    client, freelancer, matcher = browser(desk.client), browser(desk.freelancer), browser(desk.matcher)
    asked = {
        "title": "A checkout that works", "pays": "hour", "rate_least": "40", "rate_most": "70", "weekly_hours": "10",
        "need": "Our checkout fails on telephones; somebody finds out why and repairs it.", "key": "1",
    }  # fmt: skip
    line = client.get(at("quote"), asked).content.decode()
    assert [
        sum_ in line for sum_ in ("€800.00 to €1,400.00", "€824.00 to €1,442.00", "€640.00 to €1,120.00")
    ] == 3 * [True]
    assert "€515.00" in client.get(at("quote"), {"pays": "fixed", "price": "500"}).content.decode()
    assert "Name rates and hours" in client.get(at("quote"), {**asked, "weekly_hours": "x"}).content.decode()
    assert "may also propose people whom it has not vetted" in client.get(at("new")).content.decode()
    too_many = client.post(at("new"), {**asked, "rate_least": "80"})
    assert "The highest rate is at least the lowest one." in too_many.content.decode()
    empty = client.post(
        at("new"), {**asked, "rate_least": "", "rate_most": "", "weekly_hours": ""}
    ).content.decode()
    for says in ("Name the most that you pay for an hour.", "Name 1 to 60 hours a week."):
        assert f"<li>{says}</li>" in empty
    assert "Name the price" not in empty
    fixed = client.post(at("new"), {**asked, "pays": "fixed", "weekly_hours": "0"}).content.decode()
    assert "<li>Name the price of the whole trial.</li>" in fixed
    assert "hours a week.</li>" not in fixed  # what only the other way needs does not matter
    assert re.findall(r'<label for="id_(\w+)">[^<]*<span class="optional">', fixed) == [
        "rate_least",
        "starts_on",
    ]
    assert client.post(at("new"), asked).status_code == 302
    request = MatchRequest.objects.get()
    assert "The matcher is looking" in client.get(at("request", request.id)).content.decode()
    one = at("front:desk_matching_request", request.id)
    assert asked["title"] in matcher.get(at("front:desk_matching")).content.decode()
    handle = Person.objects.get(id=desk.freelancer.person_id).handle
    matcher.post(one, {"handle": handle, "reason": WHY, "key": "2"})
    match = Match.objects.get()
    page = at("proposal", match.id)
    assert WHY in freelancer.get(page).content.decode()
    assert (
        "The client pays" in freelancer.post(page, {"rate": "90", "note": NOTE, "key": "3"}).content.decode()
    )
    assert freelancer.post(page, {"rate": "50", "note": NOTE, "key": "4"}).status_code == 302
    shown = client.get(at("request", request.id)).content.decode()
    assert "€1,030.00" in shown
    assert NOTE in shown
    offer = client.post(at("choice", match.id), {"key": "5"}).url
    assert "Accept the trial" in freelancer.get(offer).content.decode()
    room = freelancer.post(f"{offer}acceptance/", {"key": "6"}).url
    trial = Trial.objects.get()
    assert "Pay €1,030.00" in client.get(at("pay", trial.id)).content.decode()
    assert client.post(at("pay", trial.id), {"method": "sandbox.instant", "key": "7"}).url == room
    assert "It runs until" in freelancer.get(room).content.decode()
    onward = client.post(at("end", trial.id), {"answer": "hourly", "key": "8"}).url
    form = client.get(onward).content.decode()
    assert 'value="50.00"' in form
    assert asked["title"] in form


def test_the_same_by_program_and_without_content(desk: Desk) -> None:
    hers, his = Caller(desk.client), Caller(desk.freelancer)
    pays = {"price": {"minor": 500_00, "currency": "EUR"}}
    need = "Rows go missing in our import, and we want to know why."
    made = hers.call("POST", "match-requests", {"title": "A small import", "need": need, **pays})
    match = desk.ready(MatchRequest.objects.get(id=made["id"]))
    found = hers.call("GET", f"match-requests/{made['id']}")
    assert [one["reason"] for one in found["people"]] == [WHY]
    assert his.call("GET", "match-proposals")["items"][0]["state"] == "ready"
    offer = hers.call("POST", f"match-proposals/{match.id}/choice", {"version": found["version"]})
    trial = his.call("POST", f"trial-offers/{offer['id']}/acceptance")
    begun = hers.call("POST", f"trials/{trial['id']}/payment")
    assert begun["trial"]["state"] == "running"
    ended = hers.call("POST", f"trials/{trial['id']}/complaint", {"reason": REASON})
    assert (ended["state"], ended["pot"]) == ("not_content", {"minor": 200_00, "currency": "EUR"})
    assert hers.call("POST", f"trials/{trial['id']}/contentment", status=(409,))["code"] == "contract.ended"
    assert his.call("GET", "match-desk", status=(403,))["code"] == "staff.session_needed"


@pytest.mark.parametrize("many", [1, 3])
def test_what_pages_cost_does_not_grow_with_requests(
    many: int, db: None, django_assert_num_queries: Any
) -> None:
    desk = make_desk(**{"trial.requests_per_client": 50})
    for _ in range(many):
        desk.proposed()
        trial = desk.running()
    with django_assert_num_queries(1):
        queries.requests_page(desk.client)
    with django_assert_num_queries(1):
        queries.proposals_of(desk.freelancer)
    with django_assert_num_queries(9):
        queries.desk_page(desk.hall, by=desk.matcher)
    with django_assert_num_queries(6):
        queries.room_for(desk.client, trial_again(trial).contract_id)
