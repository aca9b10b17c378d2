"""Home, dashboard, and the public pages about people."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hirehall.foundation.actor import Hat
from hirehall.foundation.turns import Turn
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_person
from tests.makers.market import make_brief
from tests.makers.package import make_shop


def signed_in(who: Any) -> Client:
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("hat", list(Hat))
def test_dashboard_opens_for_both_hats(hall: Any, hat: Hat) -> None:
    answer = signed_in(make_person("Ada Lind", hat)).get("/home/")
    assert answer.status_code == 200
    assert b"Hello, Ada" in answer.content
    assert b"Nothing waits for you" in answer.content


def test_home_has_all_that_waits_for_one(hall: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = [Turn(f"Answer {number:02}", "No deadline.", "/my-work/", "Answer") for number in range(15)]
    monkeypatch.setattr("hirehall.front.dashboard.turns_of", lambda _: waiting)
    page = signed_in(make_person("Ada Lind", Hat.FREELANCER)).get("/home/").content.decode()
    assert [turn.title for turn in waiting if turn.title not in page] == []
    assert "And 3 more</summary>" in page


def test_dashboard_asks_for_a_log_in(hall: Any, client: Client) -> None:
    assert client.get("/home/").status_code == 302


def test_newcomer_is_new_here_and_not_zero(hall: Any, client: Client) -> None:
    make_person("Ada Lind", Hat.FREELANCER)
    page = client.get("/people/ada-lind/").content.decode()
    assert "New here" in page
    assert "0 stars" not in page


def test_clients_have_a_public_page_too(hall: Any, client: Client) -> None:
    make_person("Carl Client", Hat.CLIENT)
    assert "As a client" in client.get("/people/carl-client/").content.decode()


def test_nobody_and_a_suspended_person_look_the_same(hall: Any, client: Client) -> None:
    who = make_person("Sus Pended", Hat.FREELANCER)
    type(who).objects.filter(id=who.id).update(is_active=False)
    assert client.get("/people/sus-pended/").status_code == 404
    assert client.get("/people/nobody/").status_code == 404
    assert client.get("/organisations/nobody/").status_code == 404


@pytest.mark.django_db
def test_a_profile_shows_what_can_be_ordered_and_lets_clients_invite(client: Client) -> None:
    shop = make_shop()
    who = Person.objects.get(id=shop.freelancer.person_id)
    text = client.get(f"/people/{who.handle}/").content.decode()
    assert f'href="/services/{shop.service.id}/"' in text
    assert "Invite to a brief" not in text
    browser = signed_in(Person.objects.get(id=shop.client.person_id))
    assert f'href="/people/{who.id}/invitation/"' in browser.get(f"/people/{who.handle}/").content.decode()
    assert shop.service.title in client.get("/").content.decode()


def test_the_state_of_a_brief_is_said_in_words(hall: Any) -> None:
    who = make_person("Carl Client", Hat.CLIENT)
    make_brief(hall, actor_of(who), title="The first brief of this hall")
    assert "Open for proposals" in signed_in(who).get("/home/").content.decode()


def test_public_profile_takes_few_queries(
    hall: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    make_person("Ada Lind", Hat.FREELANCER)
    # two: what of other halls is shown; two: standing; two: credentials; two: the version and its figure
    with django_assert_max_num_queries(19):
        client.get("/people/ada-lind/")


def test_dashboard_takes_few_queries(hall: Any, django_assert_max_num_queries: Any) -> None:
    browser = signed_in(make_person("Ada Lind", Hat.FREELANCER))
    browser.get("/home/")
    # One for each engagement model that has nothing for this person, one for what agencies hold for them, one for their
    # tests and screenings, one for interviews, one for votes on fees, one for what an operator has to answer, one for
    # clients who are asked what a credential may tell.
    with django_assert_max_num_queries(39):
        browser.get("/home/")


def test_home_page_asks_the_same_with_more_briefs(
    hall: Any, client: Client, django_assert_num_queries: Any
) -> None:
    buyer = actor_of(make_person("Carl Client", Hat.CLIENT))
    make_brief(hall, buyer, title="The first brief of this hall")
    client.get("/")
    with django_assert_num_queries(10):
        assert b"The first brief of this hall" in client.get("/").content
    for number in range(4):
        make_brief(hall, buyer, title=f"Another brief, number {number}")
    with django_assert_num_queries(10):
        client.get("/")
