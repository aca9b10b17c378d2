"""Being told: live in a second browser, by asking where nothing is live, and by mail that one click stops."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from hirehall.conversations import actions
from hirehall.conversations.models import MailChoice
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat
from hirehall.people.models import Person
from tests.look.axe import context, listen, look_at
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.conversations import make_notice, make_thread
from tests.makers.reputation import make_review_of, make_window

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
]
LIVE_MS = 30_000  # nothing is later than that, with events or without


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    return chromium


@pytest.fixture
def mail_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "hirehall.foundation.mail.FolderBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


@pytest.fixture
def events(events_process: tuple[str, subprocess.Popen[bytes]]) -> str:
    """The address of the real events process."""
    return events_process[0]


@pytest.fixture
def events_process(
    settings: Settings, live_server: LiveServer
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The real events process over the test's database."""
    port = _free_port()
    address = f"http://localhost:{port}"
    settings.CONFIG = replace(configured.CONFIG, events_bind=f"127.0.0.1:{port}", events_url=address)
    policy = settings.CONTENT_SECURITY_POLICY
    directives = {**policy["DIRECTIVES"], "connect-src": ["'self'", address]}
    settings.CONTENT_SECURITY_POLICY = {**policy, "DIRECTIVES": directives}
    database = connection.settings_dict
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}",
        "DATABASE_DIRECT_URL": "",
        "HIREHALL_SECRET_KEY": settings.SECRET_KEY,
        "HIREHALL_EVENTS_BIND": f"127.0.0.1:{port}",
        "HIREHALL_PUBLIC_URL": live_server.url,
    }
    process = subprocess.Popen([sys.executable, "-m", "hirehall.wiring.processes.events"], env=environment)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield address, process
    finally:
        process.terminate()
        process.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(address: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310 - our own process
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{address} does not answer")


def session_of(who: Person) -> str:
    """A signed-in session."""
    session = SessionStore()
    session[SESSION_KEY] = str(who.pk)
    session[BACKEND_SESSION_KEY] = configured.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = who.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def open_as(
    browser: Browser, live_server: LiveServer, who: Person, complaints: list[str], **more: Any
) -> Page:
    seen = {"viewport": {"width": 1280, "height": 900}, **more}
    made = context(browser, live_server.url, session=session_of(who), **seen)
    page = made.new_page()
    listen(page, complaints)
    return page


def send(page: Page, text: str) -> None:
    page.get_by_label("Message to").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".message-mine").last).to_contain_text(text, timeout=LIVE_MS)
    expect(page.get_by_label("Message to")).to_have_value("")


def test_a_message_arrives_live_and_is_seen_live(
    browser: Browser, live_server: LiveServer, events: str
) -> None:
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    thread, complaints = make_thread(hall, mara, ida), []
    marain = open_as(browser, live_server, mara, complaints)
    idain = open_as(browser, live_server, ida, complaints)
    idain.goto("/messages/")
    expect(idain.locator("[data-unread=messages]").first).to_be_hidden()
    marain.goto(f"/messages/{thread.id}/")
    send(marain, "Hello Ida, are you free in May?")

    expect(idain.locator("[data-unread=messages]").first).to_be_visible(timeout=LIVE_MS)
    expect(idain.locator(".thread-line")).to_contain_text("1 new", timeout=LIVE_MS)
    idain.get_by_role("link", name="Mara Quist").click()
    expect(idain.locator(".message").last).to_contain_text("are you free in May?")
    expect(marain.locator(".message-seen")).to_contain_text("Seen by Ida Holm", timeout=LIVE_MS)

    idain.get_by_label("Message to").fill("A half-written answ")
    send(marain, "Or in June?")
    expect(idain.locator(".message").last).to_contain_text("Or in June?", timeout=LIVE_MS)
    expect(idain.get_by_label("Message to")).to_have_value("A half-written answ")
    assert complaints == []


