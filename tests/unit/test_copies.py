"""Texts that share passages are shown to an editor, who says what that is; the machine judges nothing."""

from __future__ import annotations

import random

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.answer_delivery import ask_check
from hirehall.engagements.unit.actions.claim_order import claim_order, start_work
from hirehall.engagements.unit.actions.deliver_order import deliver_order, revise_order
from hirehall.engagements.unit.actions.judge_copy import judge_copy
from hirehall.engagements.unit.actions.set_level import send_sample
from hirehall.engagements.unit.models import CopyFound, UnitOrder
from hirehall.foundation import jobs, shingles
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from tests.makers.unit import Pool
from tests.unit.test_pages import browser

GIVEN = "we are closed on the first of May and open on the second"


def text_of(seed: int, count: int = 320) -> str:
    rng = random.Random(seed)
    return " ".join("".join(rng.choices("abcdeilmnorst", k=rng.randint(3, 8))) for _ in range(count))


def test_any_passage_of_ten_words_leaves_a_print_and_nine_may_not() -> None:
    passage = text_of(1, shingles.PASSAGE)
    for seed in range(20):
        one = f"{text_of(100 + seed, 40)} {passage} {text_of(200 + seed, 50)}"
        other = f"{text_of(300 + seed, 33)} {passage.upper().replace(' ', ', ')}! {text_of(400 + seed, 7)}"
        assert shingles.prints_of(one) & shingles.prints_of(other)
        assert not shingles.prints_of(one) & shingles.prints_of(text_of(500 + seed))


def test_what_is_shared_is_marked_where_it_stands() -> None:
    one = "Say first: the quick brown fox jumps over it. Then go."
    other = "THE QUICK, BROWN FOX jumps over it. And nothing else."
    assert shingles.marked(one, other) == [
        ("Say first: ", False),
        ("the quick brown fox jumps over it", True),
        (". Then go.", False),
    ]
    assert shingles.marked("a b", other) == [("a b", False)]


def written(pool: Pool, by: Actor, text: str) -> CopyFound | None:
    order = pool.posted(instructions=f"Use this sentence as it is: {GIVEN}.")
    claim_order(order.pk, by=by)
    start_work(order.pk, by=by)
    deliver_order(order.pk, by=by, text=text)
    jobs.drain()
    return CopyFound.objects.filter(text__order_id=order.pk).order_by("-permille").first()


def test_copies_are_found_word_for_word_and_in_part_and_not_where_there_are_none(pool: Pool) -> None:
    given = GIVEN
    first, ada, bea, cleo = (
        text_of(1),
        pool.writer("Ada Stern"),
        pool.writer("Bea Lund"),
        pool.writer("Cleo Ray"),
    )
    assert written(pool, pool.freelancer, f"{first} {given}") is None
    exact = written(pool, ada, f"{first.upper()}! {given}")
    assert exact is not None
    assert (exact.is_exact, exact.permille) == (True, 1000)
    part = written(pool, bea, " ".join([*first.split()[:120], *text_of(2, 200).split(), given]))
    assert part is not None
    assert not part.is_exact
    assert 300 < part.permille < 420
    assert written(pool, cleo, f"{text_of(3)} {given}") is None  # what the instructions give is nobody's


def test_a_second_version_of_the_same_work_is_no_copy_and_a_text_for_a_level_can_be(pool: Pool) -> None:
    work = pool.revising()
    kept = work.deliveries.get().kept.text
    revise_order(work.id, by=pool.freelancer, text=kept)
    jobs.drain()
    assert not CopyFound.objects.exists()
    send_sample(pool.hall.id, by=pool.writer("Ada Stern"), text=kept)
    jobs.drain()
    assert CopyFound.objects.get(is_exact=True, text__sample__isnull=False).permille == 1000
    found = CopyFound.objects.get(text__sample__isnull=False)
    judge_copy(
        pool.hall.id, found.id, by=pool.editor, is_copy=True, reason="Every sentence stands in an order."
    )
    jobs.drain()
    told = Notice.objects.get(person_id=found.text.person_id, sentence__contains="for a copy").sentence
    assert "Every sentence stands in an order. It decides nothing by itself." in told
    send_sample(pool.hall.id, by=pool.writer("Bea Lund"), text=kept)
    jobs.drain()
    assert CopyFound.objects.filter(other__sample__isnull=False).count() == 1


def test_an_editor_reads_both_and_says_what_it_is(pool: Pool, client: Client) -> None:
    written(pool, pool.freelancer, text_of(1))
    found = written(pool, pool.writer("Ada Stern"), text_of(1))
    assert found is not None
    order_id = found.text.order_id
    assert order_id is not None
    with pytest.raises(Refused) as first:
        ask_check(order_id, by=pool.client, reason="It stands on the page of somebody else.")
    assert first.value.code == "unit.revision_first"
    desk, page = browser(pool.editor), reverse("front:desk_copy", args=[found.id])
    assert "Word for word" in desk.get(reverse("front:desk_editing")).content.decode()
    assert "<mark>" in desk.get(page).content.decode()
    with pytest.raises(Refused) as own:
        queries.copy_page(found.id, pool.hall.id, by=pool.freelancer)
    assert own.value.code == "unit.own_case"
    assert browser(pool.client).get(page).status_code in (302, 403, 404)
    desk.post(page, {"is_copy": "yes", "reason": "Every sentence is that of the older text."})
    jobs.drain()
    with pytest.raises(Refused) as judged:
        judge_copy(pool.hall.id, found.id, by=pool.editor, is_copy=False, reason="It is none after all.")
    assert judged.value.code == "unit.copy_judged"
    assert Notice.objects.filter(kind="order.copied").count() == 2
    assert queries.copies_waiting(pool.hall.id) == []
    ask_check(order_id, by=pool.client, reason="It stands on the page of somebody else.")
    assert UnitOrder.objects.get(id=order_id).state == "check"
