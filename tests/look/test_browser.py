"""In a real browser, under the real policy: the style page, our scripts, and pages that htmx swaps in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.foundation.actor import Actor
from hirehall.people.models import Person
from tests.look.axe import context, listen, look_at
from tests.makers.base import make_hall
from tests.makers.contracts import make_pair

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    return chromium


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, complaints: list[str]) -> Iterator[Page]:
    make_hall()
    made = context(browser, live_server.url, viewport={"width": 1280, "height": 900})
    opened = made.new_page()
    listen(opened, complaints)
    yield opened
    made.close()


def test_every_component_passes_axe_in_both_schemes_and_widths(
    browser: Browser, live_server: LiveServer
) -> None:
    make_hall()
    assert look_at(browser, live_server.url, ["/style/", "/source/"]) == []


OPEN = [
    *(
        "/",
        "/guide/",
        "/freelancing-and-outsourcing/",
        "/fees/",
        "/fees/what-if/",
        "/how-money-is-held/",
        "/where-work-is-found/",
    ),
    *(
        "/help/",
        "/standing/constants/",
        "/find/",
        "/find/briefs/",
        "/find/freelancers/",
        "/account/login/",
        "/account/signup/",
    ),
]


def test_what_visitors_see_passes_axe_and_never_scrolls_sideways(
    browser: Browser, live_server: LiveServer
) -> None:
    make_pair()
    assert look_at(browser, live_server.url, OPEN) == []


def test_a_contracts_room_passes_axe_for_both_sides(browser: Browser, live_server: LiveServer) -> None:
    pair = make_pair()
    milestone = pair.delivered()
    room = [
        f"/contracts/milestone/{milestone.contract_id}/",
        f"/milestones/{milestone.id}/review/",
        "/money/",
    ]
    for side in (pair.client, pair.freelancer):
        paths = room if side is pair.client else [room[0], room[2]]
        assert look_at(browser, live_server.url, paths, session=session_of(side)) == []


def session_of(actor: Actor) -> str:
    """The session cookie of a person who is signed in."""
    client = Client()
    client.force_login(
        Person.objects.get(id=actor.person_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client.cookies["sessionid"].value


def test_a_link_swaps_the_page_in_and_back_brings_the_old_one(page: Page, complaints: list[str]) -> None:
    page.goto("/style/")
    page.evaluate("() => { window.stillHere = true }")
    page.get_by_role("link", name="Source code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Source code")
    expect(page).to_have_url(re.compile("/source/$"))
    expect(page).to_have_title("Source code · Harbour Hall")
    assert page.evaluate("() => window.stillHere"), "the page was loaded whole"
    assert page.evaluate("() => document.activeElement.id") == "main"
    assert page.evaluate("() => window.scrollY") == 0
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Style page")
    assert complaints == []


def test_a_question_is_asked_before_what_cannot_be_undone(page: Page, complaints: list[str]) -> None:
    page.goto("/style/")
    release = page.get_by_role("button", name="Approve and release €1,200")
    release.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Release €1,200 to Mateus? This cannot be undone.")
    expect(dialog.get_by_role("button", name="Go back")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(release).to_be_focused()
    assert complaints == []


def test_a_draft_comes_back_and_can_be_dropped(page: Page, complaints: list[str]) -> None:
    page.goto("/style/")
    page.locator("#id_title").fill("A new checkout")
    page.wait_for_timeout(500)
    page.reload()
    expect(page.locator("#id_title")).to_have_value("A new checkout")
    page.get_by_role("button", name="Start afresh").click()
    expect(page.locator("#id_title")).to_have_value("")
    assert complaints == []


def test_the_toolbar_writes_markdown(page: Page, complaints: list[str]) -> None:
    page.goto("/style/")
    area = page.locator("#id_about")
    area.fill("cheap")
    area.select_text()
    page.get_by_role("button", name="Bold").first.click()
    expect(area).to_have_value("**cheap**")
    assert complaints == []


def test_the_page_stays_within_its_budget(page: Page) -> None:
    sizes: dict[str, int] = {}
    page.on(
        "response", lambda answer: sizes.update({answer.url: int(answer.headers.get("content-length", 0))})
    )
    page.goto("/style/")
    page.wait_for_timeout(200)
    assert sum(size for url, size in sizes.items() if "/style/" not in url) < 90_000
    scripts = [size for url, size in sizes.items() if url.endswith(".js")]
    assert len(scripts) == 2
    assert sum(scripts) < 25_000


def test_without_scripts_the_page_is_complete(browser: Browser, live_server: LiveServer) -> None:
    make_hall()
    made = context(browser, live_server.url, java_script_enabled=False)
    page = made.new_page()
    page.goto("/style/")
    page.get_by_role("link", name="Source code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Source code")
    made.close()
