"""Every page renders for both sides, and what a form does is what its action does."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.milestone.actions.end_contract import end_by_notice, propose_ending
from hirehall.foundation.actor import system
from hirehall.people.models import Person
from tests.makers.contracts import Pair, again, eur, first, make_pair, planned


def signed_in(pair: Pair, side: str) -> Client:
    browser = Client()
    actor = pair.client if side == "client" else pair.freelancer
    browser.force_login(
        Person.objects.get(id=actor.person_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return browser


@pytest.mark.parametrize("side", ["client", "freelancer"])
@pytest.mark.parametrize("stage", ["contract", "funded", "delivered", "finished"])
def test_the_room_shows_every_stage_to_both_sides(pair: Pair, side: str, stage: str) -> None:
    made = getattr(pair, stage)()
    contract = made if stage in ("contract", "finished") else made.contract
    page = signed_in(pair, side).get(reverse("milestone:contract", args=[contract.id]))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Where the money is" in text
    assert "€1,000.00" in text


def test_a_stranger_sees_no_contract(pair: Pair) -> None:
    contract = pair.contract()
    other = make_pair(pair.hall, client="Nadia Brandt", freelancer="Joao Teles")
    assert (
        signed_in(other, "client").get(reverse("milestone:contract", args=[contract.id])).status_code == 404
    )


def test_steps_render(pair: Pair) -> None:
    milestone = pair.delivered(planned(), planned("Design system", 500_00))
    contract = milestone.contract
    for name in ("fund", "review", "release", "refund", "deliver"):
        for side in ("client", "freelancer"):
            page = signed_in(pair, side).get(reverse(f"milestone:{name}", args=[milestone.id]))
            assert page.status_code == 200, (name, side)
    for name in ("end", "new_terms"):
        page = signed_in(pair, "client").get(reverse(f"milestone:{name}", args=[contract.id]))
        assert page.status_code == 200, name
    for name in ("orders", "offers"):
        assert signed_in(pair, "client").get(reverse(f"contracts:{name}")).status_code == 200
    offer = pair.offer()
    for side in ("client", "freelancer"):
        assert signed_in(pair, side).get(reverse("milestone:offer", args=[offer.id])).status_code == 200
    assert signed_in(pair, "freelancer").get(reverse("milestone:counter", args=[offer.id])).status_code == 200


def test_a_client_funds_and_accepts_in_the_browser(pair: Pair) -> None:
    milestone = first(pair.contract())
    client, freelancer = signed_in(pair, "client"), signed_in(pair, "freelancer")
    page = client.get(reverse("milestone:fund", args=[milestone.id]))
    assert "You pay" in page.content.decode()
    client.post(
        reverse("milestone:fund", args=[milestone.id]),
        {"method": "sandbox.instant", "key": "one", "version": "1"},
    )
    assert again(milestone).state == "funded"
    freelancer.post(reverse("milestone:deliver", args=[milestone.id]), {"note": "Here it is.", "key": "two"})
    assert again(milestone).state == "delivered"
    client.post(
        reverse("milestone:review", args=[milestone.id]),
        {"answer": "accept", "met0": "on", "met1": "on", "key": "three"},
    )
    milestone = again(milestone)
    assert (milestone.state, milestone.held) == ("accepted", eur(0))


def test_the_editor_adds_and_takes_out_rows_without_checking(pair: Pair) -> None:
    browser = signed_in(pair, "client")
    address = reverse("milestone:new_offer") + f"?freelancer={pair.freelancer.person_id}"
    assert browser.get(address).status_code == 200
    page = browser.post(
        address, {"more_rows": "milestone", "milestone_title": "Basket", "milestone_amount": "12.50"}
    )
    assert page.content.decode().count('name="milestone_title"') == 2
    assert 'value="Basket"' in page.content.decode()
    page = browser.post(address, {"fewer_rows": "milestone:0", "milestone_title": ["Basket", "Receipt"]})
    assert 'value="Basket"' not in page.content.decode()
    assert 'value="Receipt"' in page.content.decode()


def test_enter_in_a_field_of_the_builder_sends_nothing_and_takes_nothing_out(pair: Pair) -> None:
    browser = signed_in(pair, "client")
    address = reverse("milestone:new_offer") + f"?freelancer={pair.freelancer.person_id}"
    first = re.search(
        r"<form class=\"form\".*?<button[^>]*name=\"(\w+)\"", browser.get(address).content.decode(), re.DOTALL
    )
    assert first is not None
    assert first[1] == "same_rows"
    page = browser.post(address, {"same_rows": "milestone", "milestone_title": ["Basket", "Receipt"]})
    assert page.status_code == 200
    assert page.content.decode().count('name="milestone_title"') == 2


def test_the_builder_says_what_the_whole_plan_means_for_all_three_sides(
    pair: Pair, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(pair, "client")
    typed = {"milestone_title": ["Basket", "", "Receipt"], "milestone_amount": ["1000", "500.50", "soon"]}
    asked = f"?freelancer={pair.freelancer.person_id}"
    # Two of them ask how the two have met, which decides the fee.
    with django_assert_max_num_queries(11):
        line = browser.get(
            reverse("milestone:new_offer_quote") + asked, {**typed, "freelancer": pair.freelancer.person_id}
        )
    text = line.content.decode()
    for amount in ("€1,545.52", "€1,200.40", "€345.12", "Milestone 2", "1 milestone without a price"):
        assert amount in text, amount
    without_scripts = browser.post(
        reverse("milestone:new_offer") + asked, {"same_rows": "milestone", **typed}
    ).content.decode()
    assert "€1,545.52" in without_scripts
    made = pair.offer(planned("Basket", 1_000_00), planned("Second", 500_50))
    frozen = browser.get(reverse("milestone:offer", args=[made.id])).content.decode()
    assert "€1,545.52" in frozen
    again_asked = browser.get(reverse("milestone:offer_quote", args=[made.id]), typed).content.decode()
    assert "€1,545.52" in again_asked
    contract = pair.contract(planned("Basket", 1_000_00), planned("Second", 500_50))
    terms = browser.get(reverse("milestone:new_terms_quote", args=[contract.id]), typed).content.decode()
    assert "€1,545.52" in terms


def test_an_offer_is_sent_from_the_builder(pair: Pair) -> None:
    browser = signed_in(pair, "client")
    address = reverse("milestone:new_offer") + f"?freelancer={pair.freelancer.person_id}"
    page = browser.post(
        address,
        {
            "title": "Shop relaunch",
            "scope": "Redesign the whole checkout.",
            "milestone_title": "Basket",
            "milestone_amount": "1,200.50",
            "milestone_criteria": "All screens\nBy keyboard",
            "do": "send",
            "key": "k",
        },
    )
    assert page.status_code == 302, page.content.decode()
    assert "€1,200.50" in browser.get(page["Location"]).content.decode()


def test_an_ended_contract_leads_to_the_review(pair: Pair) -> None:
    contract = pair.finished()
    for side in ("client", "freelancer"):
        page = signed_in(pair, side).get(reverse("milestone:contract", args=[contract.id])).content.decode()
        assert "Write your review" in page
        assert "Nothing is left in escrow" in page
    quiet = pair.contract()
    end_by_notice(quiet.id, by=pair.client)
    assert (
        "Write your review"
        not in signed_in(pair, "client").get(reverse("milestone:contract", args=[quiet.id])).content.decode()
    )


def test_the_lists_show_both_sides_their_contracts_and_offers(pair: Pair) -> None:
    pair.finished()
    pair.contract()
    pair.offer()
    for side, words in (("client", "with Mateus Lindqvist"), ("freelancer", "for Hollis Grey")):
        browser = signed_in(pair, side)
        everything = browser.get(reverse("contracts:contracts"), follow=True).content.decode()
        assert words in everything
        assert "Completed" in everything
        assert (
            "Running"
            not in browser.get(reverse("contracts:contracts") + "?show=ended", follow=True)
            .content.decode()
            .split("Which contracts")[1]
            .split("</nav>")[1]
        )
        assert browser.get(reverse("contracts:offers")).status_code == 200


def test_stable_addresses_lead_to_the_room_and_the_offer(pair: Pair) -> None:
    contract, offer = pair.contract(), pair.offer()
    browser = signed_in(pair, "client")
    answer = browser.get(reverse("contracts:contract", args=[contract.id]))
    assert answer["Location"] == reverse("milestone:contract", args=[contract.id])
    answer = browser.get(reverse("contracts:offer", args=[offer.id]))
    assert answer["Location"] == reverse("milestone:offer", args=[offer.id])


def test_terms_and_endings_have_addresses_that_know_no_model(pair: Pair) -> None:
    row = pair.funded()
    contract = row.contract
    terms = contract.terms.get()
    mine = signed_in(pair, "client")
    assert mine.get(f"/contract-terms/{terms.id}/")["Location"] == reverse("milestone:terms", args=[terms.id])
    ending = propose_ending(contract.id, by=pair.client, split=((row.id, eur(500_00)),))
    answer = mine.get(f"/contract-endings/{ending.id}/")
    assert answer["Location"] == reverse("milestone:ending", args=[ending.id])
    assert mine.get(answer["Location"]).status_code == 200
    other = signed_in(make_pair(pair.hall, client="Nadia Brandt", freelancer="Joao Teles"), "client")
    assert other.get(f"/contract-terms/{terms.id}/").status_code == 404
    assert other.get(f"/contract-endings/{ending.id}/").status_code == 404


def test_the_room_of_a_frozen_contract_names_no_day_on_which_something_happens_by_itself(pair: Pair) -> None:
    row = pair.delivered()
    room = reverse("milestone:contract", args=[row.contract_id])
    assert "Released by itself on" in signed_in(pair, "client").get(room).content.decode()
    with transaction.atomic():
        contract_operations.freeze(row.contract, reason="A bank asks.", by=system("rail"))
    text = signed_in(pair, "client").get(room).content.decode()
    assert "The time to answer stands still." in text
    assert "by itself on" not in text


def test_nothing_is_called_held_before_anything_is(pair: Pair) -> None:
    contract = pair.contract()
    room = reverse("milestone:contract", args=[contract.id])
    assert "Held by the hall, not by either side" not in signed_in(pair, "client").get(room).content.decode()
    pair.fund(first(contract))
    assert "Held by the hall, not by either side" in signed_in(pair, "client").get(room).content.decode()
