"""What is remarked on, where it stands, and what is not; the page in the docs; the linked data of a page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.engagements.listing.actions.track_position import note_application
from hirehall.engagements.listing.management.commands.draw_listing_states import page
from hirehall.engagements.listing.models import Content
from hirehall.engagements.listing.queries import STATE_WORDS
from hirehall.engagements.listing.rules import FREE_MAIL, HOSTS
from hirehall.engagements.listing.rules.domains import domain_of, host_of, look_alike
from hirehall.engagements.listing.rules.signals import WORDS, Known, signals_in
from hirehall.engagements.listing.states import State
from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.front.dates import position_dates
from hirehall.people.models import Person
from tests.makers.listing import Board, content

DOCS = Path(__file__).resolve().parents[2] / "docs" / "engagements" / "listing.md"
KNOWN = Known(
    upper=Money(60_00, "EUR"), far_percent=200, free_mail=frozenset(FREE_MAIL), hosts=frozenset(HOSTS),
    domains={"harbour lights": "harbourlights.com"},
)  # fmt: skip
TEXT = "Edit essays, two days a week. {} We choose by a short trial text and one call with the editors."


def codes(given: Content) -> list[str]:
    return [found.code for found in signals_in(given, KNOWN, currency="EUR")]


@pytest.mark.parametrize(
    ("says", "code", "quote"),
    [
        ("Pay a registration fee of 30 euros.", "fee", "Pay a registration fee"),
        ("There is a refundable deposit for the laptop.", "fee", "refundable deposit"),
        ("You buy gift cards for us.", "fee", "buy gift cards"),
        ("Write to us on Telegram: t.me/hr_desk", "messenger", "Telegram"),
        ("Your pay comes in bitcoin.", "crypto", "bitcoin"),
        ("You receive payments into your own account and send them on.", "crypto",
         "receive payments into your own account"),
        ("Start today, no interview!", "urgency", "Start today"),
    ],
)  # fmt: skip
def test_words_are_remarked_on_where_they_stand(says: str, code: str, quote: str) -> None:
    given = content(description=TEXT.format(says))
    found = [one for one in signals_in(given, KNOWN, currency="EUR") if one.code == code]
    assert found[0].quote == quote
    assert given.description[found[0].start : found[0].end] == quote
    assert found[0].why.endswith(".")


@pytest.mark.parametrize(
    "says",
    [
        "There is no registration fee, ever.",
        "You are paid by the month. Bring coffee.",
        "We pay for your training.",
        "The signal of the radio must be edited.",
    ],
)
def test_plain_words_are_not_remarked_on(says: str) -> None:
    assert codes(content(description=TEXT.format(says))) == []


ADDRESSES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"apply_url": "https://work.juniper-press.example/1"}, []),
    ({"apply_url": "https://boards.greenhouse.io/juniper/1"}, []),
    ({"apply_url": "https://elsewhere.example/1", "site": "https://juniper.example2.org/"}, ["elsewhere"]),
    ({"apply_email": "work@gmail.com"}, ["free_mail"]),
    ({"apply_email": "work@juniper-pres.example"}, ["look_alike"]),
    ({"site": "https://harbour1ights.com/", "apply_url": "https://harbour1ights.com/a"}, ["look_alike"]),
    (
        {
            "employer": "Harbour Lights",
            "site": "https://lights.example/",
            "apply_url": "https://lights.example/1",
        },
        ["look_alike"],
    ),
    ({"pay_max_minor": 119_00}, []),
    ({"pay_max_minor": 120_00}, ["pay"]),
    ({"pay_max_minor": 240_000_00, "pay_min_minor": None, "pay_per": "year"}, ["pay"]),
    ({"pay_max_minor": 240_000_00, "pay_min_minor": None, "pay_per": "project"}, []),
]


@pytest.mark.parametrize(("given", "wanted"), ADDRESSES)
def test_addresses_and_pay_are_compared(given: dict[str, Any], wanted: list[str]) -> None:
    assert codes(content(**given)) == wanted


def test_nothing_is_compared_with_what_is_not_known() -> None:
    assert signals_in(content(pay_max_minor=10**9), replace(KNOWN, upper=None), currency="EUR") == []


def test_whose_an_address_is() -> None:
    assert domain_of("jobs.example.co.uk") == "example.co.uk"
    assert domain_of("www.example.com") == "example.com"
    assert [host_of(one) for one in ("ftp://a.example", "https://", "https://[", "//a.example")] == [""] * 4
    assert look_alike("rnicrosoft.com", "microsoft.com")
    assert look_alike("harbuor.com", "harbour.com")
    assert not look_alike("harbour.com", "harvest.com")
    assert not look_alike("ibm.com", "ibn.com")  # too short to tell


def test_every_signal_and_state_has_its_words_and_the_docs_are_drawn_from_the_tables() -> None:
    assert set(STATE_WORDS) == set(State)
    assert "pay" in WORDS
    assert DOCS.read_text(encoding="utf-8") == page(), "run: python -m django draw_listing_states"


REQUIRED = {"title", "description", "datePosted", "hiringOrganization"}


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"work": "on_site", "place": "Kiel"}, {"jobLocation"}),
        ({"country": ""}, {"jobLocationType", "applicantLocationRequirements"}),
    ],
)
def test_the_page_is_a_whole_job_posting_for_machines(
    board: Board, client: Client, given: dict[str, Any], place: set[str]
) -> None:
    """The properties that schema.org’s readers require, and nothing that ends the block."""
    evil = "Edit essays </script><script>alert(1)</script> & more, two days a week, and tell us how you work best."
    position = board.listed(description=evil, **given)
    html = client.get(reverse("listing:position", args=[position.id])).content.decode()
    block = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    told = json.loads(block)
    assert told["@type"] == "JobPosting"
    assert told["@context"] == "https://schema.org/"
    assert REQUIRED | place <= set(told)
    assert told["hiringOrganization"] == {
        "@type": "Organization", "name": "Juniper Press", "sameAs": "https://juniper-press.example/",
    }  # fmt: skip
    assert told["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "unitText": "HOUR", "minValue": 35.0, "maxValue": 45.0,
    }  # fmt: skip
    assert told["validThrough"] > told["datePosted"]
    assert "alert(1)" in told["description"]
    assert "<script" not in told["description"]


def test_the_board_and_each_search_of_it_are_feeds(board: Board, client: Client) -> None:
    evil = "Edit essays & <b>more</b> ]]> two days a week, and tell us how you work best, in a page or two."
    position = board.listed(description=evil)
    board.listed(title="Gardener for a park", country="FR")
    told = client.get(reverse("listing:json_feed"), {"country": "DE", "sort": "pay"}).json()
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"].endswith("/positions/feed.json?country=DE")
    assert [(one["title"], one["id"]) for one in told["items"]] == [
        (position.title, f"urn:uuid:{position.id}")
    ]
    assert told["items"][0]["url"].endswith(reverse("listing:position", args=[position.id]))
    answer = client.get(reverse("listing:atom_feed"))
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")] == [
        "Gardener for a park", position.title,
    ]  # fmt: skip
    for name in ("id", "title", "updated"):
        assert feed.findtext(atom + name)


def test_what_one_keeps_goes_into_a_file_and_what_is_next_into_the_calendar(
    board: Board, client: Client
) -> None:
    kept = board.kept(board.listed(employer="=Juniper"))
    at = clock.now() + timedelta(days=2)
    note_application(kept.id, by=board.member, step="interview", next_at=at, next_what="Call")
    assert [(one.title, one.at) for one in position_dates(board.member)] == [
        ("Call: Editor for a cookery magazine", at)
    ]
    assert position_dates(board.poster) == []
    who = Person.objects.get(id=board.member.person_id)
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    lines = client.get(reverse("listing:kept_csv")).content.decode().splitlines()
    assert lines[1].startswith(
        "Editor for a cookery magazine,'=Juniper,https://juniper-press.example/,listed,interview,"
    )
