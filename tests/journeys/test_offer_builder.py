"""The offer builder in a real browser: milestones come and go in the page, and the line follows what is typed."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.contracts.models import Offer
from hirehall.people.models import Person
from tests.journeys.test_be_told import open_as
from tests.look.axe import violations
from tests.makers.base import make_hall
from tests.makers.contracts import make_pair

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_plan_grows_in_the_page_and_says_what_it_means(live_server: LiveServer, chromium: Browser) -> None:
    cache.clear()
    pair = make_pair(make_hall())
    complaints: list[str] = []
    page = open_as(chromium, live_server, Person.objects.get(id=pair.client.person_id), complaints)
    page.goto(f"/offers/milestone/new/?freelancer={pair.freelancer.person_id}")
    page.get_by_label("Title").fill("Shop relaunch")
    page.get_by_label("What is to be done").fill("Redesign the whole checkout of the shop.")
    page.get_by_label("Milestone", exact=True).fill("Basket")
    page.get_by_label("Price").fill("1000")
    line = page.locator("money-line [data-quote-part=sum]")
    expect(line).to_contain_text("€1,030.00")
    page.get_by_role("button", name="Add a milestone").click()
    expect(page.get_by_role("heading", name="Milestone 2")).to_be_visible()
    second = page.locator("row-list li").nth(1)
    expect(second.get_by_label("Milestone", exact=True)).to_be_focused()
    second.get_by_label("Milestone", exact=True).fill("Receipt")
    second.get_by_label("Price").fill("500")
    expect(line).to_contain_text("€1,545.00")
    expect(line).to_contain_text("€1,200.00")
    page.get_by_role("button", name="Add a milestone").click()
    page.get_by_role("button", name="Take out milestone 3").click()
    page.get_by_role("button", name="Take out milestone 1").click()
    expect(page.get_by_label("Price")).to_have_value("500")
    expect(line).to_contain_text("€515.00")
    page.get_by_role("button", name="Send the offer").click()
    expect(page.get_by_role("heading", name="Shop relaunch")).to_be_visible()
    assert Offer.objects.get().total_minor == 500_00
    assert complaints == []


def test_the_builder_with_a_row_more_is_clean_for_axe(live_server: LiveServer, chromium: Browser) -> None:
    cache.clear()
    pair = make_pair(make_hall())
    who = Person.objects.get(id=pair.client.person_id)
    page = open_as(chromium, live_server, who, [], bypass_csp=True)
    page.goto(f"/offers/milestone/new/?freelancer={pair.freelancer.person_id}")
    page.get_by_role("button", name="Add a milestone").click()
    expect(page.get_by_role("heading", name="Milestone 2")).to_be_visible()
    page.get_by_label("Price").first.fill("1000")
    page.get_by_label("Price").last.fill("500")
    expect(page.locator("money-line tbody tr")).to_have_count(2)
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