def test_where_nothing_is_live_the_page_asks_often_enough(
    browser: Browser, live_server: LiveServer, settings: Settings
) -> None:
    hall, ida = make_hall(), make_person("Ida Holm")
    page = open_as(browser, live_server, ida, [])
    page.clock.install()
    page.goto("/notices/")
    expect(page.locator("[data-unread=notices]").first).to_be_hidden()
    make_notice(hall, ida, sentence="Mara Quist has funded the first milestone.")
    page.clock.fast_forward(LIVE_MS)
    expect(page.locator("[data-unread=notices]").first).to_be_visible()


def test_when_the_events_die_the_open_page_still_learns_in_time(
    browser: Browser, live_server: LiveServer, events_process: tuple[str, subprocess.Popen[bytes]]
) -> None:
    hall, ida = make_hall(), make_person("Ida Holm")
    page = open_as(browser, live_server, ida, [])
    with page.expect_response(lambda answer: "/events" in answer.url) as opened:
        page.goto("/notices/")
    assert opened.value.ok
    unread = page.locator("[data-unread=notices]").first
    make_notice(hall, ida, sentence="Mara Quist has funded the first milestone.")
    expect(unread).to_be_visible(timeout=5_000)  # live
    expect(unread.locator("[data-number]")).to_have_text("1")

    process = events_process[1]
    process.kill()
    process.wait(timeout=10)
    began = time.monotonic()
    make_notice(hall, ida, sentence="Mara Quist has written.")
    expect(unread.locator("[data-number]")).to_have_text("2", timeout=LIVE_MS)
    assert time.monotonic() - began <= LIVE_MS / 1000


def test_a_notice_is_read_by_opening_its_page_and_other_tabs_see_it(
    browser: Browser, live_server: LiveServer, events: str
) -> None:
    hall, ida = make_hall(), make_person("Ida Holm")
    make_notice(hall, ida, href="/messages/", sentence="Mara Quist has written.")
    complaints: list[str] = []
    first, second = (open_as(browser, live_server, ida, complaints) for _ in range(2))
    first.goto("/notices/")
    expect(first.locator("[data-unread=notices]").first).to_be_visible()
    second.goto("/messages/?from=mail")
    expect(second.locator("[data-unread=notices]").first).to_be_hidden()
    expect(first.locator("[data-unread=notices]").first).to_be_hidden(timeout=LIVE_MS)
    assert complaints == []


def test_the_mail_comes_and_one_click_without_log_in_stops_its_kind(
    browser: Browser, live_server: LiveServer, mail_folder: Path
) -> None:
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    thread = make_thread(hall, mara, ida)
    actions.send_message(thread.id, by=actor_of(mara), text="Hello Ida")
    jobs.drain()
    assert not mail_folder.exists() or not list(mail_folder.iterdir())
    with clock.later(minutes=11):
        jobs.drain()
    [file] = mail_folder.glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert mail["To"] == "ida-holm@example.org"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way_out = re.sub(r"^https?://[^/]+", "", mail["List-Unsubscribe"].strip(" <>"))

    page = context(browser, live_server.url).new_page()
    page.goto(way_out)
    assert not MailChoice.objects.exists(), "looking at the link has changed something"
    page.get_by_role("button", name="Stop mails about messages").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("no more mails about messages")
    assert MailChoice.objects.get(person=ida).mail == "off"


def test_the_pages_of_notices_messages_and_reviews_pass_axe(
    browser: Browser, live_server: LiveServer
) -> None:
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    thread = make_thread(hall, mara, ida)
    actions.send_message(thread.id, by=actor_of(mara), text="Hello **Ida**, see https://example.org")
    make_notice(hall, ida)
    review, window = make_review_of(hall, mara, ida), make_window(hall, mara, ida)
    paths = [
        "/notices/", "/notices/?show=unread", "/settings/notices/", "/messages/", f"/messages/{thread.id}/",
        "/reviews/", "/reviews/?show=given", "/reviews/?show=received", "/reviews/how/",
        "/standing/", "/standing/constants/",
        f"/reviews/windows/{window.id}/", f"/reviews/windows/{review.window_id}/",
    ]  # fmt: skip
    assert look_at(browser, live_server.url, paths, session=session_of(ida)) == []
