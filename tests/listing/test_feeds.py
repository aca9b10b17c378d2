"""Feeds: read from where an editor said, screened by hand, and dealt with when an entry changes or is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from hirehall.engagements.listing.actions import screen_position as screening
from hirehall.engagements.listing.actions.read_source import change_feed, enter_feed, switch_feed
from hirehall.engagements.listing.models import FeedItem, FeedSource, Position
from hirehall.engagements.listing.queries import to_recheck
from hirehall.engagements.listing.rules.feeds import mapped, read
from hirehall.engagements.listing.rules.markup import Unreadable
from hirehall.foundation import clock, jobs
from hirehall.foundation.refused import Refused
from tests.makers.elsewhere import Elsewhere, elsewhere
from tests.makers.listing import Board, again

MAPPING = {"employer": "Juniper Press", "site": "https://juniper-press.example/", "place": "@town"}
TEXT = "Edit recipes and short essays, two days a week. We choose by a short trial text, paid, and one call."


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[Elsewhere]:
    with elsewhere() as found:
        monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, feed_hosts=(found.host,)))
        yield found


def rss(*titles: str, text: str = TEXT) -> str:
    items = [
        f"<item><guid>{number}</guid><title>{title}</title><link>https://juniper-press.example/{number}</link>"
        f"<description><![CDATA[<p>{text}</p><script>alert(1)</script><p>{title}</p>]]></description></item>"
        for number, title in enumerate(titles)
    ]
    return f"<rss version='2.0'><channel><title>Work</title>{''.join(items)}</channel></rss>"


def entered(board: Board, address: str, **more: Any) -> FeedSource:
    told = {"name": "Juniper", "address": address, "mapping": MAPPING, **more}
    return enter_feed(board.hall.id, by=board.editor, **told)


def test_what_stands_in_a_feed_waits_for_the_desk(board: Board, there: Elsewhere) -> None:
    address = there.says("/work.xml", rss("Editor of recipes", "Hm"), ETag='"one"')
    source = entered(board, address)
    jobs.drain()
    position = Position.objects.get()
    assert (position.title, position.employer, position.state, position.source) == (
        "Editor of recipes", "Juniper Press", "submitted", "feed",
    )  # fmt: skip
    assert "alert" not in position.description
    assert position.apply_url == "https://juniper-press.example/0"
    run = source.runs.get()
    assert (run.outcome, run.found, run.new) == ("read", 2, 1)
    assert run.problems[0][0] == "Hm"
    listed = screening.list_position(position.id, by=board.editor, answers=board.checks)
    assert listed.state == "listed"
    switch_feed(source.id, by=board.editor, on=True)
    jobs.drain()
    assert list(source.runs.order_by("read_at").values_list("outcome", flat=True)) == ["read", "unchanged"]


def test_a_changed_entry_is_screened_again_and_one_that_is_gone_closed_or_looked_at(
    board: Board, there: Elsewhere
) -> None:
    address = there.says("/work.xml", rss("Editor of recipes", "Editor of essays", "Editor of maps"))
    source = entered(board, address)
    jobs.drain()
    first, second, third = Position.objects.order_by("id")
    for one in (first, second):
        screening.list_position(one.id, by=board.editor, answers=board.checks)
    kept = board.kept(second)
    there.says("/work.xml", rss("Editor of long recipes"))
    switch_feed(source.id, by=board.editor, on=True)
    jobs.drain()
    assert [again(one).state for one in (first, second, third)] == ["submitted", "listed", "withdrawn"]
    assert [row.id for row in to_recheck(board.hall.id)] == [second.id]
    there.says("/work.xml", rss("Editor of long recipes", "Editor of essays"))
    switch_feed(source.id, by=board.editor, on=True)
    jobs.drain()
    assert FeedItem.objects.filter(gone_at=None).count() == 2
    source.refresh_from_db()
    change_feed(
        source.id,
        by=board.editor,
        name="Juniper",
        address=address,
        mapping=MAPPING,
        every_hours=6,
        closes=True,
    )
    there.says("/work.xml", rss("Editor of long recipes"))
    switch_feed(source.id, by=board.editor, on=True)
    jobs.drain()
    assert (again(second).state, again(second).reason) == (
        "closed",
        "It does not stand in “Juniper” any more.",
    )
    assert kept.position_id == second.id


def test_a_feed_that_fails_says_why_and_closes_nothing(
    board: Board, there: Elsewhere, client: Client
) -> None:
    source = entered(board, there.says("/work.xml", rss("Editor of recipes")), closes=True)
    jobs.drain()
    position = Position.objects.get()
    screening.list_position(position.id, by=board.editor, answers=board.checks)
    for body in ("<rss><channel/></rss>", "no feed", BOMB, "{"):
        there.says("/work.xml", body)
        switch_feed(source.id, by=board.editor, on=True)
        jobs.drain()
    del there.answers["/work.xml"]
    switch_feed(source.id, by=board.editor, on=True)
    jobs.drain()
    failed = list(source.runs.filter(outcome="failed").order_by("read_at").values_list("said", flat=True))
    assert failed[0] == "There is no entry in it."
    assert "document type" in failed[2]
    assert failed[-1] == "The server answered 404."
    assert again(position).state == "listed"
    switch_feed(source.id, by=board.editor, on=False)
    with clock.later(days=2):
        jobs.run_sweeps()
    assert source.runs.count() == 6


BOMB = (
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(
        f"<!ENTITY {name} '{('&' + before + ';') * 10}'>"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><rss><channel><item><title>&i;</title></item></channel></rss>"
)
XML: list[tuple[str, str]] = [
    (BOMB, "document type"),
    ("<!DOCTYPE x SYSTEM 'file:///etc/passwd'><rss/>", "document type"),
    ("<rss>" + "<a>" * 60, "deeper"),
    ("<rss><channel>", "no XML"),
    ("<svg/>", "neither RSS nor Atom"),
    ("<!doctype html><html><body>Nothing</body></html>", "no JobPosting"),
]


@pytest.mark.parametrize(("body", "said"), XML)
def test_what_is_made_to_harm_the_reader_is_not_read(body: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(body.encode(), address="https://juniper-press.example/")
    assert said in str(refused.value)


def test_each_kind_of_feed_is_read(board: Board, client: Client) -> None:
    """Our own board, read back from its feeds and from its page for machines."""
    position = board.listed(skill_ids=())
    own = "http://testserver"
    for name in ("atom_feed", "json_feed"):
        feed = read(client.get(reverse(f"listing:{name}")).content, address=own)
        (item,) = feed.items
        assert (item.told["title"], item.key) == (position.title, f"urn:uuid:{position.id}")
        assert item.told["description"] == position.description
        assert mapped(item, {"employer": "Juniper Press", "site": "@nothing"})["employer"] == "Juniper Press"
    page = client.get(reverse("listing:position", args=[position.id])).content
    told = read(page, address=own).items[0].told
    assert {name: told[name] for name in ("title", "employer", "work", "country", "kind", "pay_per", "pay_max")} == {
        "title": position.title, "employer": "Juniper Press", "work": "remote", "country": "DE", "kind": "contract",
        "pay_per": "hour", "pay_max": "45.0 EUR",
    }  # fmt: skip


def test_a_list_of_pages_is_followed_on_its_own_host_alone(board: Board, there: Elsewhere) -> None:
    posting = {
        "@context": "https://schema.org/", "@type": "JobPosting", "title": "Editor of recipes", "description": TEXT,
        "hiringOrganization": {"@type": "Organization", "name": "Juniper Press", "sameAs": "https://juniper.example/"},
        "jobLocation": {"address": {"addressLocality": "Ulm", "addressCountry": "DE"}}, "employmentType": ["PART_TIME"],
    }  # fmt: skip
    elements = [
        {"@type": "ListItem", "url": url} for url in ("/one.html", "http://169.254.169.254/", "/one.html")
    ]
    address = there.says(
        "/", json.dumps({"@type": "ItemList", "itemListElement": elements}), "application/ld+json"
    )
    there.says(
        "/one.html", f'<html><script type="application/ld+json">{json.dumps(posting)}</script>', "text/html"
    )
    entered(board, address, mapping={})
    jobs.drain()
    position = Position.objects.get()
    assert (position.place, position.country, position.work, position.kind) == (
        "Ulm",
        "DE",
        "on_site",
        "part_time",
    )
    assert len(there.asked) == 2


def test_an_address_is_entered_once_and_only_one_that_may_be_asked(board: Board, there: Elsewhere) -> None:
    source = entered(board, there.says("/work.xml", rss("Editor of recipes")))
    for address, code in (
        (there.at("/work.xml"), "feed.twice"),
        ("file:///etc/passwd", "feed.address_unusable"),
        ("https://who:what@juniper-press.example/", "feed.address_unusable"),
    ):
        with pytest.raises(Refused) as refused:
            entered(board, address)
        assert (refused.value.code, refused.value.field) == (code, "address")
    with pytest.raises(Refused) as stale:
        switch_feed(source.id, by=board.editor, on=False, version=9)
    assert stale.value.code == "position.stale"
