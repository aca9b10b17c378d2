"""A newcomer's way: guide, skill, a brief that is open to first-timers, contract, money, reviews, and a credential."""

from __future__ import annotations

import json
import re

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.credentials.models import Credential
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.engagements.milestone.models import Milestone
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.money import Money
from hirehall.market.models import Proposal
from hirehall.money import invariants
from hirehall.money.models import Earning
from hirehall.money.operations import set_founding_schedule
from hirehall.people.models import Person
from hirehall.ranking.actions.show_slate import show_slate
from hirehall.reputation.actions.submit_review import submit_review
from hirehall.reputation.models import ReviewWindow
from tests.journeys.member import Member
from tests.makers.base import LONG_AGO, actor_of, make_person
from tests.makers.contracts import deal, planned
from tests.makers.lane import make_lane_brief, make_lane_hall
from tests.makers.market import make_skill
from tests.makers.reputation import YES

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ADVICE = "Say on the first day when you will be done."


def test_from_the_guide_to_the_first_credential(
    live_server: LiveServer, chromium: Browser, said: list[str]
) -> None:
    cache.clear()
    hall = make_lane_hall(slug="first")
    make_skill(hall)
    with transaction.atomic():
        set_founding_schedule(hall.id, at=LONG_AGO)
    client = actor_of(make_person("Cleo First", Hat.CLIENT))
    nia = Member(chromium, live_server.url, said)
    guide(nia)
    nia.join("Nia Newcomer", "freelancer")
    skill(nia)
    brief = make_lane_brief(hall, client)
    show_slate(brief.id, by=client)
    jobs.drain()
    find_the_brief(nia, brief.title)
    propose(nia)
    proposal = Proposal.objects.get(brief=brief)
    make_offer(hall.id, by=client, terms=deal(), milestones=(planned(minor=250_00),), proposal_id=proposal.id)
    jobs.drain()
    work(nia, client)
    review(nia, client)
    credential(nia)
    assert invariants.check() == []
    nia.close()


def guide(member: Member) -> None:
    """The first answer of each question speaks for the freelancer's side."""
    member.open("/")
    member.follow("Which side are you on?")
    choices = member.page.locator("ul.choices a.choice")
    expect(choices.first).to_be_visible()
    while choices.count():
        before = member.page.url
        member.activate(choices.first)
        expect(member.page).not_to_have_url(before)
        member.sees(re.compile("Question|Your result"))
    member.sees("Your first steps")
    member.press("Join on this side")


def skill(member: Member) -> None:
    member.open(reverse("skills:mine"))
    member.fill(skill="Django")
    member.press("Add it")
    member.sees("Software")
    jobs.drain()


def find_the_brief(member: Member, title: str) -> None:
    """Where they were shown, why there, what to do next, and from there to the briefs that are open to them."""
    member.go_home()
    member.press("Where clients were shown you")
    member.sees("open to first-timers, of whom you are one")
    member.press(title)
    member.sees("the best of those who have not finished a contract in Software come first")
    member.press("Finish a first contract")
    expect(member.page).to_have_url(re.compile("first_timers=yes"))
    member.press(title)
    member.sees("Open to first-timers")


def propose(member: Member) -> None:
    member.press("Propose")
    for field in member.page.locator("textarea[name^='answer']").all():
        member.write(field, "The one of a small museum, last year.")
    member.fill(
        cover="I would read what is there first, repair the payment step next, and then the calendar.",
        amount="250",
        days="10",
    )
    member.press("Check and send")
    member.sees("Check your proposal")
    member.press("Send the proposal")
    member.sees("Write to the client")
    jobs.drain()


def work(member: Member, client: Actor) -> None:
    member.go_home()
    member.press("See the offer")
    member.sees("the hall waives its fee of")
    member.sees("You receive €250.00 in all")
    member.press("Accept the terms")
    member.sees("Where the money is")
    milestone = Milestone.objects.get()
    begin_funding(milestone.id, by=client)
    jobs.drain()
    member.go_home()
    member.press("Deliver work")
    member.fill(note="The booking page is repaired, and here is what changed.")
    member.press("Deliver")
    member.sees("Delivered. The client has until")
    accept_delivery(milestone.id, by=client)
    jobs.drain()
    assert Earning.objects.get().net == Money(250_00, "EUR")
    member.follow("Money")
    member.sees("€250.00")


def review(member: Member, client: Actor) -> None:
    window = ReviewWindow.objects.get()
    answers = ["yes"] * len(window.questions)
    submit_review(window.id, by=client, rungs=YES, text="It works.", evaluation=answers, advice=ADVICE)
    member.follow_in_menu("Reviews")
    member.press("Write the review")
    for rung in member.page.locator("input[type=radio][name^='rung'][value='yes']").all():
        member.tick(rung)
    member.press("Seal my review")
    member.sees("To you alone")
    member.sees(ADVICE)
    jobs.drain()


def credential(member: Member) -> None:
    """Signed with the review in it, and found genuine by whoever checks it."""
    member.open(reverse("credentials:mine"))
    member.press("See what it would say")
    member.press("Have it signed")
    member.sees("What it says")
    row = Credential.objects.get(person=Person.objects.get(handle="nia-newcomer"))
    answer = member.page.context.request.get(member.home + reverse("credentials:json", args=[row.id]))
    signed = json.dumps(answer.json())
    member.open(reverse("credentials:verify"))
    member.fill(text=signed)
    member.press("Verify it")
    expect(member.page.locator("#verdict .note-ok")).to_be_visible()
    member.sees("The client’s review")
    member.sees("It works.")
