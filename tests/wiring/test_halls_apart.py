"""Several halls on one installation: each answers at its address, links stay there, nothing of one is in another."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import get_script_prefix, reverse, set_script_prefix

from hirehall.contracts.models import Contract, Offer
from hirehall.conversations.models import Notice, Thread
from hirehall.conversations.operations import post_notice
from hirehall.engagements.listing.models import Position
from hirehall.foundation import clock
from hirehall.foundation.actor import Hat, Scope
from hirehall.halls.models import Hall, Member
from hirehall.halls.queries import address_of
from hirehall.market.models import Brief, Service
from hirehall.money.operations import set_founding_schedule
from hirehall.people.actions.make_token import make_token
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.models import Person
from hirehall.people.queries import new_secret
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.wiring.hall_things import EVERYWHERE, THINGS
from tests.architecture.test_addresses import EXAMPLES, patterns
from tests.look.story import tell
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.listing import switch_on
from tests.makers.market import make_skill
from tests.makers.money import fund, make_deal, release
from tests.makers.reputation import make_window
from tests.wiring.test_every_address import BACKEND, LEFT_OUT, PARTIES, addresses, world

pytestmark = pytest.mark.django_db
LINK = re.compile(r'(?:href|action|src)="(/[^"]*)"')
NOTHING = {str(one) for one in EXAMPLES.values() if not isinstance(one, str)}
SHARED = ("/look/", "/static/", "/at/second/")


def second_hall() -> Hall:
    hall = make_hall(slug="second", name="Second Hall")
    set_founding_schedule(hall.id)
    switch_on(hall)
    return hall


def test_a_hall_answers_below_its_path_and_every_link_of_its_pages_stays_there(client: Client) -> None:
    set_founding_schedule(make_hall().id)
    second_hall()
    for path in ("", "find/freelancers/", "fees/", "account/login/", "help/", "api/v1/docs", "nothing/here/"):
        page = client.get(f"/at/second/{path}").content.decode()
        assert "Second Hall" in page, path
        assert [link for link in LINK.findall(page) if not link.startswith(SHARED)] == [], path
    assert get_script_prefix() == "/"
    assert client.get("/at/second").headers["Location"] == "/at/second/"
    assert (
        client.get("/at/second/home/")
        .headers["Location"]
        .startswith("/at/second/account/login/?next=/at/second/")
    )
    assert client.get("/at/nobodys/").status_code == 404
    assert client.get("/at/harbour/find/?q=a").headers["Location"] == "/find/?q=a"
    assert "Halls here (2)" in client.get("/").content.decode()
    listed = client.get("/at/second/api/v1/halls").json()["items"]
    assert [one["api"] for one in listed] == [
        f"http://127.0.0.1:8000{at}/api/v1/" for at in ("", "/at/second")
    ]
    assert "/at/second/api/v1/halls" in client.get("/at/second/api/v1/openapi.json").json()["paths"]
    problem = client.get("/at/second/api/v1/me").json()
    assert problem["type"] == "/at/second/api/v1/problems/request.unauthenticated"


@pytest.mark.parametrize("rest", ["//evil.example/login", "///evil.example", "//[", "/\\evil.example"])
def test_no_address_of_a_hall_leads_to_another_host(client: Client, rest: str) -> None:
    """The hall at the root has no path of its own, so what is asked below one is sent on: never out of the house."""
    first = make_hall()
    answer = client.get(f"/at/{first.slug}{rest}")
    assert not answer.get("Location", "/").startswith(("//", "/\\", "http"))


def test_a_hall_with_a_domain_is_alone_there(client: Client) -> None:
    set_founding_schedule(make_hall().id)
    second = second_hall()
    second.domain = "second.example"
    second.save(update_fields=["domain"])
    own = {"host": "second.example"}
    assert "Second Hall" in client.get("/", headers=own).content.decode()
    there = client.get("/at/second/fees/?amount=5", headers=own)
    assert there.headers["Location"] == "http://second.example:8000/fees/?amount=5"
    assert address_of(second, "/fees/") == "http://second.example:8000/fees/"
    set_script_prefix("/at/second/")  # wherever it was made, a path is kept without the hall
    assert address_of(second, reverse("front:fees")) == "http://second.example:8000/fees/"
    set_script_prefix("/")


def test_one_log_in_opens_every_hall_and_each_tells_its_own_notices(client: Client) -> None:
    first, second = make_hall(), second_hall()
    set_founding_schedule(first.id)
    who = make_person("Mia Member")
    client.force_login(who, backend=BACKEND)
    for hall, says in ((first, "Of the first."), (second, "Of the second."), (None, "Of the account.")):
        post_notice(
            person_ids=[who.id],
            hall_id=hall.id if hall else None,
            kind="brief.told",
            sentence=says,
            href="/fees/",
        )
    there = client.get("/at/second/notices/").content.decode()
    assert ("Of the second." in there, "Of the account." in there, "Of the first." in there) == (
        True,
        True,
        False,
    )
    notice = Notice.objects.get(sentence="Of the second.")
    follow = reverse("conversations:follow", args=[notice.id])
    assert client.post(follow).status_code == 404
    assert client.post(f"/at/second{follow}").headers["Location"] == "/at/second/fees/"


def test_whatever_an_address_names_is_known_to_have_a_hall_or_to_need_none() -> None:
    """A new kind of thing has to be put into one of the two lists."""
    named = {key for _, _, converters in patterns() for key in converters}
    assert named - set(THINGS) - EVERYWHERE == {"size"} & named
    assert not set(THINGS) & EVERYWHERE


def titles() -> set[str]:
    """What only the first hall's things are called."""
    rows: list[Any] = [Contract, Offer, Brief, Service, Thread, Position]
    return {
        title for model in rows for title in model.objects.values_list("title", flat=True) if len(title) > 8
    }


