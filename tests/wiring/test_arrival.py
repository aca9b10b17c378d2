"""Who signs up at a hall's address is a member of it where it is open, and else stands before its way in."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from hirehall.foundation import jobs
from hirehall.foundation.actor import system
from hirehall.halls.actions.invite_to_hall import make_join_code
from hirehall.halls.models import Hall, Member, Policy
from hirehall.money.operations import set_founding_schedule
from tests.makers.base import make_hall

pytestmark = pytest.mark.django_db
JOIN = {
    "name": "Amara Okafor",
    "email": "amara@example.org",
    "password1": "harbour-lights-2026",
    "side": "freelancer",
}


@pytest.fixture
def second() -> Hall:
    cache.clear()
    for hall in (make_hall(), second := make_hall(slug="second", name="Second Hall")):
        set_founding_schedule(hall.id)
    return second


def closed(hall: Hall, **doors: int) -> None:
    numbers = {f"joining.{name}": value for name, value in {"open": 0, **doors}.items()}
    Policy.objects.filter(hall=hall).update(of_models=numbers)


def mailed(client: Client, onward: str = "") -> tuple[str, dict[str, str]]:
    """The link of the mail after signing up at the second hall, with what its page posts on."""
    client.post("/at/second/account/signup/", {**JOIN, **({"next": onward} if onward else {})})
    jobs.drain()
    found = re.search(r"http://\S*/at/second/account/confirm-email/\S+", str(mail.outbox[-1].body))
    assert found
    link = urlsplit(found.group())
    page = client.get(f"{link.path}?{link.query}").content.decode()
    kept = re.search(r'name="next"[^>]*value="([^"]*)"', page)
    return link.path, {"next": kept.group(1)} if kept else {}


def test_an_open_hall_has_one_more_member_when_the_address_is_confirmed(second: Hall, client: Client) -> None:
    path, kept = mailed(client)
    assert not Member.objects.exists()
    assert client.post(path, kept)["Location"] == "/at/second/home/"
    assert [(row.hall, row.how, row.state) for row in Member.objects.all()] == [(second, "open", "joined")]


def test_any_other_hall_shows_its_way_in_and_leads_on_from_there(second: Hall, client: Client) -> None:
    closed(second, invitation=1, application=1)
    path, kept = mailed(client, "/at/second/briefs/new/")
    led = client.post(path, kept)["Location"]
    assert led == "/at/second/joining/?next=%2Fat%2Fsecond%2Fbriefs%2Fnew%2F"
    assert "With an invitation" in client.get(led).content.decode()
    assert not Member.objects.exists()


def test_an_invitation_is_taken_up_again_after_the_mail_in_whatever_browser(
    second: Hall, client: Client
) -> None:
    closed(second, invitation=1)
    code = make_join_code(second.id, by=system("desk"), most_uses=2, days=9).code
    invitation = f"/at/second/joining/invitation/{code}/"
    path, kept = mailed(Client(), invitation)
    assert client.post(path, kept)["Location"] == invitation
    shown = client.get(invitation).content.decode()
    assert f"/at/second/account/login/?next={invitation}" in shown


def test_in_another_browser_one_signs_in_and_comes_to_the_way_in(second: Hall, client: Client) -> None:
    closed(second, application=1)
    path, kept = mailed(Client())
    assert client.post(path, kept)["Location"] == "/at/second/account/login/?next=%2Fat%2Fsecond%2Fjoining%2F"


def test_no_mail_leads_out_of_the_house(second: Hall, client: Client) -> None:
    path, kept = mailed(client, "https://evil.example/")
    assert kept == {}
    assert client.post(path)["Location"] == "/at/second/home/"


def test_a_hall_without_any_door_says_that_it_is_closed(second: Hall, client: Client) -> None:
    closed(second)
    path, kept = mailed(client)
    led = client.post(path, kept)["Location"]
    assert led == "/at/second/joining/"
    assert "takes nobody at present" in client.get(led).content.decode()
