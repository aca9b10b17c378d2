"""“My work” and “my orders”: one list over every model, with what may become a contract."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hirehall.contracts.queries import Wanted, WorkRow, work_of
from hirehall.contracts.states import Side
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.market.actions.decline_proposal import decline_proposal
from hirehall.market.actions.invite_freelancer import invite_freelancer
from hirehall.people.models import Person
from tests.makers.contracts import Pair, deal, make_pair, planned
from tests.makers.hourly import hourly_contract
from tests.makers.market import make_brief, make_proposal, make_proposal_draft
from tests.makers.package import make_shop
from tests.makers.requests import invite, opened
from tests.makers.tokens import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> Pair:
    return make_pair()


def lines(by: Actor, **wanted: Any) -> list[tuple[str, str, str]]:
    return [(row.kind, row.word, row.turn) for row in rows(by, **wanted)]


def rows(by: Actor, **wanted: Any) -> list[WorkRow]:
    found, more = work_of(by, Wanted(**wanted))
    assert more is None
    return found


def test_every_model_stands_in_one_list_newest_first(pair: Pair) -> None:
    first = pair.contract()
    with clock.later(hours=1):
        second = hourly_contract(pair)
        found = rows(pair.freelancer, side=Side.FREELANCER)
    assert [(row.id, row.model) for row in found] == [(second.id, "hourly"), (first.id, "milestone")]
    assert [row.id for row in rows(pair.freelancer, model="hourly")] == [second.id]
    assert rows(pair.freelancer, side=Side.CLIENT) == []


def test_an_order_stands_there_with_its_next_step() -> None:
    shop = make_shop()
    order = shop.begun()
    (mine,) = rows(shop.freelancer, side=Side.FREELANCER)
    (theirs,) = rows(shop.client, side=Side.CLIENT)
    assert (mine.model, mine.turn, mine.step, mine.due_at) == (
        "package",
        "mine",
        "Deliver the work",
        order.due_at,
    )
    assert theirs.turn == "others"
    assert mine.step_href == reverse("package:deliver", args=[order.id])


def test_a_proposal_is_followed_from_draft_to_no(pair: Pair) -> None:
    brief = make_brief(pair.hall, pair.client)
    proposal = make_proposal_draft(brief, pair.freelancer)
    assert lines(pair.freelancer) == [("proposal", "Draft", "mine")]
    make_proposal(brief, pair.freelancer)
    assert lines(pair.freelancer) == [("proposal", "Sent", "others")]
    (brief_row,) = rows(pair.client)
    assert (brief_row.kind, brief_row.turn, brief_row.step) == ("brief", "mine", "Answer 1 proposal")
    decline_proposal(proposal.id, by=pair.client, reason="Too late in the year.")
    assert lines(pair.freelancer) == []
    (over,) = rows(pair.freelancer, show="ended")
    assert (over.word, over.turn, over.text) == ("Declined", "", "Too late in the year.")
    assert lines(pair.client) == [("brief", "Open for proposals", "others")]


def test_an_offer_takes_the_place_of_its_proposal(pair: Pair) -> None:
    proposal = make_proposal(make_brief(pair.hall, pair.client), pair.freelancer)
    make_offer(pair.hall.id, by=pair.client, terms=deal(), milestones=(planned(),), proposal_id=proposal.id)
    assert lines(pair.freelancer) == [("offer", "Offered", "mine")]
    assert ("offer", "Offered", "others") in lines(pair.client)
    assert lines(pair.freelancer, show="running") == []
    assert lines(pair.freelancer, show="flight") == [("offer", "Offered", "mine")]


def test_an_invitation_waits_for_the_freelancer(pair: Pair) -> None:
    brief = make_brief(pair.hall, pair.client)
    assert pair.freelancer.person_id is not None
    invite_freelancer(brief.id, by=pair.client, freelancer_id=pair.freelancer.person_id, note="Please look.")
    assert lines(pair.freelancer) == [("invitation", "Invited", "mine")]
    (mine,) = rows(pair.client)
    assert "1 invitation without an answer" in mine.text


def test_requests_for_a_quote_show_both_sides_who_is_waited_for(pair: Pair) -> None:
    opened(pair.hall, pair.freelancer, pair.client)
    invite(pair.hall, pair.freelancer, "somebody@else.example")
    assert sorted(lines(pair.freelancer)) == [
        ("request", "Invited", "others"),
        ("request", "Waits for a quote", "mine"),
    ]
    assert lines(pair.client) == [("request", "Waits for a quote", "others")]


def test_whose_turn_it_is_filters_and_nothing_is_lost_between_pages(pair: Pair) -> None:
    for minutes in range(7):
        with clock.later(minutes=minutes):
            pair.contract() if minutes % 2 else pair.funded()
    everything = [row.id for row in rows(pair.freelancer)]
    mine = [row.id for row in rows(pair.freelancer, turn="mine")]
    others = [row.id for row in rows(pair.freelancer, turn="others")]
    assert (len(mine), len(others)) == (4, 3)
    assert sorted([*mine, *others]) == sorted(everything)
    for turn, whole in (("", everything), ("mine", mine), ("others", others)):
        seen, more = [], ""
        while True:
            page, following = work_of(pair.freelancer, Wanted(turn=turn, after=more, limit=2))
            seen += [row.id for row in page]
            if following is None:
                break
            more = following
        assert seen == whole


def test_the_page_asks_the_same_number_of_queries_however_long_it_is(pair: Pair) -> None:
    brief = make_brief(pair.hall, pair.client)
    make_proposal(brief, pair.freelancer)
    opened(pair.hall, pair.freelancer, pair.client)
    pair.delivered()
    hourly_contract(pair)

    def asked(by: Actor, path: str) -> int:
        browser = Client()
        browser.force_login(Person.objects.get(id=by.person_id), backend=BACKEND)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        return len(queries)

    before = [asked(by, f"/my-{name}/") for by, name in ((pair.client, "orders"), (pair.freelancer, "work"))]
    for _ in range(3):
        make_proposal(make_brief(pair.hall, pair.client), pair.freelancer)
        pair.funded()
        hourly_contract(pair)
        pair.offer()
    after = [asked(by, f"/my-{name}/") for by, name in ((pair.client, "orders"), (pair.freelancer, "work"))]
    assert after == before
    with CaptureQueriesContext(connection) as queries:
        work_of(pair.freelancer, Wanted(side=Side.FREELANCER))
    assert len(queries) == FOR_A_FREELANCER


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FOR_A_FREELANCER = 13  # contracts, offers, proposals, invitations, requests; four each for two models


def test_a_stranger_sees_nothing_of_it(pair: Pair) -> None:
    pair.contract()
    other = make_pair(pair.hall, client="Una Stone", freelancer="Ole Berg")
    assert rows(other.client, show="all") == rows(other.freelancer, show="all") == []


def test_dates_are_written_for_who_looks_and_not_for_who_looked_before(pair: Pair) -> None:
    pair.delivered()
    for by, zone in ((pair.client, "Pacific/Auckland"), (pair.freelancer, "Asia/Kolkata")):
        Person.objects.filter(id=by.person_id).update(time_zone=zone)
    for by, path, written, other in (
        (pair.client, "/my-orders/", "UTC[+]1[23]", "UTC+5"),
        (pair.freelancer, "/my-work/", "UTC[+]5:30", "UTC+1"),
    ):
        browser = Client()
        browser.force_login(Person.objects.get(id=by.person_id), backend=BACKEND)
        text = browser.get(path).content.decode().split("<h2>")[1]
        assert re.search(f"released by itself on [^.]*{written}", text)
        assert other not in text


def test_the_address_of_all_contracts_leads_to_the_list_of_the_hat_that_is_worn(pair: Pair) -> None:
    for by, own in ((pair.client, "/my-orders/"), (pair.freelancer, "/my-work/")):
        browser = Client()
        browser.force_login(Person.objects.get(id=by.person_id), backend=BACKEND)
        for query, leads in {
            "": own + "?show=all",
            "?show=ended&model=hourly&turn=mine": own + "?show=ended&model=hourly&turn=mine",
            "?side=client": "/my-orders/?show=all",
            "?side=freelancer&show=now": "/my-work/?show=now",
            "?side=nobody": own + "?show=all",
        }.items():
            assert browser.get("/contracts/" + query)["Location"] == leads


def test_programs_get_the_same_list(pair: Pair) -> None:
    pair.delivered()
    answer = Caller(pair.client).call("GET", "work?side=client&turn=mine")
    (line,) = answer["items"]
    assert answer["next"] is None
    assert (line["kind"], line["model"], line["turn"]) == ("contract", "milestone", "mine")
    assert line["step"] == "Review “Checkout redesign”"
