"""A hall's home page leads with what the hall lives by, and shows only what is there to be seen."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hirehall.foundation import clock, jobs
from hirehall.front.figures import figures
from hirehall.halls.actions.choose_showing import choose_showing
from hirehall.halls.models import Hall, Policy
from hirehall.market.queries.find import Asked, find_freelancers
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.skills.models import Skill
from hirehall.vetting.models import Vetted
from tests.makers.base import actor_of, make_person
from tests.makers.listing import make_board
from tests.makers.trial import switch_on as match_by_hand
from tests.makers.unit import make_pool
from tests.makers.vetting import make_way

MOST_QUERIES = 16


def lead_with(hall: Hall, way: str) -> None:
    Hall.objects.filter(id=hall.id).update(leads_with=way)


def page_of(client: Client) -> str:
    return client.get("/").content.decode()


@pytest.mark.parametrize(
    ("way", "work", "hire"),
    [
        ("milestone", "/find/briefs/", "/find/freelancers/"),
        ("package", "/services/mine/", "/services/"),
        ("unit", "/pool/", "/pool/new/"),
        ("portfolio", "/profile/portfolio/", "/gallery/"),
        ("vetting", "/screenings/", "/find/freelancers/"),
        ("listing", "/positions/", "/positions/new/"),
        ("trial", "/screenings/", "/match-requests/new/"),
    ],
)
def test_the_two_doors_lead_to_what_the_hall_lives_by(
    hall: Hall, client: Client, way: str, work: str, hire: str
) -> None:
    make_board(hall)
    if way == "trial":
        match_by_hand(hall)
    lead_with(hall, way)
    text = page_of(client)
    assert ("Found by a matcher" in text) == (way == "trial")
    assert f'class="door door-freelancer" href="{work}"' in text
    assert f'class="door door-client" href="{hire}"' in text
    assert client.get(hire).status_code in (200, 302)


def test_a_way_that_is_off_leads_nowhere(hall: Hall, client: Client) -> None:
    lead_with(hall, "unit")
    for policy in Policy.objects.filter(hall=hall):
        Policy.objects.filter(id=policy.id).update(of_models={**policy.of_models, "unit.offered": 0})
    text = page_of(client)
    assert 'class="door door-freelancer" href="/find/briefs/"' in text
    assert "The order pool" not in text


def test_what_is_there_is_shown_and_what_the_hall_leads_with_comes_before_the_money(
    hall: Hall, client: Client
) -> None:
    pool = make_pool(hall)
    order = pool.posted()
    position = make_board(hall).listed()
    make_way(hall)
    lead_with(hall, "unit")
    with CaptureQueriesContext(connection) as asked:
        text = page_of(client)
    assert len(asked) <= MOST_QUERIES
    assert text.index("The order pool") < text.index("Where your money goes") < text.index(position.title)
    assert "words in 1 order waits" in text
    assert "Way screening" in text
    assert order.posting.title not in text, "what a client orders is for those whose level opens it"


def test_an_empty_hall_shows_its_prices_and_no_empty_parts(hall: Hall, client: Client) -> None:
    lead_with(hall, "unit")
    text = page_of(client)
    assert "Nothing waits just now" in text
    for part in (
        "Work made here",
        "Newest briefs",
        "Services to order",
        "screened by hand",
        "How people are screened",
    ):
        assert part not in text


def test_who_is_counted_as_a_freelancer_is_found_in_this_hall(hall: Hall) -> None:
    make_person("Not Here")
    make_pool(hall)
    assert figures(hall).freelancers == find_freelancers(hall.id, Asked()).total


def test_vetted_lately_are_those_whom_the_hall_lets_be_found(hall: Hall, client: Client) -> None:
    way = make_way(hall)
    found, gone = actor_of(make_person("Fenja Found")), actor_of(make_person("Gerd Gone"))
    for who in (found, gone):
        claim_skill(Skill.objects.filter(hall=hall)[0].id, level=3, by=who)
        Vetted.objects.create(
            hall=hall, person_id=who.person_id, pipeline=way.version.pipeline, screening=way.begun(who),
            since=clock.now(),
        )  # fmt: skip
    jobs.drain()
    text = page_of(client)
    assert "Fenja Found" in text
    assert "Gerd Gone" in text
    choose_showing(hall.id, by=gone, shown_in_search=False)
    jobs.drain()
    text = page_of(client)
    assert "Fenja Found" in text
    assert "Gerd Gone" not in text
