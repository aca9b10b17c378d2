"""Dates as a calendar: what stands in it, who may read it, and that it is written as RFC 5545 has it."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime, timedelta, timezone
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hirehall.engagements.milestone.actions.ask_refund import ask_refund
from hirehall.engagements.package.actions.cancel_order import ask_to_cancel
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.front.agenda import PAGE, agenda
from hirehall.front.dates import Dated, dates_of
from hirehall.front.ical import Event, calendar, escaped, folded
from hirehall.people.actions.change_calendar_key import remove_calendar_key, renew_calendar_key
from hirehall.people.models import CalendarKey, Person
from tests.makers.contracts import Pair, eur, make_pair, planned
from tests.makers.hourly import at, in_review
from tests.makers.market import make_brief, make_proposal
from tests.makers.package import make_shop
from tests.makers.tokens import Caller

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def parsed(body: bytes) -> list[dict[str, str]]:
    """A reader of its own: unfolds, splits and unescapes as the RFC says, and nothing from the writer."""
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"")
    events: list[dict[str, str]] = []
    for line in body.decode().replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and line != "END:VEVENT":
            events[-1][name.partition(";")[0]] = re.sub(r"\\(.)", _unescaped, value)
    return events


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]


def event(**more: object) -> Event:
    given = {
        "uid": "milestone-1-due@harbour.hirehall", "title": "Delivery", "text": "", "at": NOON,
        "address": "http://hall.example/", "sequence": 3, "stamp": NOON,
    }  # fmt: skip
    return Event(**{**given, **more})  # type: ignore[arg-type]


def test_what_was_written_is_read_back_whatever_people_write() -> None:
    title = "Prüfung; “Kasse”, Teil 2 \\ Ende " + "ж" * 90 + "🧭" * 40
    text = "First line\r\nsecond, with: colon; and BEGIN:VEVENT\x07"
    (read,) = parsed(calendar("Harbour; Hall", [event(title=title, text=text)]))
    assert read["SUMMARY"] == title
    assert read["DESCRIPTION"] == "First line\nsecond, with: colon; and BEGIN:VEVENT"
    assert (read["DTSTART"], read["SEQUENCE"], read["DTSTAMP"]) == (
        "20260301T120000Z",
        "3",
        "20260301T120000Z",
    )


def test_lines_are_cut_between_letters_and_never_longer_than_75_octets() -> None:
    for text in ("a" * 74, "a" * 75, "a" * 76, "a" * 149, "a" * 150, "é" * 60, "🧭" * 50, ""):
        pieces = folded(text).split("\r\n")
        assert all(len(piece.encode()) <= 75 for piece in pieces)
        assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == text
        assert all(piece.startswith(" ") for piece in pieces[1:])
    assert escaped("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne"


def test_instants_are_in_utc_and_days_are_days() -> None:
    auckland = datetime(2026, 3, 2, 1, tzinfo=timezone(timedelta(hours=13)))
    body = calendar("Hall", [event(at=auckland), event(at=date(2026, 3, 29))])
    assert b"DTSTART:20260301T120000Z\r\n" in body
    assert b"DTSTART;VALUE=DATE:20260329\r\n" in body


def keys(by: Actor) -> set[tuple[str, str]]:
    return {(one.key.split("-")[0], one.kind) for one in dates_of(by)}


def test_each_model_puts_its_clocks_there_for_both_sides() -> None:
    pair = make_pair()
    due = clock.now().date() + timedelta(days=20)
    pair.contract(planned(due_on=due))
    silent = pair.delivered()
    refund = ask_refund(
        pair.funded().id, by=pair.client, amount=eur(1_000_00), reason="It is not needed any more."
    )
    pair.offer()
    make_proposal(make_brief(pair.hall, pair.client), pair.freelancer)
    for by in (pair.client, pair.freelancer):
        found = {one.key: one for one in dates_of(by)}
        assert found[f"milestone-{silent.id}-silence"].at == silent.auto_accept_at
        assert found[f"refund-{refund.id}-answer"].at == refund.answer_by
        assert {"delivery", "silence", "answer", "offer"} <= {one.kind for one in found.values()}
    (day,) = [one for one in dates_of(pair.client) if one.is_day]
    assert day.at == due
    assert ("proposal", "answer") in keys(pair.freelancer)
    assert ("brief", "brief") in keys(pair.client)


def test_weeks_orders_reviews_and_payouts_stand_there_too() -> None:
    pair = make_pair()
    in_review(pair)
    with at(days=8):
        assert {("week", "week"), ("week", "silence")} >= keys(pair.client) - {("week", "week")}
        assert ("week", "silence") in keys(pair.freelancer)
    pair.finished()
    assert ("review", "review") in keys(pair.client)
    assert ("earning", "payout") in keys(pair.freelancer)
    assert ("earning", "payout") not in keys(pair.client)


def test_an_order_has_its_day_and_a_wish_its_answer() -> None:
    shop = make_shop()
    order = shop.begun()
    wish = ask_to_cancel(order.id, by=shop.client, reason="We need it for another purpose now.")
    found = {one.key: one.at for one in dates_of(shop.freelancer)}
    assert found[f"ask-{wish.id}-answer"] == wish.answer_by
    other = shop.delivered()
    assert {one.key: one.at for one in dates_of(shop.client)}[
        f"order-{other.id}-silence"
    ] == other.auto_accept_at


def feed_of(by: Actor) -> str:
    renew_calendar_key("the-secret-of-" + str(by.person_id), by=by)
    return f"/calendar/the-secret-of-{by.person_id}.ics"


def test_the_feed_is_the_same_until_something_moves(pair: Pair) -> None:
    milestone = pair.delivered()
    path, browser = feed_of(pair.freelancer), Client()
    first = browser.get(path)
    assert (first.status_code, first["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    with clock.later(hours=2):
        again = browser.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    (before,) = [one for one in parsed(first.content) if one["UID"].startswith(f"milestone-{milestone.id}")]
    milestone.version += 1
    milestone.auto_accept_at = clock.now() + timedelta(days=30)
    milestone.save(update_fields=["version", "auto_accept_at"])
    moved = browser.get(path, headers={"If-None-Match": first["ETag"]})
    assert moved.status_code == 200
    (after,) = [one for one in parsed(moved.content) if one["UID"].startswith(f"milestone-{milestone.id}")]
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    assert after["DTSTART"] != before["DTSTART"]


def test_only_whoever_knows_the_secret_reads_it_and_only_while_it_counts(pair: Pair) -> None:
    old = feed_of(pair.freelancer)
    assert Client().get(old).status_code == 200
    assert Client().get("/calendar/guessed.ics").status_code == 404
    renew_calendar_key("another", by=pair.freelancer)
    assert Client().get(old).status_code == 404
    assert Client().get("/calendar/another.ics").status_code == 200
    assert "another" not in str(list(CalendarKey.objects.values()))
    remove_calendar_key(by=pair.freelancer)
    assert Client().get("/calendar/another.ics").status_code == 404
    renew_calendar_key("last", by=pair.freelancer)
    Person.objects.filter(id=pair.freelancer.person_id).update(closed_at=clock.now())
    assert Client().get("/calendar/last.ics").status_code == 404


def test_the_page_shows_a_new_address_once_and_downloads_one_date(pair: Pair) -> None:
    milestone = pair.delivered()
    browser = Client()
    browser.force_login(Person.objects.get(id=pair.client.person_id), backend=BACKEND)
    made = browser.post("/account/calendar/").content.decode()
    found = re.search(r"http://testserver(/calendar/[\w-]+\.ics)", made)
    assert found is not None
    assert Client().get(found[1]).status_code == 200
    assert found[1] not in browser.get("/account/calendar/").content.decode()
    key = f"milestone-{milestone.id}-silence"
    one = browser.get(f"/account/calendar/dates/{key}.ics")
    assert [read["SUMMARY"] for read in parsed(one.content)] == ["Silence accepts: Checkout redesign"]
    stranger = Client()
    stranger.force_login(make_stranger(pair), backend=BACKEND)
    assert stranger.get(f"/account/calendar/dates/{key}.ics").status_code == 404
    browser.post("/account/calendar/removal/")
    assert Client().get(found[1]).status_code == 404


def make_stranger(pair: Pair) -> Person:
    return Person.objects.get(
        id=make_pair(pair.hall, client="Una Stone", freelancer="Ole Berg").client.person_id
    )


def test_programs_read_dates_and_only_a_token_that_may_read_all_gets_an_address(pair: Pair) -> None:
    milestone = pair.delivered()
    caller = Caller(pair.client)
    (one,) = caller.call("GET", "dates")["items"]
    assert (one["key"], one["day"]) == (f"milestone-{milestone.id}-silence", None)
    path = caller.call("POST", "calendar-address")["path"]
    assert Client().get(path).status_code == 200
    caller.call("DELETE", "calendar-address", status=(204,))
    assert Client().get(path).status_code == 404
    narrow = Caller(pair.freelancer, scopes=["scope:profile:write", "scope:profile:read"])
    narrow.call("POST", "calendar-address", status=(403,))


def shown(browser: Client, path: str = "") -> tuple[list[str], str | None, str]:
    """The titles of one page of the calendar, the address of the next one, and its words."""
    page = browser.get("/account/calendar/" + path).content.decode()
    more = re.search(r'rel="next" href="([^"]+)"', page)
    titles = re.findall(r'<h4><a href="[^"]+">([^<]+)</a></h4>', page)
    return titles, more and html.unescape(more[1]), " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_page_goes_on_by_the_dates_with_each_of_them_once_and_today_marked_once(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(pair.client)
    assert "Nothing is due" in shown(browser)[2]
    today = clock.now().date()
    around = [*range(-25, 0), *range(1, 26)]
    dates = [due(f"Part {days}", today + timedelta(days=days)) for days in around]
    monkeypatch.setattr("hirehall.front.agenda.dates_of", lambda by: dates[::-1])
    seen: list[str] = []
    pages: list[str] = []
    more: str | None = ""
    while more is not None:
        titles, more, text = shown(browser, more)
        assert 0 < len(titles) <= PAGE
        seen, pages = seen + titles, [*pages, text]
    assert seen == [f"Part {days}" for days in around]
    assert [text.count("Nothing is due today.") for text in pages] == [0, 1, 0]
    assert "50 dates, 25 overdue" in pages[0]
    assert shown(browser, "?after=nonsense")[0] == seen[:PAGE]
    assert "No later dates" in shown(browser, f"?after={today.year + 9}-01-01T00:00:00Z~z")[2]
    caller = Caller(pair.client)
    first = caller.call("GET", "dates?limit=30")
    rest = caller.call("GET", f"dates?limit=30&after={quote(first['next'])}")
    assert [one["title"] for one in first["items"] + rest["items"]] == seen
    assert rest["next"] is None


def test_a_day_is_that_of_who_reads_it(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is due in the evening of one day in UTC is due on the next in Auckland, after what is due all that day."""
    third = clock.now().replace(hour=20, minute=30) + timedelta(days=3)
    whole = third.date() + timedelta(days=1)
    dates = [due("Evening", third), due("All day", whole)]
    monkeypatch.setattr("hirehall.front.agenda.dates_of", lambda by: dates)
    for zone, read in (("UTC", ["Evening", "All day"]), ("Pacific/Auckland", ["All day", "Evening"])):
        Person.objects.filter(id=pair.client.person_id).update(time_zone=zone)
        titles, _, text = shown(signed_in(pair.client))
        assert titles == read
        assert text.count(f" {whole.day} ") == 1


def due(title: str, at: datetime | date) -> Dated:
    return Dated(title.replace(" ", "-"), "delivery", title, "A text.", at, "/home/", 1, NOON)


def signed_in(by: Actor) -> Client:
    browser = Client()
    browser.force_login(Person.objects.get(id=by.person_id), backend=BACKEND)
    return browser


def test_the_number_of_queries_does_not_grow(pair: Pair) -> None:
    pair.delivered()
    make_proposal(make_brief(pair.hall, pair.client), pair.freelancer)
    with CaptureQueriesContext(connection) as few:
        dates_of(pair.freelancer)
    for _ in range(3):
        pair.delivered()
        pair.offer()
        make_proposal(make_brief(pair.hall, pair.client), pair.freelancer)
    with CaptureQueriesContext(connection) as many:
        dates_of(pair.freelancer)
    assert len(many) == len(few) == PINNED
    with CaptureQueriesContext(connection) as page:
        agenda(pair.freelancer, limit=2)
    assert len(page) == PINNED


PINNED = (
    19  # some of each model, two of them for the pool and for trials, interviews, positions that one keeps
)


@pytest.fixture
def pair() -> Pair:
    return make_pair()
