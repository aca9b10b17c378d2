"""Joining in a real browser: the mail's link, a passkey that signs in alone, and a code from an app."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.foundation import jobs
from hirehall.foundation.actor import system
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.models import Person
from hirehall.skills.actions.add_piece import add_piece
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.queries import open_skills
from tests.look.axe import context, listen, look_at
from tests.makers.base import actor_of, make_hall
from tests.makers.people import PASSWORD, make_member

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    return chromium


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    cache.clear()
    make_hall()
    opened = context(browser, live_server.url)
    complaints: list[str] = []
    fresh = opened.new_page()
    listen(fresh, complaints)
    yield fresh
    opened.close()
    assert complaints == []


def sign_in(page: Page, email: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def with_authenticator(page: Page) -> None:
    """A device that holds passkeys and says that its owner has touched it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_somebody_joins_by_the_link_in_the_mail_and_puts_on_the_other_hat(page: Page) -> None:
    page.goto("/account/signup/?side=freelancer")
    page.get_by_label("Your name").fill("Amara Okafor")
    page.get_by_label("E-mail").fill("amara@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    jobs.drain()
    link = re.search(r"https?://\S+/account/confirm-email/\S+/", str(mail.outbox[0].body))
    assert link is not None
    page.goto(link[0])
    page.get_by_role("button", name="Yes, confirm").click()
    page.wait_for_url("**/home/")
    page.goto("/account/")
    page.get_by_role("button", name="Client").first.click()
    page.wait_for_url("**/home/")
    who = Person.objects.get()
    assert (who.hat, who.wears_freelancer, who.wears_client) == ("client", True, True)


def test_a_passkey_is_added_and_then_signs_in_alone(page: Page) -> None:
    who = make_member("Amara Okafor", email="amara@example.org")
    with_authenticator(page)
    sign_in(page, who.email)
    page.wait_for_url("**/home/")
    page.goto("/account/second-step/webauthn/add/")
    page.get_by_label("Name of this passkey").fill("Blue key")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert Authenticator.objects.filter(user=who, type=Authenticator.Type.WEBAUTHN).count() == 1
    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/home/")
    page.goto("/account/second-step/webauthn/")
    expect(page.get_by_role("heading", name="Blue key")).to_be_visible()
    expect(page.get_by_text("Signs in alone")).to_be_visible()


def test_a_code_from_an_app_is_asked_for_once_it_is_set_up(page: Page) -> None:
    who = make_member("Amara Okafor", email="amara@example.org")
    sign_in(page, who.email)
    page.wait_for_url("**/home/")
    page.goto("/account/second-step/totp/activate/")
    assert page.locator("img.qr").evaluate("picture => picture.naturalWidth") > 100
    page.get_by_text("Cannot scan it?").click()
    secret = page.locator("details code").inner_text()
    page.get_by_label("Code from the app").fill(code_of(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    codes = page.locator("pre.codes").inner_text().split()
    assert len(codes) == 10
    page.context.clear_cookies()
    sign_in(page, who.email)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_label("Code").fill("00000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Incorrect code").first).to_be_visible()
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/home/")


PUBLIC = ["/account/login/", "/account/signup/", "/account/password/reset/", "/account/confirm-email/"]
OWN = [
    "/account/", "/account/email/", "/account/password/change/", "/account/second-step/", "/account/sessions/",
    "/account/second-step/totp/activate/", "/account/second-step/webauthn/add/", "/account/tokens/",
    "/account/data/", "/account/data/closing/", "/profile/", "/profile/client/", "/profile/skills/",
    "/profile/portfolio/", "/organisations/",
]  # fmt: skip


def test_every_page_of_log_in_and_profile_is_clean_for_axe_and_fits(
    browser: Browser, live_server: LiveServer
) -> None:
    cache.clear()
    hall = make_hall()
    seed_taxonomy(hall.id, by=system("demo"))
    who = make_member("Amara Okafor", email="amara@example.org", side="both")
    by = actor_of(who)
    claim_skill(open_skills(hall.id)[0].id, level=3, by=by)
    add_piece(by=by, title="A ledger")
    organisation = make_organisation(by=by, name="North Works")
    browser_client = Client()
    browser_client.post("/account/login/", {"login": who.email, "password": PASSWORD})
    session = browser_client.cookies["sessionid"].value
    assert look_at(browser, live_server.url, PUBLIC) == []
    own = [*OWN, f"/organisations/{organisation.id}/"]
    assert look_at(browser, live_server.url, own, session=session) == []


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
