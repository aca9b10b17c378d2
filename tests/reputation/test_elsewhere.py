"""What was earned in another hall: shown with its place or not at all, as the person chooses."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat, system
from hirehall.foundation.ids import new_id
from hirehall.halls.actions.choose_showing import choose_showing
from hirehall.halls.actions.date_policy import date_policy
from hirehall.halls.actions.join_hall import join_hall
from hirehall.halls.models import Hall
from hirehall.market.models import FreelancerListing
from hirehall.people.models import Person
from hirehall.reputation import queries
from hirehall.reputation.models import Review, ReviewInvitation, ReviewWindow
from hirehall.skills.actions.claim_skill import claim_skill
from tests.front.test_desk_api import Program
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.market import make_skill

pytestmark = pytest.mark.django_db


def earned(hall: Hall, ida: Person, client: Person, text: str) -> None:
    now = clock.now()
    window = ReviewWindow.objects.create(
        hall=hall, contract_id=new_id(), title="Work", href="/", client=client, freelancer=ida, paid_minor=100_00,
        currency="EUR", ended_at=now, together=1, opened_at=now, closes_at=now, reply_days=7, released_at=now,
    )  # fmt: skip
    invitation = ReviewInvitation.objects.create(
        window=window, direction="of_freelancer", state="answered", answered_at=now
    )
    Review.objects.create(
        invitation=invitation, window=window, direction="of_freelancer", author=client, text=text,
        rungs=dict.fromkeys(("rung1", "rung2", "rung3"), "yes"), submitted_at=now, released_at=now,
    )  # fmt: skip


@pytest.fixture
def ida() -> Person:
    """Three contracts at the harbour, one at the poets'."""
    hall = make_hall()
    who = make_person("Ida Isar")
    poets = make_hall(slug="poets", name="Poets’ Corner")
    for number, place in enumerate((hall, hall, hall, poets)):
        earned(place, who, make_person(f"Client {number}", Hat.CLIENT), f"Good work {number}")
        join_hall(place.id, by=actor_of(who)) if number in (0, 3) else None
    for place in (hall, poets):
        claim_skill(make_skill(place).id, level=2, by=actor_of(who))
    jobs.drain()
    return who


def cards(who: Person) -> list[tuple[int, int, bool]]:
    rows = FreelancerListing.objects.filter(person=who).order_by("hall__slug")
    return [(row.contracts_finished, row.reviewed, row.band_low is not None) for row in rows]


def page(who: Person, at: str = "/at/poets") -> str:
    return unescape(Client().get(f"{at}/people/{who.handle}/").content.decode())


def test_it_is_shown_with_its_place_and_left_out_everywhere_where_the_person_says_so(ida: Person) -> None:
    poets = Hall.objects.get(slug="poets")
    assert all(
        words in page(ida) for words in ("earned in Harbour Hall", "3 of 4 contracts earned in other halls")
    )
    choose_showing(poets.id, by=actor_of(ida), shows_elsewhere=False)
    jobs.drain()
    assert cards(ida) == [
        (4, 4, True),
        (1, 1, False),
    ]  # the harbour is not touched; the poets rank by one contract
    shown = page(ida)
    for words, there in (
        ("Good work 3", 1),
        ("Good work 0", 0),
        ("earned in Harbour", 0),
        ("Only what was", 1),
    ):
        assert (words in shown) == there, words
    program = Program(ida, ("scope:reviews:read",))
    headers = {"Authorization": f"Bearer {program.token}"}
    record = Client(headers=headers).get(f"/at/poets/api/v1/people/{ida.id}/record").json()
    assert (record["contracts_finished"], record["elsewhere"], record["only_here"]) == (1, 0, True)
    reviews = Client(headers=headers).get(f"/at/poets/api/v1/people/{ida.id}/reviews").json()["items"]
    assert [(one["text"], one["earned_in"]) for one in reviews] == [("Good work 3", "")]
    assert queries.record_of([ida.id])[ida.id].contracts_finished == 4  # one's own pages have everything
    choose_showing(poets.id, by=actor_of(ida), shows_elsewhere=True)
    jobs.drain()
    assert cards(ida) == [(4, 4, True), (4, 4, True)]


def test_who_has_not_chosen_follows_the_halls_policy_when_it_begins(ida: Person) -> None:
    poets, soon = Hall.objects.get(slug="poets"), clock.now() + timedelta(days=2)
    asked = {"changes": {"joining.elsewhere_shown": 0}, "reason": "A house of its own"}
    date_policy(poets.id, by=system("test"), effective_from=soon, **asked)
    assert "earned in Harbour Hall" in page(ida)
    with clock.later(days=2, hours=1):
        jobs.run_sweeps()
        jobs.drain()
        assert cards(ida) == [(4, 4, True), (1, 1, False)]
        assert "earned in Harbour" not in page(ida)
        choose_showing(poets.id, by=actor_of(ida), shows_elsewhere=True)
        assert "earned in Harbour Hall" in page(ida)


def test_a_member_chooses_on_the_page_of_joining(ida: Person) -> None:
    browser = Client()
    browser.force_login(ida, "allauth.account.auth_backends.AuthenticationBackend")
    assert "Show only what I earn here" in browser.get("/at/poets/joining/").content.decode()
    browser.post("/at/poets/joining/showing/", {"shows_elsewhere": "no"})
    assert "Show what I earned elsewhere" in browser.get("/at/poets/joining/").content.decode()
    assert "Show only what I earn here" in browser.get("/joining/").content.decode()
