"""The gallery on both sides of the browser: shown, liked, followed, kept, asked for, made, and said to be made here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.deliver_order import deliver_order
from hirehall.foundation import jobs
from hirehall.money import invariants
from hirehall.portfolio.models import Credit, Follow, Kept
from hirehall.skills.models import Showing
from tests.journeys.test_packaged_service import at_a_browser, newest
from tests.makers.package import make_shop
from tests.makers.portfolio import plain_picture

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_piece_from_its_upload_to_the_contract_that_it_names(
    live_server: LiveServer, chromium: Browser, said: list[str], tmp_path: Path
) -> None:
    cache.clear()
    shop = make_shop()
    mine = at_a_browser(chromium, live_server.url, said, shop.freelancer)
    theirs = at_a_browser(chromium, live_server.url, said, shop.client)

    # The maker shows a piece; it is on the wall.
    picture = tmp_path / "whale.png"
    picture.write_bytes(plain_picture(size=(640, 480)))
    mine.open(reverse("skills:portfolio"))
    mine.fill(title="A whale for a theatre", text="Three colours, printed by hand.")
    mine.attach("pictures", picture)
    mine.press("Add it")
    mine.sees("A whale for a theatre")
    jobs.drain()
    shown = Showing.objects.get()

    # The client comes upon it, likes and keeps it, and follows who made it.
    theirs.open(reverse("portfolio:wall"))
    theirs.press("A whale for a theatre")
    theirs.sees("Three colours, printed by hand.")
    theirs.press("Follow")
    theirs.sees("Following")
    theirs.unfold("Keep it in a collection")
    theirs.page.locator("#new-collection").fill("Whales")
    theirs.press("Keep in a new one")
    theirs.sees("Kept in the collection.")
    theirs.page.locator("form[data-like] button").first.click()
    theirs.page.locator("form[data-like] button[aria-pressed=true]").first.wait_for()
    assert (Follow.objects.count(), Kept.objects.count()) == (1, 1)
    shown.refresh_from_db()
    assert shown.likes == 1

    # Something like this: an order that carries the piece into its room.
    theirs.press(f"Order “{shop.service.title}”")
    theirs.sees("Something like")
    theirs.press("Go on to the order")
    theirs.press(re.compile("^Order and pay"))
    theirs.sees("The days of the work count from the moment that you send this.")
    theirs.sees("A whale for a theatre")
    for number, _ in enumerate(shop.service.questions, start=1):
        theirs.fill(**{f"answer_{number}": "A bakery"})
    theirs.press("Send, and start the clock")
    theirs.sees("What the freelancer was told")
    theirs.sees("A whale for a theatre")
    jobs.drain()
    order = newest()
    assert order.piece_id == shown.piece_id
    deliver_order(order.id, by=shop.freelancer, note="Here are all the files.")
    accept_order(order.id, by=shop.client)
    jobs.drain()

    # Both say that the piece was made in a contract here, and then it does.
    page = reverse("portfolio:piece", args=[shown.id])
    mine.open(page)
    mine.unfold("Made in a contract here?")
    mine.press("Ask the client")
    mine.sees("The piece says nothing before they agree.")
    theirs.open(page)
    theirs.sees("Was this made in your contract?")
    theirs.press("Agree")
    theirs.sees("Made in a contract here")
    assert Credit.objects.get().state == "agreed"
    mine.close()
    theirs.close()
    assert invariants.check() == []
