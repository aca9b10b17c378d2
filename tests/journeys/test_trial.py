"""A hall that matches by hand, in the browser: asked, proposed with a reason, tried, and kept by the hour."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from hirehall.contracts.models import Offer
from hirehall.engagements.trial.models import Match, MatchRequest, Trial
from hirehall.foundation import jobs
from hirehall.money import invariants
from hirehall.people.models import Person
from tests.journeys.test_order_pool import at_a_browser
from tests.makers.base import make_hall
from tests.makers.trial import NOTE, WHY, make_desk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_client_is_matched_tries_somebody_and_keeps_them(
    live_server: LiveServer, chromium: Browser, said: list[str]
) -> None:
    cache.clear()
    desk = make_desk(make_hall(name="The Engine House"))
    finn = Person.objects.get(id=desk.freelancer.person_id)
    client, taker, matcher = (
        at_a_browser(chromium, live_server.url, said, who)
        for who in (desk.client, desk.freelancer, desk.matcher)
    )

    # What is wanted, what it may cost, and what a trial of it comes to, before anything is sent.
    client.open(reverse("trial:new"))
    client.fill(
        title="A checkout that works", need="Our checkout fails on telephones; find out why, and repair it with us.",
        rate_least="40", rate_most="60", weekly_hours="10",
    )  # fmt: skip
    client.press("Send it to the matcher")
    client.sees("The matcher is looking")
    request = MatchRequest.objects.get()

    # The matcher thinks of one person and says why; nobody is shown before they have said yes.
    matcher.open(reverse("front:desk_matching"))
    matcher.press("Propose somebody")
    matcher.fill(handle=finn.handle)
    matcher.page.locator("#reason_0").fill(WHY)
    matcher.press_last("Propose")
    matcher.sees("Asked")
    client.page.reload()
    client.sees("Nobody is shown before they have said yes.")
    match = Match.objects.get()
    taker.open(reverse("trial:proposal", args=[match.id]))
    taker.sees(WHY)
    taker.fill(rate="50", note=NOTE)
    taker.press("Say yes")
    taker.sees("You said yes")
    jobs.drain()  # everybody who was asked has answered: the client sees them

    # The client reads reason, words and sums, and chooses; the offer is answered; the price is held.
    client.open(reverse("trial:request", args=[request.id]))
    client.sees(WHY)
    client.sees("€1,030.00")
    client.press("Choose Finn")
    client.say_yes("Choose Finn")
    client.sees("has the next word")
    taker.open(reverse("trial:proposal", args=[match.id]))
    taker.press("Open the offer")
    taker.sees("€800.00")
    taker.press("Accept the trial")
    taker.sees("The trial")
    trial = Trial.objects.get()
    client.open(reverse("trial:pay", args=[trial.id]))
    client.press("Pay €1,030.00")
    client.sees("Runs until")
    jobs.drain()

    # Good, and they go on by the hour: the trial is paid, and the offer is filled in with what was agreed.
    client.open(reverse("trial:end", args=[trial.id]))
    client.press("Pay, and go on by the hour")
    client.sees(re.compile("week", re.IGNORECASE))
    trial.refresh_from_db()
    assert trial.state == "kept"
    assert client.page.locator("#id_rate").input_value() in ("50", "50.00")
    client.press(re.compile("^(Send|Make) "))
    client.sees("has the next word")
    assert Offer.objects.filter(model="hourly").count() == 1
    for member in (client, taker, matcher):
        member.close()
    assert invariants.check() == []
