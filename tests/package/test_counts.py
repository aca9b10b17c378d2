"""How many questions the pages ask the database; no list makes them more."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.ask_revision import ask_revision
from hirehall.engagements.package.actions.buy_revisions import buy_revisions
from hirehall.engagements.package.actions.make_offer import make_offer
from hirehall.engagements.package.actions.open_inquiry import open_inquiry
from hirehall.foundation import clock, jobs
from hirehall.people.models import Person
from tests.makers.package import Shop, make_service, offer_content


def asked(browser: Client, address: str) -> int:
    browser.get(address)  # what a first visit remembers
    with CaptureQueriesContext(connection) as found:
        assert browser.get(address).status_code == 200
    return len(found)


@pytest.fixture
def theirs(shop: Shop) -> Client:
    cache.clear()
    browser = Client()
    browser.force_login(Person.objects.get(id=shop.client.person_id))
    return browser


@pytest.fixture
def mine(shop: Shop) -> Client:
    browser = Client()
    browser.force_login(Person.objects.get(id=shop.freelancer.person_id))
    return browser


def test_the_catalogue_and_ones_own_list_do_not_ask_more_for_more_services(
    shop: Shop, theirs: Client, mine: Client
) -> None:
    addresses = [(theirs, reverse("market:services")), (mine, reverse("market:my_services"))]
    few = [asked(browser, address) for browser, address in addresses]
    for _ in range(4):
        make_service(shop.hall, shop.freelancer)
    assert [asked(browser, address) for browser, address in addresses] == few


def test_the_page_of_a_service_does_not_ask_more_for_more_orders(shop: Shop, theirs: Client) -> None:
    address = reverse("market:service", args=[shop.service.id])
    accept_order(shop.delivered().id, by=shop.client)
    jobs.drain()
    few = asked(theirs, address)
    for _ in range(3):
        accept_order(shop.delivered().id, by=shop.client)
    jobs.drain()
    assert asked(theirs, address) == few


def test_the_room_of_an_order_does_not_ask_more_for_what_happened(
    shop: Shop, theirs: Client, mine: Client
) -> None:
    order = shop.delivered(package=1)
    address = reverse("package:contract", args=[order.contract_id])
    few = asked(theirs, address), asked(mine, address)
    for _ in range(2):
        buy_revisions(order.id, by=shop.client)
        jobs.drain()
        ask_revision(order.id, by=shop.client, text="Warmer colours, please, in all of it.")
        shop.hand_over(order)
    assert (asked(theirs, address), asked(mine, address)) == few


def test_a_conversation_does_not_ask_more_for_more_offers(shop: Shop, theirs: Client) -> None:
    inquiry = open_inquiry(shop.service.id, by=shop.client, text="Can you?")
    address = reverse("package:inquiry", args=[inquiry.id])
    day: Any = clock.now().date()
    make_offer(inquiry.id, by=shop.freelancer, content=offer_content(), valid_until=day)
    few = asked(theirs, address)
    for _ in range(3):
        make_offer(inquiry.id, by=shop.freelancer, content=offer_content(), valid_until=day)
    assert asked(theirs, address) == few
