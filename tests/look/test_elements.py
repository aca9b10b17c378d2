"""Our custom pieces on the pages that use them, by keyboard alone: preview, copying, passwords, questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.people.models import Person, Token
from tests.journeys.test_be_told import session_of
from tests.journeys.test_join import sign_in
from tests.look.axe import context, listen, violations
from tests.makers.base import make_hall
from tests.makers.people import PASSWORD, make_member

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def who() -> Person:
    make_hall()
    return make_member("Amara Okafor", email="amara@example.org")


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer, who: Person) -> Callable[..., Page]:
    def open_it(
        path: str, *, signed_in: bool = True, complaints: list[str] | None = None, **options: object
    ) -> Page:
        session = session_of(who) if signed_in else None
        page = context(chromium, live_server.url, session=session, **options).new_page()
        page.set_default_timeout(10_000)
        if complaints is not None:
            listen(page, complaints)
        page.goto(path)
        return page

    return open_it


def press(page: Page, name: str, key: str = "Enter") -> None:
    page.get_by_role("button", name=name).first.focus()
    page.keyboard.press(key)


def make_token(page: Page) -> None:
    """Tokens ask for a log-in that is not long ago."""
    sign_in(page, "amara@example.org")
    page.wait_for_url("**/home/")
    page.goto("/account/tokens/")
    page.get_by_label("What is it for?").fill("Books")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Make the token").click()


def test_markdown_is_previewed_as_it_will_stand(open_page: Callable[..., Page]) -> None:
    complaints: list[str] = []
    page = open_page("/profile/", complaints=complaints)
    area = page.locator("textarea[data-markdown]").first
    area.fill("I **mend** checkouts.\n\n<img src=x onerror=alert(1)>\n\n- fast\n- tidy")
    press(page, "Preview")
    pane = page.locator(".markdown-pane").first
    expect(pane.locator("strong")).to_have_text("mend")
    expect(pane.locator("li")).to_have_text(["fast", "tidy"])
    assert pane.locator("img").count() == 0
    expect(area).to_be_hidden()
    press(page, "Preview", "Space")
    expect(area).to_be_visible()
    expect(area).to_have_value("I **mend** checkouts.\n\n<img src=x onerror=alert(1)>\n\n- fast\n- tidy")
    area.fill("")
    press(page, "Preview")
    expect(pane).to_have_text("Nothing written yet.")
    assert complaints == []


def test_a_secret_is_copied_and_the_copy_is_announced(open_page: Callable[..., Page]) -> None:
    page = open_page("/account/login/", signed_in=False, permissions=["clipboard-read", "clipboard-write"])
    make_token(page)
    secret = page.locator("code.secret").inner_text()
    press(page, "Copy")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == secret
    expect(page.get_by_role("button", name="Copy", exact=True)).to_be_visible(timeout=4000)


def test_copying_works_where_there_is_no_clipboard_to_ask_for(open_page: Callable[..., Page]) -> None:
    page = open_page("/style/", permissions=["clipboard-read"])
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    press(page, "Copy link")
    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == "copied text"


def test_a_password_can_be_looked_at_and_is_hidden_again_when_it_is_sent(
    open_page: Callable[..., Page], who: Person
) -> None:
    page = open_page("/account/login/", signed_in=False, bypass_csp=True)
    page.get_by_label("E-mail").fill(who.email)
    field = page.get_by_label("Password", exact=True)
    field.fill("not " + PASSWORD)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show what you type")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("type", "text")
    expect(page.get_by_role("button", name="Hide what you type")).to_be_focused()
    assert violations(page) == []
    sent = page.evaluate(
        """() => { let seen; const field = document.querySelector("[name=password]");
        field.form.addEventListener("submit", (event) => {
          seen = field.type; event.preventDefault(); event.stopImmediatePropagation();
        }, { capture: true, once: true });
        field.form.requestSubmit(); return seen; }"""
    )
    assert sent == "password"
    field.fill("not " + PASSWORD)
    field.press("Enter")
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.get_by_role("button", name="Show what you type")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    page.wait_for_url("**/home/")


def test_a_question_is_answered_by_keyboard_no_and_yes(open_page: Callable[..., Page], who: Person) -> None:
    page = open_page("/account/login/", signed_in=False)
    make_token(page)
    press(page, "Revoke")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Programs that use “Books” stop working at once.")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Revoke")).to_be_focused()
    assert Token.objects.get(person=who).revoked_at is None
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name="Revoke")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("“Books” no longer works.")).to_be_visible()
    assert Token.objects.get(person=who).revoked_at is not None
