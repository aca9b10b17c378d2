"""One request to several makers, collections, the contract that a piece came from, news that are told together."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.contracts.models import Contract
from hirehall.conversations.models import Notice
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import ANONYMOUS, Actor, Hat
from hirehall.foundation.refused import Refused
from hirehall.market.actions.answer_request import decline_request
from hirehall.market.models import QuoteRequest
from hirehall.money import invariants
from hirehall.people.models import Person
from hirehall.portfolio import queries
from hirehall.portfolio.actions.ask_makers import ask_makers, close_project
from hirehall.portfolio.actions.credit_contract import answer_credit, ask_credit, take_credit_back
from hirehall.portfolio.actions.follow_maker import follow_maker
from hirehall.portfolio.actions.keep_piece import change_collection, keep_piece, make_collection
from hirehall.portfolio.actions.like_piece import like_piece
from hirehall.skills.actions.show_piece import withdraw_piece
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import Pair, deal, make_pair, planned
from tests.makers.portfolio import make_shown
from tests.makers.requests import NEED
from tests.portfolio.test_gallery import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(db: None) -> Pair:
    return make_pair()


@pytest.fixture
def rivals(db: None) -> list[Actor]:
    return [actor_of(make_person(f"Rival {number}")) for number in (1, 2)]


def refused(call: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.code


def asked_of(pair: Pair, rivals: list[Actor]) -> Any:
    makers = [one.require_person() for one in (pair.freelancer, *rivals)]
    return ask_makers(pair.hall.id, by=pair.client, maker_ids=makers, title="A whale poster", need=NEED)


def test_several_makers_answer_one_request_and_one_is_chosen(
    pair: Pair, rivals: list[Actor], client: Client, django_assert_num_queries: Any
) -> None:
    project = asked_of(pair, rivals)
    requests = {row.freelancer_id: row for row in QuoteRequest.objects.all()}
    assert {row.origin for row in requests.values()} == {"marketplace"}
    mine = requests[pair.freelancer.require_person()]
    client.force_login(Person.objects.get(id=pair.freelancer.person_id), backend=BACKEND)
    assert "3 makers at once" in client.get(reverse("market:request", args=[mine.id])).content.decode()
    offer = make_offer(
        pair.hall.id, by=pair.freelancer, terms=deal("A poster"), milestones=(planned("The poster", 500_00),),
        request_id=mine.id,
    )  # fmt: skip
    decline_request(requests[rivals[0].require_person()].id, by=rivals[0], reason="No time this month.")
    with django_assert_num_queries(3):
        page = queries.project_page(pair.client, project.id)
    assert [(one.state, str(one.total or "")) for one in page.answers] == [
        ("quoted", "500.00 EUR"), ("declined", ""), ("open", "")
    ]  # fmt: skip
    assert refused(queries.project_page, rivals[0], project.id) == "project.not_found"
    client.force_login(Person.objects.get(id=pair.client.person_id), backend=BACKEND)
    shown = client.get(reverse("portfolio:project", args=[project.id])).content.decode()
    assert "No time this month." in shown
    assert reverse("milestone:offer", args=[offer.id]) in shown
    accept_offer(offer.id, by=pair.client)
    assert Contract.objects.get().origin == "marketplace"
    close_project(project.id, by=pair.client)
    states = sorted(QuoteRequest.objects.values_list("state", flat=True))
    assert states == ["agreed", "declined", "withdrawn"]
    assert refused(close_project, project.id, by=pair.client) == "project.closed"
    assert invariants.check() == []


def test_the_clock_closes_a_request_and_says_how_many_have_answered(pair: Pair, rivals: list[Actor]) -> None:
    project = asked_of(pair, rivals)
    mine = QuoteRequest.objects.get(freelancer_id=pair.freelancer.person_id)
    terms = {"terms": deal("A poster"), "milestones": (planned("The poster", 500_00),)}
    make_offer(pair.hall.id, by=pair.freelancer, request_id=mine.id, **terms)
    jobs.run_sweeps()
    jobs.drain()
    assert queries.project_page(pair.client, project.id).closed_at is None
    with clock.later(days=8):
        jobs.sweeps["portfolio.close_projects"]()
        jobs.drain()
        jobs.sweeps["portfolio.close_projects"]()
        jobs.drain()
    told = Notice.objects.get(kind="project.closed")
    assert told.sentence.endswith("are over: 1 of 3 makers sent a quote.")
    assert told.person_id == pair.client.person_id
    assert sorted(QuoteRequest.objects.values_list("state", flat=True)) == [
        "quoted",
        "withdrawn",
        "withdrawn",
    ]
    late = QuoteRequest.objects.filter(state="withdrawn").first()
    assert late is not None
    assert refused(make_offer, pair.hall.id, by=rivals[0], request_id=late.id, **terms) == "request.not_open"


def test_what_is_wrong_with_a_request_asks_nobody(pair: Pair, rivals: list[Actor], client: Client) -> None:
    alone = {"by": pair.client, "title": "A poster", "need": NEED}
    first = rivals[0].require_person()
    assert refused(ask_makers, pair.hall.id, maker_ids=[first, first], **alone) == "project.few_makers"
    both_of = [one.require_person() for one in rivals]
    assert (
        refused(ask_makers, pair.hall.id, maker_ids=both_of, answer_days=31, **alone) == "project.answer_days"
    )
    told = refused(ask_makers, pair.hall.id, maker_ids=[first, pair.client.require_person()], **alone)
    assert told == "freelancer.not_found"
    assert QuoteRequest.objects.count() == 0
    client.force_login(Person.objects.get(id=pair.client.person_id), backend=BACKEND)
    follow_maker(first, hall_id=pair.hall.id, by=pair.client)
    make_shown(rivals[0], "Theirs")
    new = reverse("portfolio:new_project")
    assert "Theirs" in client.get(new).content.decode()
    again = client.post(new, {"makers": [str(first)], "title": "A poster", "need": NEED, "answer_days": "7"})
    assert "Choose at least two makers" in again.content.decode()
    both = {
        "makers": [str(one.person_id) for one in rivals],
        "title": "A poster",
        "need": NEED,
        "budget": "1,200",
        "answer_days": "3",
    }
    assert client.post(new, both).status_code == 302
    assert set(QuoteRequest.objects.values_list("budget_minor", flat=True)) == {1_200_00}


def test_a_collection_is_its_owners_until_it_is_public(pair: Pair, rivals: list[Actor]) -> None:
    shown, gone = make_shown(pair.freelancer, "Kept"), make_shown(pair.freelancer, "Gone")
    mine = make_collection(hall_id=pair.hall.id, by=pair.client, title="Whales")
    for one in (shown, gone, shown):
        keep_piece(mine.id, showing_id=one.id, by=pair.client)
    withdraw_piece(gone.piece_id, hall_id=pair.hall.id, by=pair.freelancer)
    page = queries.collection_page(pair.client, pair.hall.id, mine.id)
    assert [card.title for card in page.cards] == ["Kept"]
    for other in (rivals[0], ANONYMOUS):
        assert refused(queries.collection_page, other, pair.hall.id, mine.id) == "collection.not_found"
    assert refused(keep_piece, mine.id, showing_id=shown.id, by=rivals[0]) == "collection.not_found"
    change_collection(mine.id, by=pair.client, title="Whales", text="For the museum", public=True)
    assert queries.collection_page(ANONYMOUS, pair.hall.id, mine.id).text == "For the museum"
    assert queries.own_collections(pair.client, pair.hall.id)[0].pieces == 2


def test_a_piece_says_that_it_was_made_here_while_both_sides_agree(
    pair: Pair, rivals: list[Actor], client: Client
) -> None:
    contract = pair.finished()
    shown = make_shown(pair.freelancer, "The shop")
    path, says = f"/gallery/{shown.id}/", "Made in a contract here</strong>"
    elsewhere = make_shown(rivals[0])
    assert refused(ask_credit, elsewhere.id, contract_id=contract.id, by=rivals[0]) == "contract.not_found"
    ask_credit(shown.id, contract_id=contract.id, by=pair.freelancer)
    assert says not in client.get(path).content.decode()
    assert refused(answer_credit, shown.id, agrees=True, by=pair.freelancer) == "credit.not_found"
    client.force_login(Person.objects.get(id=pair.client.person_id), backend=BACKEND)
    assert "Was this made in your contract?" in client.get(path).content.decode()
    client.post(reverse("portfolio:credit", args=[shown.id]), {"act": "agree"})
    page = Client().get(path).content.decode()
    assert says in page
    assert contract.title not in page
    jobs.drain()
    told = Notice.objects.filter(kind="credit.moved").order_by("id").values_list("person_id", flat=True)
    assert list(told) == [pair.client.person_id, pair.freelancer.person_id]
    take_credit_back(shown.id, by=pair.client)
    assert says not in Client().get(path).content.decode()
    assert refused(take_credit_back, shown.id, by=pair.client) == "credit.answered"
    ask_credit(shown.id, contract_id=contract.id, by=pair.freelancer)
    answer_credit(shown.id, agrees=False, by=pair.client)
    assert refused(ask_credit, shown.id, contract_id=contract.id, by=pair.freelancer) == "credit.declined"


def test_a_maker_is_told_once_of_everybody_who_likes_and_follows(pair: Pair, rivals: list[Actor]) -> None:
    first, second = make_shown(pair.freelancer, "A whale"), make_shown(pair.freelancer, "A boat")
    fan = actor_of(make_person("Fan", Hat.CLIENT))
    for who in (*rivals, fan):
        like_piece(first.id, by=who)
    like_piece(second.id, by=fan)
    follow_maker(pair.freelancer.require_person(), hall_id=pair.hall.id, by=fan)
    for _ in range(2):
        jobs.sweeps["portfolio.tell_makers"]()
    told = Notice.objects.get(kind="gallery.liked")
    assert told.sentence == "Three people like your work, “A whale” most and one person follows you now."
    assert (told.person_id, told.mail) == (pair.freelancer.person_id, "off")
