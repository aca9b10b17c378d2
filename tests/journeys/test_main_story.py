"""The main story: from "which side am I on?" to money paid out and two visible reviews, in two browsers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.foundation import clock, jobs
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.money import invariants
from hirehall.money.models import Payout
from hirehall.money.operations import set_founding_schedule
from tests.journeys.member import Member
from tests.journeys.typist import Typist
from tests.makers.base import LONG_AGO, make_hall
from tests.makers.market import make_skill

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "Repair the booking page of a small ferry"


@pytest.fixture
def hall() -> Hall:
    cache.clear()
    made = make_hall(payout_hold_days=0)
    with transaction.atomic():
        set_founding_schedule(made.id, at=LONG_AGO)
    make_skill(made)
    return made


HANDS = {
    "with JavaScript": Member,
    "without JavaScript": partial(Member, scripts=False),
    "by keyboard alone": Typist,
    "by keyboard alone without JavaScript": partial(Typist, scripts=False),
}


@pytest.mark.parametrize("hands", HANDS.values(), ids=HANDS.keys())
def test_from_the_guide_to_a_payout_and_two_reviews(
    live_server: LiveServer,
    chromium: Browser,
    said: list[str],
    hall: Hall,
    hands: Callable[..., Member],
    tmp_path: Path,
) -> None:
    nora = hands(chromium, live_server.url, said)
    teo = hands(chromium, live_server.url, said)
    guide(nora)
    nora.press("Join on this side")
    nora.join("Nora Quist", "client")
    teo.open("/")
    teo.follow("Join")
    teo.join("Teo Marsh", "freelancer")
    brief(nora)
    proposal(teo)
    offer(nora)
    agree(teo)
    fund(nora)
    deliver(teo, "The new page, and a list of what changed.", tmp_path)
    send_back(nora)
    deliver(teo, "The receipt is there now as well.", tmp_path)
    accept(nora)
    payout(teo)
    reviews(nora, teo)
    assert invariants.check() == []
    nora.close()
    teo.close()


def guide(member: Member) -> None:
    """Answer every question with its last answer, and see a result with what one would pay."""
    member.open("/")
    member.follow("Which side are you on?")
    choices = member.page.locator("ul.choices a.choice")
    expect(choices.first).to_be_visible()
    while choices.count():
        before = member.page.url
        member.activate(choices.last)
        expect(member.page).not_to_have_url(before)
        member.sees(re.compile("Question|Your result"))
    member.sees("Your result")
    member.sees("The same work elsewhere")


def brief(client: Member) -> None:
    client.sees("Hello, Nora")
    client.press("Write a brief")
    client.sees("What do you need?")
    client.fill(title=TITLE)
    client.select("category_id", "Software")
    client.fill(problem="Every third booking on a phone is lost between the calendar and the payment.")
    client.press("Continue")
    client.sees("What will be there at the end?")
    client.fill(outcome="People book from a phone as easily as from a desk, and we see where they stop.")
    client.fill_rows("criteria", "A booking takes two minutes on a phone", "The receipt comes by mail")
    client.choose("budget_kind", "range")
    client.fill(budget_min="800", budget_max="1500")
    client.write(client.page.locator("[name='skills']").first, "Django")
    client.press("Check and publish")
    client.sees("Check your answers")
    client.press("Publish")
    client.sees("Proposals (0)")
    jobs.drain()


def proposal(freelancer: Member) -> None:
    freelancer.follow("Find work")
    freelancer.sees(TITLE)
    freelancer.press(TITLE)
    freelancer.sees("Proposing is free")
    freelancer.press("Propose")
    freelancer.sees("Only the client reads it")
    freelancer.fill(
        cover="I would read what is there first, repair the payment step next, and then the calendar.",
        amount="1200",
        days="20",
    )
    freelancer.press("Check and send")
    freelancer.sees("Check your proposal")
    freelancer.sees("€960.00")
    freelancer.press("Send the proposal")
    freelancer.sees("Write to the client")
    jobs.drain()


def offer(client: Member) -> None:
    client.follow("My briefs")
    client.sees("See the proposals")
    client.press(TITLE)
    client.press("Proposals (1)")
    client.sees("Not opened yet")
    client.press("Teo Marsh")
    client.press("Make an offer")
    client.sees("An offer to Teo Marsh")
    client.press("Send the offer")
    client.sees("Teo Marsh has the next word")
    jobs.drain()


def agree(freelancer: Member) -> None:
    freelancer.go_home()
    freelancer.press("See the offer")
    freelancer.sees("You receive €960.00 in all")
    freelancer.press("Accept the terms")
    freelancer.sees("Where the money is")
    jobs.drain()
    freelancer.page.reload()
    freelancer.sees("SHA-256")


def fund(client: Member) -> None:
    client.go_home()
    client.press("Fund €1,200")
    client.sees("You pay €1,236.00")
    client.press("Pay €1,236.00")
    client.sees("is held for")
    jobs.drain()


def deliver(freelancer: Member, note: str, folder: Path) -> None:
    file = folder / "notes.txt"
    file.write_text(note)
    freelancer.go_home()
    freelancer.press(re.compile("Deliver work|See the changes"))
    freelancer.sees("It is accepted when")
    freelancer.fill(note=note)
    freelancer.attach("files", file)
    freelancer.press("Deliver")
    freelancer.sees("Delivered. The client has until")
    jobs.drain()


def send_back(client: Member) -> None:
    client.go_home()
    client.press("Review delivery")
    client.sees("Check it against what you agreed")
    client.unfold("Something is missing")
    client.fill(text="The receipt does not come by mail yet; everything else is as we agreed.")
    client.press("Ask for changes")
    client.sees("The freelancer was asked for changes")
    jobs.drain()


def accept(client: Member) -> None:
    client.go_home()
    client.press("Review delivery")
    client.sees("€1,200.00 is released now")
    for box in client.page.locator("input[name^='met']").all():
        client.tick(box)
    client.press("Accept and release €1,200.00")
    client.sees("Nothing is left in escrow")
    jobs.drain()


def payout(freelancer: Member) -> None:
    freelancer.follow("Money")
    freelancer.press("Add a bank account")
    freelancer.sees("Where your payouts go")
    freelancer.write(freelancer.page.get_by_label("Account holder").last, "Teo Marsh")
    freelancer.press_last("Save")
    freelancer.sees("is saved. Payouts can go there now.")
    freelancer.follow("Money")
    freelancer.sees("Your balance")
    freelancer.write(freelancer.page.get_by_label("Amount"), "960")
    freelancer.press("Pay out")
    freelancer.sees("€960.00 is on its way")
    jobs.drain()
    paid = Payout.objects.get()
    assert paid.amount == Money(960_00, "EUR")
    assert paid.status == "paid"
    freelancer.follow("Money")
    freelancer.press("All payouts")
    freelancer.sees("Paid")


def reviews(client: Member, freelancer: Member) -> None:
    for member, words in ((client, "Clear questions, and it works."), (freelancer, "Knew what they needed.")):
        member.follow_in_menu("Reviews")
        member.press("Write the review")
        member.sees("Once sent, a review is locked")
        for rung in member.page.locator("input[type=radio][name^='rung'][value='yes']").all():
            member.tick(rung)
        member.fill(text=words)
        member.press("Seal my review")
        member.sees("What you said")
        jobs.drain()
    with clock.at(clock.now() + timedelta(minutes=1)):
        jobs.run_sweeps()
    freelancer.go_home()
    freelancer.press("How others see you")
    freelancer.sees("Clear questions, and it works.")
    client.follow_in_menu("Reviews")
    client.press(re.compile("Received"))
    client.sees("Knew what they needed.")
