"""Many orders from one file: what is read, what is refused, what is paid; and each line is posted once."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hirehall.conversations.models import Notice
from hirehall.engagements.unit import jobs as unit_jobs
from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.batch import drop_batch, post_batch, post_row, read_batch
from hirehall.engagements.unit.actions.pay_again import drop_order
from hirehall.engagements.unit.models import Batch, BatchRow, PoolOrder
from hirehall.engagements.unit.rules import bulk
from hirehall.foundation import jobs
from hirehall.foundation.actor import system
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money.models import Payment
from hirehall.people.models import Person
from tests.makers.unit import Pool, make_pool
from tests.unit.test_pages import at, browser

HEAD = "title,instructions,unit,least,most,level,hours"
LINE = 'How to oil a table {0},"How to clean it, how to oil it, what to leave.",word,300,400,1,48'


def file_of(lines: int, *more: str) -> str:
    return "\n".join([HEAD, *(LINE.format(number) for number in range(lines)), *more])


def test_each_line_is_read_or_says_what_is_wrong_with_it(pool: Pool) -> None:
    text = (
        "Hours;Level;Title;instructions;unit;least;most\n"
        "48;good;Zwölf Fliesen;One short text for every tile;items;12;12\n\n"
        "x;1;Without hours;One short text for every tile;item;1;2\n"
        "48;1;Too few;One short text for every tile;word;400;300\n"
        "48;7;No such level;One short text for every tile;word;300;400\n"
        "48;1;A;One short text for every tile;sentence;1;2\n"
        "48;1;Short\n"
        "900;1;Very long hours;One short text for every tile;word;300;400\n"
        "48;1;Ab;Almost nothing is asked for;minute;10;10\n"
    )
    batch = read_batch(pool.hall.id, by=pool.client, text=bulk.text_in(text.encode("cp1252")), name="a.csv")
    page = queries.batch_page(pool.client, batch.id)
    assert [(line.number, line.problem) for line in (*page.lines, *page.wrong)] == [
        (2, ""),
        (4, "The hours is no whole number."),
        (5, "The most is at least the least, and at most 100,000."),
        (6, "Choose a level."),
        (7, "The unit is one of word, page, item, minute."),
        (8, "The unit is one of word, page, item, minute."),
        (9, "Give 1 to 720 hours for the work."),
        (10, "Title needs at least 5 characters."),
    ]
    assert (page.left, len(page.wrong), page.most.minor, page.client_pays.minor) == (
        1,
        7,
        12 * 2_00,
        12 * 2_06,
    )
    assert (page.lines[0].asked, page.lines[0].title) == ("12 items", "Zwölf Fliesen")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "these are missing"),
        ("a\x00b", "not a CSV file"),
        (HEAD, "no order in this file"),
        ("title,unit\nA,word", "instructions, least, most, level, hours"),
        (file_of(501), "500 orders"),
    ],
)
def test_what_is_no_file_of_orders_is_refused(pool: Pool, text: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        read_batch(pool.hall.id, by=pool.client, text=text)
    assert says in refused.value.sentence
    assert (refused.value.field, Batch.objects.count()) == ("file", 0)


def test_a_line_that_asks_for_the_same_as_another_is_pointed_out_and_can_be_posted(pool: Pool) -> None:
    head, one = file_of(1).split("\n")[:2]
    other = one.replace("300", "301")
    batch = read_batch(pool.hall.id, by=pool.client, text=f"{head}\n{one}\n{other}\n{one}\n{one}")
    page = queries.batch_page(pool.client, batch.id)
    assert (page.twice, page.left) == ([(4, 2), (5, 2)], 4)
    shown = browser(pool.client).get(at("batch", batch.id)).content.decode()
    assert "Line 4 asks for the same as line 2. Line 5 asks for the same as line 2." in shown
    assert "Post 4 orders" in shown


def test_the_lines_are_posted_and_paid_one_by_one_and_told_once(
    pool: Pool, django_assert_num_queries: Any
) -> None:
    client = browser(pool.client)
    assert client.get(at("bulk_template")).content.decode().startswith("\ufefftitle,instructions,unit")
    assert len(bulk.lines_of("\n".join(",".join(f'"{cell}"' for cell in row) for row in bulk.TEMPLATE))) == 2
    sent = SimpleUploadedFile("orders.csv", file_of(3, "A,b,word,1,2,1,1").encode())
    read = client.post(at("bulk"), {"file": sent, "key": "1"})
    batch = Batch.objects.get()
    assert read.url == at("batch", batch.id)
    with django_assert_num_queries(4):
        page = queries.batch_page(pool.client, batch.id)
    assert page.client_pays.minor == 3 * 6_18
    assert "Post 3 orders" in client.get(read.url).content.decode()
    assert PoolOrder.objects.count() == 0
    with pytest.raises(Refused, match="changed"):
        post_batch(batch.id, by=pool.client, total_seen=1)
    client.post(at("post_batch", batch.id), {"key": "2", "total": 3 * 6_18, "version": 1})
    assert "0 of 3 orders" in client.get(read.url).content.decode()
    jobs.drain()
    jobs.drain()
    assert list(PoolOrder.objects.values_list("state", flat=True)) == ["pool"] * 3
    assert set(Payment.objects.values_list("status", "amount_minor")) == {("succeeded", 6_00)}
    done = client.get(read.url).content.decode()
    assert "All that could be posted is: 3 orders." in done
    assert client.get(at("bulk")).content.decode().count("3 of 4 lines posted") == 1
    told = Notice.objects.filter(person_id=pool.client.person_id)
    assert [one.sentence for one in told] == ["All of “orders.csv” is posted: 3 orders."]
    for act in (post_batch, drop_batch):
        with pytest.raises(Refused, match="over"):
            act(batch.id, by=pool.client)
    assert invariants.check() == []


def test_it_stops_at_a_payment_that_does_not_come_and_goes_on_when_told(pool: Pool) -> None:
    batch = read_batch(pool.hall.id, by=pool.client, text=file_of(3))
    post_batch(batch.id, by=pool.client, method="sandbox.declined")
    jobs.drain()
    page = queries.batch_page(pool.client, batch.id)
    assert (page.batch.state, page.posted, page.left, page.can_go_on) == ("paused", 1, 2, True)
    assert "did not go through" in page.batch.trouble
    assert "waits for you, with 2 orders left" in Notice.objects.filter(
        person_id=pool.client.person_id, sentence__contains="left"
    ).get().sentence  # fmt: skip
    drop_order(PoolOrder.objects.get().posting_id, by=pool.client)
    post_batch(batch.id, by=pool.client, version=page.batch.version)
    jobs.drain()
    assert sorted(PoolOrder.objects.values_list("state", flat=True)) == ["cancelled", "pool", "pool"]
    assert Batch.objects.get().state == "posted"
    assert invariants.check() == []


def test_what_its_client_may_no_longer_do_stops_it(pool: Pool) -> None:
    batch = read_batch(pool.hall.id, by=pool.client, text=file_of(2))
    post_batch(batch.id, by=pool.client)
    post_row(batch.id, by=system("clock"))
    Person.objects.filter(id=pool.client.person_id).update(is_active=False)
    unit_jobs.post_batch.func(str(batch.id))
    assert "suspended or closed" in Batch.objects.get().trouble
    assert BatchRow.objects.exclude(order=None).count() == 1


def test_the_rest_can_be_let_be_and_no_stranger_sees_the_file(pool: Pool) -> None:
    batch = read_batch(pool.hall.id, by=pool.client, text=file_of(2))
    for act in (post_batch, drop_batch):
        with pytest.raises(Refused) as refused:
            act(batch.id, by=pool.freelancer)
        assert refused.value.code == "batch.not_found"
        with pytest.raises(Refused, match="Look at it again"):
            act(batch.id, by=pool.client, version=7)
    assert browser(pool.freelancer).get(at("batch", batch.id)).status_code == 404
    browser(pool.client).post(at("drop_batch", batch.id), {"key": "1"})
    assert Batch.objects.get().state == "dropped"
    assert PoolOrder.objects.count() == 0


POSTS = """
import django, sys
django.setup()
from hirehall.engagements.unit.jobs import post_batch
post_batch.func(sys.argv[1])
"""


@pytest.mark.crash
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_goes_on_and_posts_nothing_twice(
    database_in_environment: dict[str, str],
) -> None:
    pool = make_pool()
    batch = read_batch(pool.hall.id, by=pool.client, text=file_of(40))
    post_batch(batch.id, by=pool.client)
    worker = subprocess.Popen([sys.executable, "-c", POSTS, str(batch.id)], env=database_in_environment)
    until = time.monotonic() + 60
    there = 0
    while there < 12 and worker.poll() is None and time.monotonic() < until:
        there = BatchRow.objects.exclude(order=None).count()
    worker.kill()
    worker.wait()
    there = BatchRow.objects.exclude(order=None).count()
    assert 12 <= there < 40
    jobs.drain()  # as the worker that comes after it: what was left, and the payment that nobody asked about
    assert BatchRow.objects.filter(order=None).count() == 0
    assert PoolOrder.objects.filter(state="pool").count() == PoolOrder.objects.count() == 40
    assert Payment.objects.filter(status="succeeded").count() == Payment.objects.count() == 40
    assert invariants.check() == []
