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
from hirehall.engagements.listing.actions.read_source import change_feed, enter_feed, remove_feed, switch_feed
from hirehall.engagements.listing.models import FeedItem, FeedSource, Position
from hirehall.engagements.listing.operations import feeding
from hirehall.engagements.listing.queries import to_recheck
from hirehall.engagements.listing.rules import feeds, plain
from hirehall.engagements.listing.rules.feeds import mapped, read
from hirehall.engagements.listing.rules.markup import Unreadable
from hirehall.engagements.listing.rules.plain import plain_text, scripts_in
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


def list_of(there: Elsewhere, *titles: str) -> str:
    """A list that names one page for each; an ETag, as most servers send one."""
    for title in titles:
        url = f"https://juniper-press.example/{title}"
        posting = {
            "@type": "JobPosting",
            "url": url,
            "title": f"Editor of {title}",
            "description": f"{TEXT} {title}.",
        }
        page = f'<html><script type="application/ld+json">{json.dumps(posting)}</script>'
        there.says(f"/{title}.html", page, "text/html")
    elements = [{"@type": "ListItem", "url": f"/{title}.html"} for title in titles]
    listed = json.dumps({"@type": "ItemList", "itemListElement": elements})
    return there.says("/", listed, "application/ld+json", ETag=f'"{len(titles)}"')


def read_again(board: Board, source: FeedSource) -> None:
    switch_feed(source.id, by=board.editor, on=True)
    jobs.drain()


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_of_a_list_that_is_gone_closes_its_own_alone(
    board: Board, there: Elsewhere, status: int
) -> None:
    source = entered(board, list_of(there, "recipes", "maps", "essays"), closes=True)
    jobs.drain()
    for position in Position.objects.all():
        screening.list_position(position.id, by=board.editor, answers=board.checks)
    there.says("/maps.html", "", "text/html", status=status)
    read_again(board, source)
    assert dict(Position.objects.values_list("title", "state")) == {
        "Editor of recipes": "listed", "Editor of maps": "closed", "Editor of essays": "listed",
    }  # fmt: skip
    there.says("/essays.html", "", "text/html", status=503)
    read_again(board, source)
    assert Position.objects.filter(state="listed").count() == 2
    assert source.runs.latest("read_at").said == "The server answered 503."


def test_what_is_more_than_is_read_is_not_taken_for_gone(
    board: Board, there: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest stand first, so those that were read before are the ones that are cut."""
    monkeypatch.setattr(feeding, "MOST_LINKS", 2)
    monkeypatch.setattr(feeds, "MOST_ITEMS", 2)
    linked = entered(board, list_of(there, "recipes", "maps"))
    told = entered(board, there.says("/work.xml", rss("Clerk of essays", "Clerk of walks")))
    jobs.drain()
    list_of(there, "hats", "birds", "recipes", "maps")
    there.says(
        "/work.xml", rss("Clerk of essays", "Clerk of walks", "Clerk of clocks").replace("<guid>0", "<guid>9")
    )
    for source in (linked, told):
        read_again(board, source)
        run = source.runs.latest("read_at")
        assert (run.outcome, run.gone) == ("read", 0)
        assert "more than is read" in run.said
    assert not FeedItem.objects.exclude(gone_at=None).exists()
    there.says("/work.xml", rss("Clerk of essays"))
    read_again(board, told)
    assert told.runs.latest("read_at").gone == 2


@pytest.mark.parametrize("html", ["<a " * 10_000, "<!--" * 40_000, "<p>Text</p>" + "<!--" * 40_000])
def test_html_that_only_begins_is_bounded_before_it_is_parsed(
    html: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[str] = []
    monkeypatch.setattr(plain._Text, "feed", lambda _, data: handed.append(data))
    plain_text(html)
    (data,) = handed
    assert "<" not in data[data.rfind(">") + 1 :]
    assert len(data.replace("&lt;", "<")) <= plain.MOST_HTML


def test_words_and_scripts_are_found_beside_what_only_begins() -> None:
    assert plain_text("<p>Pay &lt; 50</p>, 3 <5") == "Pay < 50\n\n, 3 <5"
    assert (
        plain_text("<p>One<!-- <p>not --> two</p><![<![if x]>three<![CDATA[no]]><!-- a > four")
        == "One two\n\nthree four"
    )
    own = '<SCRIPT type="application/ld+json; charset=utf-8">{"a": "<b>"}</SCRIPT>'
    page = "<a " * 10_000 + "<script>let a = 1</script>" + "<!--" * 40_000 + own + "<script>" * 10_000
    assert scripts_in(page) == ['{"a": "<b>"}']


def test_what_no_database_keeps_does_not_stop_a_feed(board: Board, there: Elsewhere) -> None:
    version = "https://jsonfeed.org/version/1.1"
    items = [
        {
            "id": "a\ud800",
            "title": "Editor\x00 of maps",
            "content_text": f"{TEXT}\udfff",
            "town\x00": "Ulm\ud800",
        },
        {"id": "b\x00", "title": "H\ud800m", "url": "https://juniper-press.example/\x00"},
    ]
    address = there.says("/feed.json", json.dumps({"version": version, "items": items}), "application/json")
    source = entered(board, address, mapping={**MAPPING, "apply_url": "https://juniper-press.example/maps"})
    jobs.drain()
    run = source.runs.get()
    assert (run.outcome, run.found, run.new, run.problems[0][0]) == ("read", 2, 1, "Hm")
    assert (Position.objects.get().title, FeedItem.objects.get().key) == ("Editor of maps", "a")


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


def test_a_feed_is_taken_out_and_what_it_brought_stays_or_ends_with_it(
    board: Board, there: Elsewhere
) -> None:
    for number, closes in enumerate((False, True)):
        titles = f"Editor of maps {number}", f"Editor of plans {number}"
        source = entered(board, there.says(f"/out-{number}.xml", rss(*titles)))
        jobs.drain()
        one, other = (Position.objects.get(title=title) for title in titles)
        screening.list_position(one.id, by=board.editor, answers=board.checks)
        remove_feed(source.id, by=board.editor, closes=closes)
        assert not FeedSource.objects.exists()
        states = (again(one).state, again(other).state)
        assert states == (("closed", "withdrawn") if closes else ("listed", "submitted"))
    with pytest.raises(Refused) as gone:
        remove_feed(source.id, by=board.editor, closes=True)
    assert gone.value.code == "feed.not_found"


def test_all_the_pages_of_a_list_have_one_time(
    board: Board, there: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "WHOLE_SECONDS", 0.0)
    source = entered(board, list_of(there, "recipes"))
    jobs.drain()
    run = source.runs.get()
    assert (run.outcome, run.said) == ("failed", "Its pages took longer than 0 seconds in all.")
