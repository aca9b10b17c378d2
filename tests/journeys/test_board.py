"""A board of outside positions under its own hall: sent in, screened, found, told of, tracked, and over."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.engagements.listing.models import Position
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor
from hirehall.people.models import Person
from tests.journeys.member import Member
from tests.look.test_every_page import cookie
from tests.makers.base import make_hall
from tests.makers.listing import Board, make_board

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

HALL = "/at/board"
TEXT = (
    "We need somebody urgently: edit recipes and short essays, two days a week. We choose by a paid trial text and "
    "one call."
)


def seat(browser: Browser, home: str, said: list[str], who: Actor) -> Member:
    member = Member(browser, home, said)
    session = cookie(Person.objects.get(id=who.person_id), staff_session_id=str(who.staff_session_id or ""))
    member.page.context.add_cookies([{"name": "sessionid", "value": session, "url": home}])
    return member


def test_a_position_from_the_sender_to_the_member_and_off_the_board(
    live_server: LiveServer, chromium: Browser, said: list[str], settings: Any
) -> None:
    cache.clear()
    settings.CONFIG = replace(settings.CONFIG, public_url=live_server.url)
    make_hall()
    board = make_board(make_hall(slug="board", name="The Board"))
    poster, member, editor = (
        seat(chromium, live_server.url, said, who) for who in (board.poster, board.member, board.editor)
    )
    searches_and_asks_to_be_told(member)
    sends_in(poster)
    screens(editor)
    is_told_finds_and_tracks(member, board)
    with clock.later(days=31):
        jobs.sweeps["listing.sweep_positions"]()  # not every sweep: another would end the browsers’ sessions
        jobs.drain()
    member.open(f"{HALL}/positions/kept/")
    member.sees("Interview")
    member.sees("Expired")
    poster.open(f"{HALL}/positions/sent-in/")
    poster.press("Editor of recipes")
    poster.sees("Its days are over and nobody confirmed it.")
    poster.press("Send it again")
    poster.press("Send it to the desk")
    poster.sees("With the desk")
    for one in (poster, member, editor):
        one.close()
    assert Position.objects.get().state == "submitted"


def searches_and_asks_to_be_told(member: Member) -> None:
    member.open(f"{HALL}/positions/?q=recipes")
    member.sees("No listed position fits all of that")
    member.page.locator("#every").select_option(label="At once")
    member.press("Save this search")
    expect(member.page).to_have_url(re.compile("/positions/searches/$"))
    member.sees("recipes")


def sends_in(poster: Member) -> None:
    poster.open(f"{HALL}/positions/")
    poster.press("Send a position in")
    poster.fill(
        title="Editor of recipes", employer="Juniper Press", site="https://juniper-press.example/", description=TEXT,
        pay_min="35", pay_max="45", apply_url="https://juniper-press.example/work/recipes",
    )  # fmt: skip
    poster.press("Send it to the desk")
    poster.sees("With the desk")


def screens(editor: Member) -> None:
    editor.open(f"{HALL}/desk/positions/")
    editor.sees("Haste keeps people from asking questions.")
    editor.unfold("It is none")
    editor.page.locator("[name='reason'][minlength]").fill("They were telephoned: the last editor fell ill.")
    editor.press("Dismiss it")
    editor.sees("Dismissed")
    for box in editor.page.locator("input[name='checks']").all():
        editor.tick(box)
    editor.press("List it")
    editor.sees("Nothing waits")
    jobs.drain()


def is_told_finds_and_tracks(member: Member, board: Board) -> None:
    who = Person.objects.get(id=board.member.person_id)
    (told,) = [one for one in mail.outbox if who.email in one.to]
    assert "1 new position for “recipes”" in told.subject
    member.open(f"{HALL}/positions/?q=recipse")
    member.sees("€35–€45 an hour")
    member.press("Editor of recipes")
    editor = Person.objects.get(id=board.editor.person_id)
    member.sees(f"Screened by {editor.name}")
    member.press("Keep it")
    member.select("step", "Interview")
    member.fill(note="They answer on Mondays.")
    member.press("Note it")
    member.sees("Interview")
