"""One box finds freelancers, services and open briefs."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hirehall.foundation import clock
from hirehall.market.models import FreelancerListing
from hirehall.market.queries.find_all import find_all
from hirehall.market.queries.find_shapes import Asked
from hirehall.people.models import Person
from tests.makers.market import make_brief
from tests.makers.package import Shop, make_shop
from tests.makers.tokens import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    shop = make_shop()
    who = Person.objects.get(id=shop.freelancer.person_id)
    FreelancerListing.objects.filter(person=who).delete()
    FreelancerListing.objects.create(
        hall=shop.hall, person=who, name=who.name, handle=who.handle, headline="Draws logos", availability="now",
        category_ids=[shop.service.category_id], changed_at=clock.now(),
    )  # fmt: skip
    return shop


def test_the_same_words_find_all_three(shop: Shop) -> None:
    brief = make_brief(shop.hall, shop.client, title=shop.service.title)
    found = find_all(shop.hall.id, Asked(text=shop.service.title))
    assert [card.service_id for card in found.services.cards] == [shop.service.id]
    assert [card.brief_id for card in found.briefs.cards] == [brief.id]
    assert (found.services.total, found.briefs.total, found.words) == (1, 1, "")
    everything = find_all(shop.hall.id, Asked())
    assert everything.freelancers.total == 1
    assert everything.total == 3


def test_a_typo_is_forgiven_and_said(shop: Shop) -> None:
    longest = max(shop.service.title.split(), key=len)
    wrong = longest[0] + longest[2] + longest[1] + longest[3:]
    found = find_all(shop.hall.id, Asked(text=wrong))
    assert [card.service_id for card in found.services.cards] == [shop.service.id]
    assert found.words == longest.lower()


def test_facets_add_up_over_the_lists(shop: Shop) -> None:
    make_brief(shop.hall, shop.client)
    found = find_all(shop.hall.id, Asked())
    counted = {option.label: option.count for option in found.categories}
    assert sum(counted.values()) >= 1
    chosen = next(option for option in found.categories if option.count)
    fewer = find_all(shop.hall.id, Asked(category=UUID(chosen.value)))
    assert fewer.total == chosen.count
    assert [option.label for option in fewer.categories if option.chosen] == [chosen.label]


def test_it_costs_the_same_at_any_size(shop: Shop, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(2):
        with django_assert_num_queries(QUERIES):
            find_all(shop.hall.id, Asked())
        for number in range(3):
            make_brief(shop.hall, shop.client, title=f"Another brief, number {number}")


QUERIES = 12  # of each list a page, a total, the counts and the names of what was counted


def test_the_page_says_how_many_and_what_to_do_with_none(shop: Shop, client: Client) -> None:
    page = client.get("/find/").content.decode()
    assert shop.service.title in page
    assert "1 service" in page
    none = client.get("/find/?q=zzzzqqqq").content.decode()
    assert "Nothing fits all of that" in none
    assert 'href="/find/"' in page, "the header leads to it"


def test_programs_search_everything(shop: Shop) -> None:
    found = Caller(shop.client).call("GET", "find/search?q=" + shop.service.title.split()[-1])
    assert [hit["id"] for hit in found["services"]["items"]] == [str(shop.service.id)]
    assert found["services"]["total"] == 1
