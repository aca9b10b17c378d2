"""First contracts of first-timers: without fees, which the hall bears, and only as many as it allows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hirehall.contracts.models import Contract
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.change_terms import accept_terms, propose_terms
from hirehall.engagements.milestone.actions.release_part import release_part
from hirehall.engagements.milestone.models import Milestone
from hirehall.foundation import clock
from hirehall.foundation.refused import Refused
from hirehall.money.invariants import check
from hirehall.money.models import Earning, Entry, Payment
from hirehall.money.queries import waived_of
from tests.makers.contracts import again, deal, eur, first, planned
from tests.makers.lane import LanePair, make_lane_hall

pytestmark = pytest.mark.django_db


def booked(kind: str) -> int:
    return sum(Entry.objects.filter(account__kind=kind).values_list("amount_minor", flat=True))


def whole_of(milestone: Milestone) -> int:
    waiver = milestone.quote["waiver"]
    return int(waiver["freelancer_fee_minor"] + waiver["client_fee_minor"])


def test_the_quote_of_a_first_contract_is_waived_and_both_sides_read_it() -> None:
    pair = LanePair()
    offer = pair.offer(planned(minor=200_00), planned("Second part", 50_00))
    quotes = [unit["quote"] for unit in offer.versions.get().plan]
    assert [quote["freelancer_fee_minor"] for quote in quotes] == [0, 0]
    assert [quote["client_fee_minor"] for quote in quotes] == [0, 0]
    usual = pair.waivers(offer)
    assert [one["freelancer_fee_minor"] for one in usual] == [40_00, 10_00]
    assert {one["reason"] for one in usual} == {"lane"}
    assert any("waives its fees" in line for line in offer.versions.get().clocks)
    contract = accept_offer(offer.id, by=pair.freelancer)
    assert contract.lane
    assert first(contract).client_fee_minor == 0


def test_the_hall_bears_what_it_waives_part_by_part_and_the_books_hold() -> None:
    pair = LanePair()
    milestone = pair.delivered(planned(minor=200_01))
    release_part(milestone.id, by=pair.client, amount=eur(66_67))
    before = booked("fee_waived")
    assert 0 < before < whole_of(milestone)
    accept_delivery(again(milestone).id, by=pair.client)
    waiver, whole = again(milestone).quote["waiver"], whole_of(milestone)
    assert (
        booked("fee_waived")
        == whole
        == waived_of(pair.hall.id, "EUR", since=clock.now() - timedelta(days=1)).minor
    )
    assert booked("freelancer_fee") == -waiver["freelancer_fee_minor"]
    assert booked("client_fee") == -waiver["client_fee_minor"]
    assert {row.fee_minor for row in Earning.objects.all()} == {0}
    assert Payment.objects.get().client_fee_minor == 0
    assert check() == []


@pytest.mark.parametrize("case", ["no tick", "too large", "known", "agency of one", "enough"])
def test_whoever_is_not_in_the_lane_pays_the_usual_fees(case: str) -> None:
    pair = LanePair(
        make_lane_hall(slug=case.replace(" ", "-"), contracts_at_once=1), opened=case != "no tick"
    )
    if case == "known":
        pair.finish_one()
    if case == "enough":
        accept_offer(pair.offer(planned(minor=100_00)).id, by=pair.freelancer)
        pair.propose_again()
    minor = 300_01 if case == "too large" else 200_00
    if case == "agency of one":
        assert pair.lane_for_agency() is None
        return
    offer = pair.offer(planned(minor=minor))
    assert pair.waivers(offer) == []
    assert offer.versions.get().plan[0]["freelancer_fee_minor"] > 0


def test_an_offer_without_fees_is_not_accepted_once_somebody_is_no_first_timer() -> None:
    pair = LanePair(make_lane_hall(slug="late", contracts_at_once=1))
    one = pair.offer(planned(minor=100_00))
    pair.propose_again()
    other = pair.offer(planned(minor=120_00))
    accept_offer(one.id, by=pair.freelancer)
    with pytest.raises(Refused) as caught:
        accept_offer(other.id, by=pair.freelancer)
    assert caught.value.code == "lane.too_many_at_once"
    Contract.objects.update(state="ended", ended_at=clock.now(), ended_by="completion", paid_minor=100_00)
    with pytest.raises(Refused) as caught:
        accept_offer(other.id, by=pair.freelancer)
    assert caught.value.code == "lane.not_first"
    assert Contract.objects.count() == 1


def test_work_that_is_added_beyond_the_value_of_the_lane_has_the_usual_fees() -> None:
    pair = LanePair()
    contract = pair.contract(planned(minor=200_00))
    terms = propose_terms(
        contract.id, by=pair.client, terms=deal("More of it"),
        milestones=(planned(minor=200_00, id=first(contract).id), planned("Another page", 150_00)),
    )  # fmt: skip
    accept_terms(terms.id, by=pair.freelancer)
    kept, added = contract.milestones.order_by("position")
    assert (kept.freelancer_fee_minor, "waiver" in kept.quote) == (0, True)
    assert (added.freelancer_fee_minor, "waiver" in added.quote) == (30_00, False)


def test_what_is_waived_of_a_part_that_rolls_on_goes_along() -> None:
    pair = LanePair(make_lane_hall(slug="rolls"))
    milestone = pair.delivered(planned(minor=150_01), planned("Second part", 100_00))
    whole = [
        one["freelancer_fee_minor"] + one["client_fee_minor"]
        for one in pair.waivers(milestone.contract.offer)
    ]
    release_part(milestone.id, by=pair.client, amount=eur(50_00), rest="rolls_on")
    second = milestone.contract.milestones.get(position=2)
    pair.deliver(pair.fund(second))
    accept_delivery(second.id, by=pair.client)
    assert booked("fee_waived") == sum(whole)
    assert check() == []
