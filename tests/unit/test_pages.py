"""Every page of the order pool, for both sides and an editor, and what an order costs to look at."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.answer_delivery import accept_order, ask_check, ask_revision
from hirehall.engagements.unit.models import LevelRow, PoolOrder, Reading, UnitOrder
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.contracts import eur
from tests.makers.files import picture_bytes
from tests.makers.unit import Pool, again, words

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(who: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=who.person_id), backend=BACKEND)
    if who.is_staff:
        session = client.session
        session["staff_session_id"] = str(who.staff_session_id)
        session.save()
    return client


def at(name: str, *about: Any) -> str:
    return reverse(f"unit:{name}", args=about)


def test_an_order_runs_through_its_pages(pool: Pool) -> None:
    client, writer = browser(pool.client), browser(pool.freelancer)
    asked = {
        "title": "Care of an oiled table", "instructions": "How to clean it, how to oil it, what to leave out.",
        "what": "word", "least": "300", "most": "400", "level": "1", "hours": "48", "method": "sandbox.instant",
    }  # fmt: skip
    assert "€6.18" in client.get(at("quote"), asked).content.decode()
    too_few = client.post(at("new"), {**asked, "most": "200", "key": "1"})
    assert "at least the least" in too_few.content.decode()
    assert client.post(at("new"), {**asked, "key": "2"}).status_code == 302
    order = PoolOrder.objects.get()
    page = at("posting", order.pk)
    assert order.posting.title in client.get(at("posted")).content.decode()
    assert "Cancel the order" in client.get(page).content.decode()
    assert order.posting.title in writer.get(at("pool"), {"what": "word"}).content.decode()
    assert "Claim the order" in writer.get(page).content.decode()
    writer.post(at("claim", order.pk), {"key": "3"})
    assert "Your turn: decide" in writer.get(page).content.decode()
    assert "Somebody holds this order" in client.get(page).content.decode()
    writer.post(at("start", order.pk), {"key": "4"})
    hand_in = at("deliver", order.pk)
    assert "word-count" in writer.get(hand_in).content.decode()
    assert "at least 300 words" in writer.post(hand_in, {"text": words(299), "key": "5"}).content.decode()
    assert writer.post(hand_in, {"text": words(350), "key": "6"}).url == at("contract", order.pk)
    assert client.get(page).url == at("contract", order.pk)
    assert "350 words" in client.get(at("contract", order.pk)).content.decode()
    review = at("review", order.pk)
    assert "Accept and release €5.25" in client.get(review).content.decode()
    client.post(review, {"answer": "revision", "text": "The part about oil is missing.", "key": "7"})
    assert "about oil" in writer.get(at("revise", order.pk)).content.decode()
    sent = SimpleUploadedFile("oil.txt", words(360).encode())
    writer.post(at("revise", order.pk), {"files": sent, "key": "8"})
    assert "kB · 360 words" in client.get(review).content.decode()
    assert "ask an editor" in client.get(review).content.decode()
    client.post(review, {"answer": "accept", "key": "9"})
    jobs.drain()
    assert UnitOrder.objects.get().released_minor == 5_40
    for side in (client, writer):
        assert "5.40" in side.get(at("contract", order.pk)).content.decode()


def test_what_cannot_be_counted_is_said_at_the_files_and_a_long_text_is_read_to_its_end(pool: Pool) -> None:
    order = pool.begun(least=100, most=20_000)
    writer, hand_in = browser(pool.freelancer), at("deliver", order.pk)
    picture = SimpleUploadedFile("sledge.png", picture_bytes(40, 40))
    said = writer.post(hand_in, {"files": picture, "key": "1"}).content.decode()
    assert "Nothing can be counted in “sledge.png”: words are counted in .txt, .md, .html and .docx." in said
    short = SimpleUploadedFile("short.txt", words(99).encode())
    said = writer.post(hand_in, {"files": short, "key": "2"}).content.decode()
    assert 'href="#id_files">Files: There are 99 words' in said
    text = f"{words(12_000)} the very last"
    assert len(text) > 60_000
    writer.post(hand_in, {"text": text, "key": "3"})
    for page in (at("review", order.pk), at("contract", order.pk)):
        assert "the very last" in browser(pool.client).get(page).content.decode()
    ask_revision(order.pk, by=pool.client, text="Say less about chairs.")
    writer.post(at("revise", order.pk), {"text": text, "key": "4"})
    ask_check(order.pk, by=pool.client, reason="It is about chairs, and the order is about a table.")
    desk = browser(pool.editor).get(reverse("front:desk_editing")).content.decode()
    assert desk.count("the very last") == 2


def test_the_words_of_files_are_read_in_place_by_the_client_and_by_an_editor_who_is_not_told_whose_they_are(
    pool: Pool,
) -> None:
    order, client = pool.begun(), browser(pool.client)
    sent = SimpleUploadedFile("oil.txt", f"{words(349)} lavender".encode())
    browser(pool.freelancer).post(at("deliver", order.pk), {"files": sent, "key": "1"})
    work = again(order)
    for page in (at("review", work.id), at("contract", work.id)):
        assert "lavender" in client.get(page).content.decode()
    accept_order(work.id, by=pool.client)
    Reading.objects.create(
        order=work,
        hall=pool.hall,
        person_id=work.contract.freelancer_id,
        source="editor",
        drawn_at=clock.now(),
    )
    desk = browser(pool.editor).get(reverse("front:desk_editing")).content.decode()
    assert "lavender" in desk
    assert "there you see whose it is" not in desk
    assert "Mateus Lindqvist" not in desk


def test_a_client_sees_where_each_order_stands_and_what_waits_for_them(
    pool: Pool, django_assert_num_queries: Any
) -> None:
    waits, mended, paid = (
        pool.delivered(title="It waits"),
        pool.revising(title="It is mended"),
        pool.delivered(),
    )
    accept_order(paid.id, by=pool.client)
    free = pool.posted(title="It is free")
    client = browser(pool.client)

    def titles(show: str) -> list[str]:
        rows, _ = queries.posted_rows(pool.client, hall_id=pool.hall.id, show=show)
        return sorted(card.title for card in queries.posted_cards(rows))

    assert titles("turn") == [waits.title]
    assert titles("open") == sorted([waits.title, mended.title, free.posting.title])
    assert titles("over") == [paid.title]
    page = client.get(at("posted")).content.decode()
    for said in ("In review", "Being revised", "Accepted", "In the pool", "350 words", "€5.25"):
        assert said in page
    assert (
        "Nothing of what you have posted waits"
        in browser(pool.freelancer).get(at("posted"), {"show": "turn"}).content.decode()
    )
    with django_assert_num_queries(1):
        rows, _ = queries.posted_rows(pool.client, hall_id=pool.hall.id)
    with django_assert_num_queries(1):
        assert len(queries.posted_cards(rows)) == 4
    assert queries.posted_rows(pool.client, hall_id=make_hall(slug="elsewhere").id)[0] == []


def test_what_the_files_say_is_not_said_to_be_declared(pool: Pool) -> None:
    labels = SimpleUploadedFile("labels.csv", b"name\na\nb\nc\n")
    for count, said in (("", "counted in the files"), ("4", "declares; accepting confirms it")):
        order = pool.begun(what="item", least=3, most=9)
        labels.seek(0)
        sent = {"files": labels, "count": count, "key": f"k{count}"}
        browser(pool.freelancer).post(at("deliver", order.pk), sent)
        assert said in browser(pool.client).get(at("review", order.pk)).content.decode()
    order = pool.begun(what="item", least=3, most=9)
    page = browser(pool.freelancer).post(at("deliver", order.pk), {"text": "a", "count": "2", "key": "9"})
    assert 'href="#id_count">How many items: There are 2 items' in page.content.decode()


def test_an_editor_decides_and_sets_levels_at_the_desk(pool: Pool) -> None:
    work = pool.revised()
    ask_check(work.id, by=pool.client, reason="The part about oil was asked for and is missing.")
    newcomer = pool.writer("Nora Quill")
    sent = browser(newcomer).post(at("level"), {"text": "Please look at my newer texts again.", "key": "1"})
    assert sent.status_code == 302
    desk, address = browser(pool.editor), reverse("front:desk_editing")
    page = desk.get(address).content.decode()
    assert "about oil" in page
    assert "newer texts" in page
    version = str(again(work).version)
    asked = {
        "order_id": work.id,
        "version": version,
        "rejected": "yes",
        "reason": "It is about wax, not about oil.",
    }
    desk.post(address, asked)
    assert again(work).state == "rejected"
    room = browser(pool.freelancer).get(at("contract", work.id)).content.decode()
    assert "An editor of the hall rejected the work and says why below." in room
    assert "by notice" not in room.split("What happened")[0]
    handle = Person.objects.get(id=newcomer.person_id).handle
    desk.post(address, {"handle": handle, "level": "3", "reason": "The newer texts are excellent."})
    assert queries.level_of(pool.hall.id, newcomer.require_person()) == 3
    assert "newer texts are excellent" in browser(newcomer).get(at("level")).content.decode()
    assert LevelRow.objects.filter(person_id=newcomer.person_id).count() == 2


def test_the_pool_costs_the_same_however_many_orders_there_are(
    pool: Pool, django_assert_num_queries: Any
) -> None:
    pool.begun(level=1)
    for _ in range(3):
        pool.posted()
    with django_assert_num_queries(6):
        page = queries.pool_page(pool.freelancer, pool.hall)
    assert (len(page.held), len(page.cards), page.more) == (1, 3, None)
    rows, more = queries.pool_rows(pool.freelancer, pool.hall, level=2, limit=2)
    later, nothing = queries.pool_rows(pool.freelancer, pool.hall, level=2, limit=2, after=more or "")
    assert (len(rows), len(later), nothing) == (2, 1, None)


def test_who_has_no_level_sees_in_outline_what_each_level_opens(pool: Pool) -> None:
    for level in (1, 2, 2):
        pool.posted(level=level)
    newcomer = actor_of(make_person("Nora Newcomer"))
    found = queries.pool_page(newcomer, pool.hall).above
    assert [(one.level, one.orders) for one in found] == [(1, 1), (2, 2)]
    assert all(one.least == one.most > eur(0) for one in found)
    page = browser(newcomer).get(at("pool")).content.decode()
    assert "What stands here now" in page
    assert "Level 2, " in page
    assert queries.pool_page(pool.client, pool.hall).above == []  # one's own are no offer


@pytest.mark.parametrize(("level", "seen"), [(0, 0), (1, 1), (2, 2), (3, 3)])
def test_a_level_opens_its_orders_and_those_below(pool: Pool, level: int, seen: int) -> None:
    for wanted in (1, 2, 3):
        pool.posted(level=wanted)
    assert len(queries.pool_rows(pool.freelancer, pool.hall, level=level)[0]) == seen
