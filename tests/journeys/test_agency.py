"""Three freelancers under one name: found it, propose in it, share what comes of it; one leaves in between."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from hirehall.foundation import clock, jobs
from hirehall.foundation.money import Money
from hirehall.market.content import PlanStep
from hirehall.money import invariants
from hirehall.people.models import Person
from tests.journeys.member import Member
from tests.journeys.test_be_told import session_of
from tests.makers.base import make_person
from tests.makers.contracts import make_pair
from tests.makers.market import make_brief, make_proposal_draft

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PLAN = tuple(
    PlanStep(title=title, criteria="It works on a phone", amount=Money(1_000_00, "EUR"), due_days=10)
    for title in ("The pages", "The texts")
)


def test_an_agency_shares_what_it_earns_and_a_member_leaves(
    live_server: LiveServer, chromium: Browser, said: list[str]
) -> None:
    cache.clear()
    pair = make_pair()
    brief = make_brief(pair.hall, pair.client)
    draft = make_proposal_draft(brief, pair.freelancer, plan=PLAN)
    hollis = Person.objects.get(id=pair.client.person_id)
    people = {
        "Mateus": Person.objects.get(id=pair.freelancer.person_id),
        "Bea": make_person("Bea Lund"),
        "Cyr": make_person("Cyr Holm"),
        "Hollis": hollis,
    }

    def sits(name: str) -> Member:
        member = Member(chromium, live_server.url, said)
        cookie = {"name": "sessionid", "value": session_of(people[name]), "url": live_server.url}
        member.page.context.add_cookies([cookie])  # type: ignore[list-item]
        return member

    mateus, bea, cyr, client = (sits(name) for name in ("Mateus", "Bea", "Cyr", "Hollis"))
    founds(mateus, people)
    for member in (bea, cyr):
        member.open("/agencies/")
        member.sees("Mateus Lindqvist invites you to Studio Y")
        member.press("Accept")
        member.sees("You belong to this agency now.")
        member.press("Show me on it")
        member.sees("You stand on the agency’s page.")

    mateus.open(f"/briefs/{draft.brief_id}/proposal/check/")
    mateus.page.locator("#agency").select_option(label="Studio Y")
    mateus.press("Send the proposal")
    mateus.sees("Write to the client")
    client.open(f"/briefs/{draft.brief_id}/proposals/")
    client.press("Studio Y")
    client.sees("Led by Mateus Lindqvist")
    client.press("Make an offer")
    client.sees("An offer to Studio Y")
    client.press("Send the offer")
    client.sees("Studio Y has the next word")
    mateus.open("/offers/")
    mateus.press(brief.title)
    mateus.press("Accept the terms")
    mateus.sees("Nothing is agreed yet: each release goes to Mateus Lindqvist")
    jobs.drain()

    shares(mateus, people, Mateus="50", Bea="30", Cyr="20")
    for member in (bea, cyr):
        member.open("/home/")
        member.press("See the shares")
        member.sees("Your turn: do you agree to these shares?")
        member.press("Accept")
    cyr.sees("Everybody has accepted")

    funds(client)
    delivers(mateus)
    accepts(client)
    for member, owed in ((mateus, "€400.00"), (bea, "€240.00"), (cyr, "€160.00")):
        member.open("/money/")
        member.sees(owed)
    cyr.open("/money/lines/")
    cyr.sees("Your share of 20% of a release of Studio Y")

    cyr.open("/agencies/")
    cyr.press("Studio Y")
    cyr.activate(cyr.page.locator("main").get_by_role("button", name="Leave"))
    cyr.say_yes("Leave")
    cyr.sees("You have left.")
    cyr.open("/shares/")
    cyr.sees("so it holds for what was funded before")

    shares(mateus, people, Mateus="40", Bea="60")
    bea.open("/shares/")
    bea.press(re.compile(re.escape(brief.title)))
    bea.press("Accept")
    bea.sees("Everybody has accepted")
    with clock.later(hours=1):
        funds(client)
        delivers(mateus)
        accepts(client)
    for member, owed in ((mateus, "€720.00"), (bea, "€720.00"), (cyr, "€160.00")):
        member.open("/money/")
        member.sees(owed)
    client.open("/my-orders/?show=all")
    client.sees("Studio Y")
    assert invariants.check() == []
    for member in (mateus, bea, cyr, client):
        member.close()


def enters(member: Member, listed: str) -> None:
    """Into the room of the first contract in a list, whose button for the next step is in the list as well."""
    member.open(listed)
    member.activate(member.page.locator("main .card a").first)
    member.sees("Every movement of this money")


def founds(mateus: Member, people: dict[str, Person]) -> None:
    mateus.open("/agencies/")
    mateus.sees("No agency yet")
    mateus.fill(name="Studio Y", about="We design, build and write.")
    mateus.press("Make it")
    mateus.sees("Studio Y is made. You are its owner.")
    for name, role in (("Bea", "Manager"), ("Cyr", "Member")):
        mateus.fill(email=people[name].email)
        mateus.select("role", role)
        mateus.press("Send the invitation")
        mateus.sees(f"We wrote to {people[name].email}.")
    jobs.drain()


def shares(manager: Member, people: dict[str, Person], **percents: str) -> None:
    """Who manages the agency asks everybody named."""
    enters(manager, "/my-work/")
    manager.press(re.compile("Share it out|See the shares"))
    for name in ("Mateus", "Bea", "Cyr"):
        box = manager.page.locator(f"#share-{people[name].id}")
        if name in percents or box.count():
            manager.write(box, percents.get(name, ""))
    manager.press("Ask them")
    manager.sees("It holds as soon as everybody named has accepted.")


def funds(client: Member) -> None:
    enters(client, "/my-orders/")
    client.press("Fund €1,000")
    client.press("Pay €1,030.00")
    client.sees("is held for")
    jobs.drain()


def delivers(mateus: Member) -> None:
    enters(mateus, "/my-work/")
    mateus.press("Deliver work")
    mateus.fill(note="All of it, and the notes.")
    mateus.press("Deliver")
    mateus.sees("Delivered. The client has until")
    jobs.drain()


def accepts(client: Member) -> None:
    enters(client, "/my-orders/")
    client.press("Review delivery")
    client.tick(client.page.locator("main input[type=checkbox]").first)
    client.press("Accept and release €1,000.00")
    client.sees("is released.")
    jobs.drain()
