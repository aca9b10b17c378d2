"""A packaged service on both sides of the browser: made, asked about, ordered, and every way in which it can end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.contracts.models import Offer
from hirehall.engagements.package.models import Inquiry, Order
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor
from hirehall.market.models import Service
from hirehall.money import invariants
from hirehall.money.models import Earning
from hirehall.people.models import Person
from tests.journeys.member import Member
from tests.look.test_every_page import cookie
from tests.makers.contracts import make_pair
from tests.makers.market import make_skill

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
REASON = "The product was taken off the market, so we do not need it."


def at_a_browser(chromium: Browser, home: str, heard: list[str], who: Actor) -> Member:
    member = Member(chromium, home, heard)
    session = cookie(Person.objects.get(id=who.person_id))
    member.page.context.add_cookies([{"name": "sessionid", "value": session, "url": home}])
    return member


def newest() -> Order:
    return Order.objects.select_related("contract").order_by("-ordered_at").first()  # type: ignore[return-value]


def pass_time(order: Order, **fields: timedelta) -> None:
    """What is due was due that long ago; then the clocks run."""
    Order.objects.filter(id=order.id).update(**{name: clock.now() - ago for name, ago in fields.items()})
    jobs.run_sweeps()
    jobs.drain()


def test_a_packaged_service_from_its_page_to_every_end(
    live_server: LiveServer, chromium: Browser, said: list[str]
) -> None:
    cache.clear()
    pair = make_pair()
    skill = make_skill(pair.hall, "Illustration", category="Design")
    mine = at_a_browser(chromium, live_server.url, said, pair.freelancer)
    theirs = at_a_browser(chromium, live_server.url, said, pair.client)

    # The freelancer describes it: two packages, a price for one more revision, a question, what clients ask.
    mine.open(reverse("market:new_service"))
    mine.fill(
        title="A logo for a small business",
        description="Three drafts by hand, one of them worked out in every size that you need.",
        package1_title="Sketch", package1_scope="One draft, as SVG and PNG.", package1_price="100",
        package1_days="3", package1_revisions="1", package1_revision_price="20",
        package2_title="Mark", package2_scope="Three drafts and a style sheet.", package2_price="400",
        package2_days="7", package2_revisions="3",
    )  # fmt: skip
    mine.select("category_id", "Design")
    mine.fill_rows("skills", skill.name)
    mine.fill_rows("questions", "What does your business do?")
    mine.fill_rows("faq_question", "Do I get the sources?")
    mine.fill_rows("faq_answer", "Yes, as SVG.")
    mine.press("Save")
    mine.sees("Only you see it")
    mine.press("Publish")
    mine.sees("Can be ordered")
    service = Service.objects.get()
    page = reverse("market:service", args=[service.id])

    # The client compares, and the line beside follows the choice.
    theirs.open(page)
    theirs.sees("Do I get the sources?")
    theirs.choose("package", "2")
    theirs.sees("€412.00")
    theirs.choose("package", "1")
    theirs.sees("€103.00")

    # First a question; the freelancer answers with an offer; a question back; the client accepts and pays.
    theirs.press("Ask before you order")
    theirs.fill(text="Can you draw a sign as well? My number is +49 30 1234567.")
    theirs.press("Send the question")
    theirs.sees("+49 30 1234567")
    inquiry = Inquiry.objects.get()
    mine.open(reverse("package:inquiry", args=[inquiry.id]))
    mine.press("Make an offer")
    mine.fill(
        title="A logo and a sign", scope="One logo, and a sign for above the door of the shop.", price="300",
        days="5",
    )  # fmt: skip
    mine.sees("€240.00")
    mine.press("Send the offer")
    mine.sees("has the next word")
    offer = Offer.objects.get()
    theirs.open(reverse("package:inquiry", args=[inquiry.id]))
    theirs.press("A logo and a sign")
    theirs.page.locator("#id_text").fill("Would it be in bronze?")
    theirs.press("Ask")
    theirs.sees("Would it be in bronze?")
    theirs.open(reverse("package:offer", args=[offer.id]))
    theirs.press("Accept and pay €309.00")
    theirs.sees("Where the money is")
    jobs.drain()
    assert newest().state == "in_progress"

    # Late, then very late: the client cancels alone, and everything comes back.
    order = newest()
    pass_time(order, due_at=timedelta(hours=1))
    theirs.open(reverse("package:contract", args=[order.contract_id]))
    theirs.sees("Late")
    pass_time(order, due_at=timedelta(hours=25))
    theirs.page.reload()
    theirs.press("Cancel the order")
    theirs.sees("you may cancel it without asking. €309.00")
    theirs.press("Cancel the order")
    theirs.sees("The order is cancelled")
    jobs.drain()
    assert newest().refunded_minor == 300_00

    # The package from the page: ordered, answered, delivered, revised, one more revision bought, revised again.
    theirs.open(page)
    theirs.press("Go on to the order")
    theirs.press("Order and pay €103.00")
    theirs.fill(answer_1="A bakery")
    theirs.press("Send, and start the clock")
    theirs.sees("What the freelancer was told")
    order = newest()
    for round_ in range(3):
        mine.open(reverse("package:deliver", args=[order.id]))
        mine.fill(note=f"All the files, hand-over {round_ + 1}.")
        mine.press("Deliver")
        mine.sees("Delivered.")
        theirs.open(reverse("package:review", args=[order.id]))
        theirs.sees(f"hand-over {round_ + 1}")
        if round_ == 1:
            theirs.press("Buy one more for €20.00")
            theirs.press("Buy and pay")
            theirs.sees("(1 left)")
        if round_ < 2:
            theirs.unfold("Something is missing")
            theirs.fill(text="Warmer colours, please, in all of it.")
            theirs.press("Ask for a revision")
            theirs.sees("was asked for a revision")
    theirs.press("Accept and release €120.00")
    theirs.sees("Accepted. €120.00 is released.")
    jobs.drain()

    # A tip, then the same again in one click; this time both agree to cancel.
    theirs.press("Pay a tip")
    theirs.fill(amount="10")
    theirs.press("See what you pay")
    theirs.press("Pay €10.00")
    theirs.sees("Where the money is")
    jobs.drain()
    assert Earning.objects.filter(net_minor=10_00).count() == 1
    theirs.open(reverse("package:contract", args=[order.contract_id]))
    theirs.sees("Order again")
    theirs.press("Order again")
    theirs.press("Order and pay €103.00")
    theirs.fill(answer_1="The same bakery")
    theirs.press("Send, and start the clock")
    theirs.sees("The same bakery")
    again = newest()
    assert again.id != order.id
    theirs.open(reverse("package:ask_to_cancel", args=[again.id]))
    theirs.fill(reason=REASON)
    theirs.press("Ask to cancel")
    theirs.sees("The other side was asked")
    mine.open(reverse("package:ask", args=[again.asks.get().id]))
    mine.sees(REASON)
    mine.press("Agree, and cancel")
    mine.sees("The order is cancelled")
    jobs.drain()
    assert newest().state == "cancelled"

    for member in (mine, theirs):
        member.open(reverse("contracts:contracts"))
        expect(member.page.locator("main")).to_contain_text("A logo for a small business: Sketch")
        member.close()
    assert invariants.check() == []
    assert Service.objects.get().open_orders == 0
