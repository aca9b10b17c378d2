"""What two sides agree on has one of the hall's clauses of each kind, never two that contradict each other."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from hirehall.contracts.models import Offer
from hirehall.contracts.queries import clause_choices, clause_ids_in
from hirehall.engagements.hourly.actions.make_offer import make_offer as make_hourly_offer
from hirehall.engagements.hourly.operations import HourTerms
from hirehall.engagements.milestone.actions.change_terms import propose_terms
from hirehall.engagements.milestone.actions.counter_offer import counter_offer
from hirehall.foundation.refused import Refused
from hirehall.halls.models import ClauseTemplate
from hirehall.people.models import Person
from tests.makers.base import LONG_AGO
from tests.makers.contracts import Pair, deal, eur, planned
from tests.milestone.test_api import Caller

OWN, OTHER = "Rights pass on payment", "The freelancer keeps the rights"
SECRETS = "Both sides keep secrets"


@pytest.fixture
def kept(pair: Pair) -> ClauseTemplate:
    """A second clause of a kind, dated after the hall's own."""
    return another(pair, OTHER, "The rights in the work stay with the freelancer.")


def another(pair: Pair, title: str, text: str, days: int = 1) -> ClauseTemplate:
    return ClauseTemplate.objects.create(
        hall=pair.hall,
        kind="intellectual_property",
        title=title,
        text=text,
        effective_from=LONG_AGO + timedelta(days=days),
    )


def titles(clauses: list[dict[str, str]]) -> list[str]:
    return [clause["title"] for clause in clauses]


def test_an_offer_has_the_halls_own_clause_of_each_kind(pair: Pair, kept: ClauseTemplate) -> None:
    assert titles(pair.offer().versions.get().clauses) == [SECRETS, OWN]
    by_hour = make_hourly_offer(
        pair.hall.id,
        by=pair.client,
        terms=HourTerms(
            title="Care of the shop", scope="Keep the shop running.", rate=eur(60_00), cap_hours=10
        ),
        freelancer_id=pair.freelancer.person_id,
    )
    assert titles(by_hour.versions.get().clauses) == [SECRETS, OWN]


def test_a_chosen_clause_stands_alone_and_stays_through_counter_offers(
    pair: Pair, kept: ClauseTemplate
) -> None:
    offer = pair.offer(terms=deal(clause_ids=(kept.id,)))
    assert titles(offer.versions.get().clauses) == [OTHER]
    counter_offer(offer.id, by=pair.freelancer, terms=deal(), milestones=(planned(minor=1_200_00),))
    assert [titles(version.clauses) for version in offer.versions.order_by("number")] == [[OTHER], [OTHER]]


def test_a_change_of_terms_keeps_the_words_that_were_agreed(pair: Pair) -> None:
    contract = pair.contract()
    another(pair, OWN, "Other words, of later.")
    proposed = propose_terms(contract.id, by=pair.client, terms=deal(), milestones=(planned(minor=900_00),))
    assert proposed.clauses == contract.terms.get(number=1).clauses
    choices = clause_choices(pair.hall.id, agreed=proposed.clauses)
    assert [str(one) for one in clause_ids_in(choices)] == [clause["id"] for clause in proposed.clauses]
    assert {option.text for choice in choices for option in choice.options if option.chosen} == {
        clause["text"] for clause in proposed.clauses
    }


def test_two_of_a_kind_are_refused_and_offer_nothing(pair: Pair, kept: ClauseTemplate) -> None:
    own = ClauseTemplate.objects.get(title=OWN)
    with pytest.raises(Refused) as refused:
        pair.offer(terms=deal(clause_ids=(own.id, kept.id)))
    assert refused.value.code == "contract.clauses_clash"
    assert Offer.objects.count() == 0


def test_the_builder_lets_one_choose(client: Client, pair: Pair, kept: ClauseTemplate) -> None:
    client.force_login(Person.objects.get(id=pair.client.person_id))
    address = f"/offers/milestone/new/?freelancer={pair.freelancer.person_id}"
    page = client.get(address).content.decode()
    own = ClauseTemplate.objects.get(title=OWN)
    assert f'value="{own.id}" checked' in page
    assert f'value="{kept.id}">' in page
    sent = {
        "title": "Shop relaunch",
        "scope": "Redesign the checkout of our shop.",
        "milestone_id": "",
        "milestone_title": "Checkout",
        "milestone_amount": "500",
        "milestone_due_on": "",
        "milestone_criteria": "",
        "clause_intellectual_property": str(kept.id),
        "do": "send",
    }
    answer = client.post(address, sent)
    assert answer.status_code == 302
    offer_id = UUID(answer["Location"].split("/")[-2])
    assert (
        "The rights in the work stay with the freelancer." in client.get(answer["Location"]).content.decode()
    )
    counter = client.get(f"/offers/milestone/{offer_id}/").content.decode()
    assert "All rights in paid work pass to the client." not in counter


def test_programs_read_the_clauses_and_are_told_of_a_clash(pair: Pair, kept: ClauseTemplate) -> None:
    caller = Caller(pair.client)
    status, found = caller.get("/clauses")
    assert status == 200
    assert {(one["title"], one["chosen"]) for one in found["items"]} == {
        (SECRETS, True),
        (OWN, True),
        (OTHER, False),
    }
    both = [one["id"] for one in found["items"] if one["kind"] == "intellectual_property"]
    terms = {
        "title": "Shop relaunch",
        "scope": "Redesign the checkout.",
        "milestones": [{"title": "Checkout", "amount": {"minor": 500_00, "currency": "EUR"}}],
        "freelancer_id": str(pair.freelancer.person_id),
    }
    status, problem = caller.post("/milestone-offers", {**terms, "clause_ids": both})
    assert (status, problem["code"]) == (422, "contract.clauses_clash")
    assert caller.post("/milestone-offers", {**terms, "clause_ids": both[:1]})[0] == 201
    assert Caller(pair.freelancer, scopes=[]).get("/clauses")[0] == 403
