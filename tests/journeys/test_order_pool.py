"""The writers’ hall in the browser: a text for a level, an order that comes back and is paid, one that is rejected."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.engagements.unit.models import PoolOrder, Reading, UnitOrder
from hirehall.engagements.unit.rules import words_in_markdown
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor
from hirehall.money import invariants
from hirehall.money.models import Earning
from hirehall.people.models import Person
from tests.journeys.member import Member
from tests.look.test_every_page import cookie
from tests.makers.base import make_hall
from tests.makers.contracts import make_pair
from tests.makers.unit import WHY, Pool, make_editor, words

# Where a browser's spaces, line ends and digits are others than those of the hall's language.
ODD = (
    "one\x85two three\ufefffour",
    "*five\u2028**six** \u2029[seven]: eight",
    "٣. nine\n1. ten\n> **eleven**\u2028~~~ twelve",
    "日本 and ![a picture](http://a.example/b.png) <b>bold</b> <!-- unsaid --> | 𝐀 ½ Ⅷ 😀",
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def at_a_browser(chromium: Browser, home: str, heard: list[str], who: Actor) -> Member:
    member = Member(chromium, home, heard)
    staffed = {"staff_session_id": str(who.staff_session_id)} if who.is_staff else {}
    session = cookie(Person.objects.get(id=who.person_id), **staffed)
    member.page.context.add_cookies([{"name": "sessionid", "value": session, "url": home}])
    return member


def test_the_writers_hall_from_a_first_text_to_a_paid_one(
    live_server: LiveServer, chromium: Browser, said: list[str]
) -> None:
    cache.clear()
    pair = make_pair(make_hall(name="The Writing Room", of_models={"unit.claims_at_once": 5}))
    pool = Pool(pair.hall, pair.client, pair.freelancer, make_editor())
    client, writer, editor = (
        at_a_browser(chromium, live_server.url, said, who)
        for who in (pool.client, pool.freelancer, pool.editor)
    )

    # A writer without a level sends a text; an editor reads it and sets the level, with a reason.
    writer.open(reverse("unit:level"))
    writer.fill(text=words(120))
    writer.press("Send it")
    writer.sees("With the editors")
    editor.open(reverse("front:desk_editing"))
    editor.page.locator("#level_s1").select_option(label="2 Good")
    editor.page.locator("#reason_s1").fill(WHY)
    editor.press("Set the level")
    editor.sees("Nobody asks for a level")
    writer.page.reload()
    writer.sees("Level 2, Good")

    # The client posts an order and pays; it is claimed, given back, and stands in the pool again.
    client.open(reverse("unit:new"))
    client.fill(
        title="Care of an oiled table", instructions="For people who have just bought one: cloth, oil and time.",
        least="100", most="150",
    )  # fmt: skip
    client.select("level", "2 Good")
    client.sees("€3.86")
    client.press("Post and pay")
    client.sees("In the pool")
    order = PoolOrder.objects.get()
    writer.open(reverse("unit:pool"))
    writer.press(order.posting.title)
    writer.press("Claim the order")
    writer.sees("Your turn: decide")
    writer.press("Give it back")
    writer.sees("in the pool again")
    client.page.reload()
    client.sees("In the pool")

    # Claimed once more and written in the page, whose count is that of the hall; revised; accepted; paid.
    writer.press(order.posting.title)
    writer.press("Claim the order")
    writer.press("Start to work")
    for odd in ODD:
        writer.fill(text=odd)
        expect(writer.page.locator("word-count")).to_have_text(re.compile(rf"^{words_in_markdown(odd)} word"))
    writer.fill(text="")
    writer.press("Bold")
    expect(writer.page.locator("word-count")).to_contain_text("2 words")
    writer.press("Preview")
    expect(writer.page.locator(".markdown-pane strong")).to_have_text("bold text")
    writer.press("Preview")
    writer.fill(text=words(99))
    expect(writer.page.locator("word-count")).to_contain_text("99")
    writer.press("Hand in")
    writer.sees("at least 100 words")
    expect(writer.page.locator("word-count")).to_contain_text("99")
    writer.fill(text=words(120))
    writer.press("Hand in")
    writer.sees("Handed in: 120 words")
    client.open(reverse("unit:review", args=[order.pk]))
    client.unfold("Something is missing")
    client.page.locator("#id_text").fill("The part about oil is missing.")
    client.press("Ask for a revision")
    client.sees("The money stays held")
    writer.open(reverse("unit:revise", args=[order.pk]))
    writer.sees("The part about oil is missing.")
    writer.fill(text=words(130))
    writer.press("Hand in")
    writer.sees("Handed in: 130 words")
    client.open(reverse("unit:review", args=[order.pk]))
    client.press("Accept and release €3.25")
    client.sees("Accepted")
    client.press("Above its level")
    client.sees("Only the editors read it")
    jobs.drain()
    assert Earning.objects.get().gross_minor == 3_25
    assert Reading.objects.get(source="client").mark == 1

    # Another one: a revision did not help, the client asks, and an editor rejects it with a reason for both.
    bad = pool.revised()
    client.open(reverse("unit:review", args=[bad.id]))
    client.unfold("It is not what you ordered")
    client.page.locator("#id_reason").fill("It is about chairs, twice, and the order is about a table.")
    client.press("Ask an editor")
    client.sees("With an editor")
    editor.open(reverse("front:desk_editing"))
    editor.page.locator("#verdict_1").fill("Both versions are about chairs; the instructions name a table.")
    editor.press("Reject it")
    editor.sees("The money goes back")
    for side in (client, writer):
        side.open(reverse("unit:contract", args=[bad.id]))
        side.sees("the instructions name a table")
    jobs.drain()
    assert UnitOrder.objects.get(id=bad.id).state == "rejected"
    assert invariants.check() == []
    for member in (client, writer, editor):
        member.close()
