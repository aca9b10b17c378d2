"""The main story: from "which side am I on?" to money paid out and two visible reviews, in two browsers."""

from __future__ import annotations

import re
from datetime import timedelta

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


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_the_guide_to_a_payout_and_two_reviews(
    live_server: LiveServer, chromium: Browser, said: list[str], hall: Hall, scripts: bool
) -> None:
    nora = Member(chromium, live_server.url, said, scripts=scripts)
    teo = Member(chromium, live_server.url, said, scripts=scripts)
    guide(nora)
    nora.join("Nora Quist", "client")
    teo.join("Teo Marsh", "freelancer")
    brief(nora)
    proposal(teo)
    offer(nora)
    agree(teo)
    fund(nora)
    deliver(teo, "The new page, and a list of what changed.")
    send_back(nora)
    deliver(teo, "The receipt is there now as well.")
    accept(nora)
    payout(teo)
    reviews(nora, teo)
    assert invariants.check() == []
    nora.close()
    teo.close()


def guide(member: Member) -> None:
    """Answer every question with its last answer, and see a result with what one would pay."""
    member.go("/guide/")
    for _ in range(20):
        choices = member.page.locator("ul.choices a.choice")
        if choices.count() == 0:
            break
        before = member.page.url
        choices.last.click()
        expect(member.page).not_to_have_url(before)
        member.page.wait_for_load_state()
    member.sees("Your result")
    member.sees("The same job elsewhere")


def brief(client: Member) -> None:
    client.go("/briefs/new/")
    client.fill(title=TITLE)
    client.page.locator("#id_category_id").select_option(label="Software")
    client.fill(problem="Every third booking on a phone is lost between the calendar and the payment.")
    client.press("Continue")
    client.sees("What will be there at the end?")
    client.fill(outcome="People book from a phone as easily as from a desk, and we see where they stop.")
    client.fill_rows("criteria", "A booking takes two minutes on a phone", "The receipt comes by mail")
    client.page.locator("input[name='budget_kind'][value='range']").check()
    client.fill(budget_min="800", budget_max="1500")
    client.page.locator("[name='skills']").first.fill("Django")
    client.press("Check and publish")
    client.sees("Check your answers")
    client.press("Publish")
    client.sees("Proposals (0)")
    jobs.drain()


def proposal(freelancer: Member) -> None:
    freelancer.go("/find/briefs/")
    freelancer.press(TITLE)
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
    client.go("/briefs/")
    client.press(TITLE)
    client.press("Proposals (1)")
    client.press("Teo Marsh")
    client.press("Make an offer")
    client.sees("An offer to Teo Marsh")
    client.press("Send the offer")
    client.sees("Teo Marsh has the next word")
    jobs.drain()


def agree(freelancer: Member) -> None:
    freelancer.go("/home/")
    freelancer.press("See the offer")
    freelancer.sees("You receive €960.00 in all")
    freelancer.press("Accept the terms")
    freelancer.sees("Where the money is")
    jobs.drain()
    freelancer.page.reload()
    freelancer.sees("SHA-256")


def fund(client: Member) -> None:
    client.go("/home/")
    client.press("Fund €1,200")
    client.sees("You pay €1,236.00")
    client.press("Pay €1,236.00")
    client.sees("is held for")
    jobs.drain()


def deliver(freelancer: Member, note: str) -> None:
    freelancer.go("/home/")
    freelancer.press(re.compile("Deliver work|See the changes"))
    freelancer.sees("It is accepted when")
    freelancer.fill(note=note)
    freelancer.page.locator("#id_files").set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": note.encode()}
    )
    freelancer.press("Deliver")
    freelancer.sees("Delivered. The client has until")
    jobs.drain()


def send_back(client: Member) -> None:
    client.go("/home/")
    client.press("Review delivery")
    client.sees("Check it against what you agreed")
    client.page.get_by_text("Something is missing").click()
    client.fill(text="The receipt does not come by mail yet; everything else is as we agreed.")
    client.press("Ask for changes")
    client.sees("The freelancer was asked for changes")
    jobs.drain()


def accept(client: Member) -> None:
    client.go("/home/")
    client.press("Review delivery")
    client.sees("€1,200.00 is released now")
    for box in client.page.locator("input[name^='met']").all():
        box.check()
    client.press("Accept and release €1,200.00")
    client.sees("Nothing is left in escrow")
    jobs.drain()


def payout(freelancer: Member) -> None:
    freelancer.go("/money/destinations/")
    holder = freelancer.page.get_by_label("Account holder").last
    holder.fill("Teo Marsh")
    freelancer.page.get_by_role("button", name="Save").last.click()
    freelancer.sees("is saved. Payouts can go there now.")
    freelancer.go("/money/")
    freelancer.page.get_by_label("Amount").fill("960")
    freelancer.press("Pay out")
    freelancer.sees("€960.00 is on its way")
    jobs.drain()
    paid = Payout.objects.get()
    assert paid.amount == Money(960_00, "EUR")
    assert paid.status == "paid"
    freelancer.go("/money/payouts/")
    freelancer.sees("€960.00")


def reviews(client: Member, freelancer: Member) -> None:
    for member, words in ((client, "Clear questions, and it works."), (freelancer, "Knew what they needed.")):
        member.go("/reviews/")
        member.press("Write the review")
        for rung in member.page.locator("input[type=radio][name^='rung'][value='yes']").all():
            rung.check()
        member.fill(text=words)
        member.press("Seal my review")
        member.sees("What you said")
        jobs.drain()
    with clock.at(clock.now() + timedelta(minutes=1)):
        jobs.run_sweeps()
    visitor = freelancer.page
    visitor.goto(f"{client.home}/people/teo-marsh/")
    expect(visitor.locator("main")).to_contain_text("Clear questions, and it works.")
    client.go("/reviews/?show=received")
    client.sees("Knew what they needed.")