def seated(seat: str) -> Client:
    client = Client(raise_request_exception=False)
    if seat == "staff":
        operator = make_person("Olga Operator", Hat.CLIENT, operator=True)
        client.force_login(operator, backend=BACKEND)
        session = client.session
        session["staff_session_id"] = str(start_staff_session(by=actor_of(operator), reason="Looking").id)
        session.save()
    else:
        client.force_login(Person.objects.get(name=seat), backend=BACKEND)
    return client


def test_nothing_of_one_hall_is_in_another() -> None:
    """Every page of the second hall, asked for by those to whom the first hall shows its things."""
    cache.clear()
    world()
    second_hall()
    telltale, seen = titles(), []
    assert len(telltale) > 4
    asked = [one for one in addresses() if not NOTHING & set(map(str, one[2].values()))]
    for seat in ("staff", *PARTIES):
        client = seated(seat)
        for name, address, given in asked:
            if name in LEFT_OUT or name in {"front:desk_log", "look:style"}:
                continue
            answer = client.get(f"/at/second{address}")
            page = b"" if answer.streaming else answer.content
            shown = [title for title in telltale if title.encode() in page]
            if answer.status_code >= 500 or shown:
                seen.append(f"{name} at {address}: {answer.status_code} {shown}")
            if answer.status_code == 200 and set(given) & set(THINGS):
                seen.append(f"{name} answers {seat} for a thing of the other hall at {address}")
    assert not seen, "\n".join(seen)


def test_nothing_of_one_hall_is_in_the_api_of_another() -> None:
    tell()
    second_hall()
    secret, telltale, seen = new_secret(), titles(), []
    make_token(
        secret,
        by=actor_of(Person.objects.get(name=PARTIES[0])), name="all",
        scopes=[scope for scope in Scope if "staff" not in scope.value],
    )  # fmt: skip
    client = Client(headers={"Authorization": f"Bearer {secret}"}, raise_request_exception=False)
    document = client.get("/api/v1/openapi.json").json()
    lists = [path for path, methods in document["paths"].items() if "get" in methods and "{" not in path]
    assert len(lists) > 15
    for path in lists:
        answer = client.get(f"/at/second{path}")
        if answer.status_code >= 500 or any(title.encode() in answer.content for title in telltale):
            seen.append(f"{path}: {answer.status_code}")
    contract = Contract.objects.latest("id")
    assert client.get(f"/api/v1/contracts/{contract.id}").status_code == 200
    assert client.get(f"/at/second/api/v1/contracts/{contract.id}").status_code == 404
    assert not seen, "\n".join(seen)


def test_dates_words_and_links_of_one_hall_stay_there(client: Client) -> None:
    """What a person has to come, what they claim, and where a kept link leads."""
    deal = make_deal()
    second = second_hall()
    fund(deal)
    release(deal, available_at=clock.now() + timedelta(days=5))
    who = deal.freelancer
    claim_skill(make_skill(deal.hall, "Rigging").id, level=2, by=deal.as_freelancer)
    client.force_login(who, backend=BACKEND)
    for at, is_here in (("", True), ("/at/second", False)):
        calendar = client.get(f"{at}/account/calendar/").content.decode()
        assert ("can be paid out" in calendar) is is_here, at
        mine = client.get(f"{at}/profile/skills/").content.decode()
        assert ("From other halls" in mine, "Level of Rigging" in mine) == (not is_here, is_here), at
    profile = f"/at/second{reverse('front:profile', args=[who.handle])}"
    assert "Rigging" in client.get(profile).content.decode()
    member, _ = Member.objects.get_or_create(hall=second, person=who, defaults={"joined_at": clock.now()})
    Member.objects.filter(id=member.id).update(shows_elsewhere=False)
    assert "Rigging" not in client.get(profile).content.decode()
    window = make_window(second, deal.client, who)
    page = client.get(f"/at/second/reviews/windows/{window.id}/").content.decode()
    assert 'href="/at/second/contracts/"' in page
    assert 'href="/contracts/"' not in page
