"""A hall's home page leads with what the hall lives by, and shows only what is there to be seen."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hirehall.front.figures import figures
from hirehall.halls.models import Hall, Policy
from hirehall.market.queries.find import Asked, find_freelancers
from tests.makers.base import make_person
from tests.makers.listing import make_board
from tests.makers.unit import make_pool
from tests.makers.vetting import make_way

MOST_QUERIES = 15


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
    ],
)
def test_the_two_doors_lead_to_what_the_hall_lives_by(
    hall: Hall, client: Client, way: str, work: str, hire: str
) -> None:
    make_board(hall)
    lead_with(hall, way)
    text = page_of(client)
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
