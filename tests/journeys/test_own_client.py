"""A visitor of the freelancer's own site becomes a client: piece, mail, joining, quote, contract without commission."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.contracts.models import Contract
from hirehall.foundation import jobs
from hirehall.market.pages.doors import SIZES, frame_html
from hirehall.money.operations import set_founding_schedule
from hirehall.people.models import Person
from hirehall.wiring.demo.hall import FOUNDING
from tests.journeys.conftest import listen
from tests.journeys.test_be_told import open_as
from tests.makers.base import LONG_AGO, make_hall
from tests.makers.contracts import make_pair

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NEED = "A menu for our bakery's site, in two languages, that we can change ourselves."


class HostPage(BaseHTTPRequestHandler):
    """Somebody's own site, which allows frames of the hall and nothing else: no script, no style, no picture."""

    body, frames = "", ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", f"default-src 'none'; frame-src {self.frames}")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>My site</title>{self.body}".encode())

    def log_message(self, *said: Any) -> None:
        pass


@pytest.fixture
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), HostPage)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def test_a_visitor_of_ones_own_site_becomes_a_client_without_commission(
    live_server: LiveServer, chromium: Browser, said: list[str], settings: Any, host: str
) -> None:
    cache.clear()
    settings.CONFIG = replace(settings.CONFIG, public_url=live_server.url)
    hall = make_hall()
    with transaction.atomic():
        set_founding_schedule(hall.id, at=LONG_AGO, rules=FOUNDING)
    pair = make_pair(hall)
    freelancer = Person.objects.get(id=pair.freelancer.person_id)
    HostPage.frames = live_server.url
    HostPage.body = "".join(
        frame_html(hall, freelancer.handle, freelancer.name, SIZES[size], look)
        for size in ("button", "card", "form")
        for look in ("hall", "neutral")
    )

    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    site = context.new_page()
    site.on("console", lambda message: listen(said, message))
    site.goto(host)
    for index in (0, 2):
        expect(site.frame_locator("iframe").nth(index).get_by_role("link")).to_be_visible()
    assert context.cookies() == []

    piece = site.frame_locator("iframe").nth(4)
    piece.get_by_label("Your name").fill("Berta Quill")
    piece.get_by_label("What do you need?").fill(NEED)
    with context.expect_page() as opened:
        piece.get_by_role("button", name="Go on at").click()
    page = opened.value
    page.on("console", lambda message: listen(said, message))
    expect(page.get_by_label("What do you need?")).to_have_value(NEED)
    page.get_by_label("Your e-mail").fill("berta@quill.example")
    page.locator("main").get_by_role("button", name="Ask for a quote").click()
    expect(page.get_by_text("Look into your mail")).to_be_visible()

    jobs.drain()
    found = re.search(r"/quote-requests/link/[\w-]+/", str(mail.outbox[-1].body))
    assert found is not None
    page.goto(live_server.url + found[0])
    expect(page.get_by_label("E-mail")).to_have_value("berta@quill.example")
    page.get_by_label("Your name").fill("Berta Quill")
    page.get_by_label("Password", exact=True).fill("flour oven river stone")
    page.locator("main button[type=submit]").last.click()
    page.get_by_role("button", name=f"Send it to {freelancer.name}").click()
    expect(page.get_by_text("The freelancer brought this client to the hall")).to_be_visible()

    work = open_as(chromium, live_server, freelancer, said)
    work.goto("/clients/own/")
    work.get_by_role("link", name=NEED[:30]).click()
    work.get_by_role("link", name="Write a quote in milestones").click()
    expect(work.get_by_role("heading", name="A quote for Berta Quill")).to_be_visible()
    work.get_by_label("Price").fill("500")
    expect(work.locator("money-line [data-quote-part=sum]")).to_contain_text("€500.00")
    work.get_by_role("button", name="Send the quote").click()
    expect(work.get_by_text("Berta Quill has the next word")).to_be_visible()

    page.goto(live_server.url + "/quote-requests/")
    page.get_by_role("link", name=NEED[:30]).click()
    page.get_by_role("link", name="See the quote").click()
    expect(page.get_by_text("How you met selects the fee once and for good")).to_be_visible()
    page.get_by_role("button", name="Accept the terms").click()
    expect(page.get_by_text("You have a contract")).to_be_visible()
    contract = Contract.objects.get()
    milestone = contract.milestones.get()  # type: ignore[attr-defined]
    assert (contract.origin, milestone.amount_minor) == ("direct", 500_00)
    assert (milestone.freelancer_fee_minor, milestone.client_fee_minor) == (0, 0)
    context.close()
