"""Every refusal of the model: its code, and proof that nothing moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from hirehall.contracts import operations as contract_operations
from hirehall.contracts.actions.answer_ending import decline_ending
from hirehall.contracts.actions.answer_terms import decline_terms
from hirehall.contracts.actions.close_offer import decline_offer
from hirehall.contracts.models import Contract
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.ask_refund import (
    ask_refund,
    grant_refund_in_silence,
    refuse_refund,
)
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.change_terms import accept_terms, propose_terms
from hirehall.engagements.milestone.actions.deliver_work import deliver_work
from hirehall.engagements.milestone.actions.end_contract import accept_ending, end_by_notice, propose_ending
from hirehall.engagements.milestone.actions.fail_funding import fail_funding
from hirehall.engagements.milestone.actions.release_part import release_part
from hirehall.engagements.milestone.actions.settle_funding import settle_funding
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, system
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.fees.actions.announce_schedule import announce_schedule
from hirehall.money.models import Payment, Refund, Transfer
from hirehall.money.rails.interface import Charge, Collected, Outcome
from hirehall.people.models import Membership, Organisation, Person
from tests.makers.base import actor_of
from tests.makers.contracts import CLOCK, RAIL, Pair, again, deal, eur, first, planned

REASON = "We changed the plan for this part."


def refused(act: Callable[[], Any]) -> str:
    """The code of the refusal; nothing was posted or recorded."""
    jobs.drain()
    before = Transfer.objects.count(), FactRow.objects.count()
    with pytest.raises(Refused) as caught:
        act()
    assert (Transfer.objects.count(), FactRow.objects.count()) == before
    return caught.value.code


def test_more_than_is_held(pair: Pair) -> None:
    row = pair.delivered()
    assert (
        refused(lambda: release_part(row.id, by=pair.client, amount=eur(1_000_01)))
        == "milestone.more_than_held"
    )
    funded = pair.funded()
    over = eur(1_000_01)
    assert refused(lambda: ask_refund(funded.id, by=pair.client, amount=over, reason=REASON)) == (
        "milestone.more_than_held"
    )
    assert refused(
        lambda: propose_ending(funded.contract_id, by=pair.client, split=((funded.id, over),))
    ) == ("milestone.more_than_held")


def test_another_currency(pair: Pair) -> None:
    row = pair.delivered()
    dollars = Money(100_00, "USD")
    assert (
        refused(lambda: release_part(row.id, by=pair.client, amount=dollars)) == "milestone.currency_mismatch"
    )
    foreign = planned()
    foreign = type(foreign)(title=foreign.title, amount=dollars)
    assert refused(lambda: pair.offer(foreign)) == "contract.currency_mismatch"


def test_all_of_it_is_no_part_and_nothing_is_no_amount(pair: Pair) -> None:
    row = pair.delivered()
    assert refused(lambda: release_part(row.id, by=pair.client, amount=row.held)) == "milestone.part_is_all"
    assert (
        refused(lambda: release_part(row.id, by=pair.client, amount=eur(0)))
        == "milestone.amount_not_positive"
    )


def test_a_rest_cannot_roll_into_nothing(pair: Pair) -> None:
    row = pair.delivered()
    code = refused(lambda: release_part(row.id, by=pair.client, amount=eur(100), rest="rolls_on"))
    assert code == "milestone.nothing_follows"


def test_a_stale_click(pair: Pair) -> None:
    row = pair.delivered()
    assert (
        refused(lambda: accept_delivery(row.id, by=pair.client, version=row.version - 1)) == "milestone.stale"
    )
    offer = pair.offer()
    assert (
        refused(lambda: accept_offer(offer.id, by=pair.freelancer, version=offer.version + 1))
        == "contract.stale"
    )


def test_an_unmet_criterion(pair: Pair) -> None:
    row = pair.delivered()
    assert (
        refused(lambda: accept_delivery(row.id, by=pair.client, met=(True, False)))
        == "milestone.criteria_open"
    )
    assert (
        refused(lambda: accept_delivery(row.id, by=pair.client, met=(True,))) == "milestone.criteria_mismatch"
    )


def test_a_frozen_contract_moves_nowhere_and_its_clock_waits(pair: Pair) -> None:
    row = pair.delivered()
    with transaction.atomic():
        contract_operations.freeze(row.contract, reason="A dispute is open.", by=system("disputes"))
    assert refused(lambda: accept_delivery(row.id, by=pair.client)) == "contract.frozen"
    assert refused(lambda: end_by_notice(row.contract_id, by=pair.client)) == "contract.frozen"
    with clock.later(days=30):
        jobs.run_sweeps()
    row.refresh_from_db()
    assert row.state == "delivered"


def test_a_suspended_person_does_not_act(pair: Pair) -> None:
    row = pair.funded()
    Person.objects.filter(id=pair.freelancer.person_id).update(suspended_at=clock.now())
    assert refused(lambda: deliver_work(row.id, by=pair.freelancer, note="Here.")) == "person.suspended"
    assert refused(lambda: pair.offer()) == "person.suspended"


def test_an_offer_after_its_time(pair: Pair) -> None:
    offer = pair.offer()
    with clock.later(days=7):
        assert refused(lambda: accept_offer(offer.id, by=pair.freelancer)) == "offer.expired"
        jobs.run_sweeps()
        offer.refresh_from_db()
        assert offer.state == "expired"
        assert refused(lambda: decline_offer(offer.id, by=pair.freelancer)) == "offer.not_open"


def test_above_the_hall_s_policy(pair: Pair) -> None:
    assert refused(lambda: pair.offer(planned(minor=1_000_000_01))) == "contract.above_policy"


def test_funding_twice(pair: Pair) -> None:
    row = pair.funded()
    assert refused(lambda: begin_funding(row.id, by=pair.client)) == "milestone.funded"


def test_new_terms_for_what_holds_money(pair: Pair) -> None:
    row = pair.funded()
    change = planned("Checkout redesign", 2_000_00, id=row.id)
    assert refused(
        lambda: propose_terms(row.contract_id, by=pair.client, terms=deal(), milestones=(change,))
    ) == ("terms.milestone_moved")


def test_new_terms_that_were_overtaken_by_a_payment(pair: Pair) -> None:
    row = first(pair.contract())
    change = planned("Checkout redesign", 2_000_00, id=row.id)
    proposed = propose_terms(row.contract_id, by=pair.freelancer, terms=deal(), milestones=(change,))
    pair.fund(row)
    assert refused(lambda: accept_terms(proposed.id, by=pair.client)) == "terms.milestone_moved"


def test_one_s_own_proposal_is_answered_by_the_other_side(pair: Pair) -> None:
    contract = pair.contract()
    proposed = propose_terms(contract.id, by=pair.client, terms=deal(), milestones=(planned(),))
    assert refused(lambda: accept_terms(proposed.id, by=pair.client)) == "contract.wrong_party"
    ending = propose_ending(contract.id, by=pair.client)
    assert refused(lambda: accept_ending(ending.id, by=pair.client)) == "contract.wrong_party"


def test_a_split_lapses_when_money_moves(pair: Pair) -> None:
    row = pair.delivered(planned(), planned("Handover", 500_00))
    ending = propose_ending(row.contract_id, by=pair.freelancer, split=((row.id, eur(500_00)),))
    release_part(row.id, by=pair.client, amount=eur(100_00))
    assert refused(lambda: accept_ending(ending.id, by=pair.client)) == "contract.already_answered"


def test_a_payment_that_comes_too_late_goes_back_in_full(pair: Pair) -> None:
    row = first(pair.contract())
    begin_funding(row.id, by=pair.client, method="sandbox.paid_twice")
    jobs.drain()
    jobs.drain()
    row.refresh_from_db()
    assert row.state == "funded"
    assert row.funded_minor == 1_000_00
    returned = Refund.objects.get()
    assert (returned.total, Payment.objects.count()) == (eur(1_030_00), 2)


def employed_freelancer(pair: Pair) -> Actor:
    """The client is an organisation that has made its freelancer an owner since the contract began."""
    firm = Organisation.objects.create(name="Grey & Co", handle="grey", made_at=clock.now())
    for person_id in (pair.client.person_id, pair.freelancer.person_id):
        Membership.objects.create(organisation=firm, person_id=person_id, role="owner", joined_at=clock.now())
    Contract.objects.update(organisation=firm)
    return actor_of(Person.objects.get(id=pair.freelancer.person_id))


def test_a_freelancer_whom_the_client_made_a_member_still_never_acts_for_the_client(pair: Pair) -> None:
    row = pair.delivered(planned(), planned("Handover", 500_00))
    planned_one = row.contract.milestones.get(position=2)
    both = employed_freelancer(pair)
    assert refused(lambda: accept_delivery(row.id, by=both)) == "contract.wrong_party"
    assert refused(lambda: release_part(row.id, by=both, amount=eur(100_00))) == "contract.wrong_party"
    assert refused(lambda: begin_funding(planned_one.id, by=both)) == "contract.wrong_party"
    ending = propose_ending(row.contract_id, by=both, split=((row.id, eur(1_000_00)),))
    assert ending.side == "freelancer"
    assert refused(lambda: accept_ending(ending.id, by=both)) == "contract.wrong_party"


def test_money_that_rolled_on_counts_once_in_new_terms(pair: Pair) -> None:
    row = pair.delivered(planned(), planned("Handover", 500_00), planned("Training", 100_00))
    release_part(row.id, by=pair.client, amount=eur(400_00), rest="rolls_on")
    contract = row.contract
    training = contract.milestones.get(position=3)
    proposed = propose_terms(
        contract.id, by=pair.client, terms=deal(), milestones=(planned("Training", 200_00, id=training.id),)
    )
    accept_terms(proposed.id, by=pair.freelancer)
    contract.refresh_from_db()
    assert contract.agreed == eur(1_700_00)
    assert [unit["amount_minor"] for unit in proposed.plan] == [400_00, 1_100_00, 200_00]
    assert [unit["client_fee_minor"] for unit in proposed.plan] == [12_00, 33_00, 6_00]
    assert [unit["freelancer_fee_minor"] for unit in proposed.plan] == [80_00, 220_00, 40_00]


def test_no_cent_of_the_commission_is_lost_where_a_rest_rolls_on(pair: Pair) -> None:
    row = pair.delivered(planned(minor=333), planned("Handover", 500))
    agreed = sum(milestone.freelancer_fee_minor for milestone in row.contract.milestones.all())
    release_part(row.id, by=pair.client, amount=eur(111), rest="rolls_on")
    following = row.contract.milestones.get(position=2)
    assert again(row).freelancer_fee_taken_minor + following.freelancer_fee_minor == agreed


def test_a_part_is_not_released_after_silence_has_spoken(pair: Pair) -> None:
    row = pair.delivered()
    with clock.later(days=14):
        late = refused(lambda: release_part(row.id, by=pair.client, amount=eur(100_00)))
        assert late == "milestone.clock_passed"


def test_a_refund_is_not_refused_after_silence_has_granted_it(pair: Pair) -> None:
    row = pair.funded()
    request = ask_refund(row.id, by=pair.client, amount=eur(400_00), reason=REASON)
    with clock.at(request.answer_by):
        late = refused(lambda: refuse_refund(request.id, by=pair.freelancer, reason=REASON))
        assert late == "milestone.clock_passed"
    with clock.at(request.answer_by - timedelta(seconds=1)):
        assert refused(lambda: grant_refund_in_silence(request.id, by=CLOCK)) == "milestone.clock_running"
        assert refuse_refund(request.id, by=pair.freelancer, reason=REASON).state == "declined"


def test_late_news_of_an_earlier_payment_does_not_touch_the_one_under_way(pair: Pair) -> None:
    row = first(pair.contract())
    begin_funding(row.id, by=pair.client, method="sandbox.declined")
    jobs.drain()
    earlier = again(row).payment_id
    assert earlier is not None
    begin_funding(row.id, by=pair.client, method="sandbox.delayed")
    jobs.drain()
    fail_funding(earlier, by=RAIL, reason="Said twice.")  # a job that ran twice
    assert again(row).state == "funding"
    after_all = Collected(Outcome.SUCCEEDED, charges=(Charge(reference="late", total=eur(1_030_00)),))
    record_collection(earlier, collected=after_all, by=RAIL)
    settle_funding(earlier, by=RAIL)
    row = again(row)
    assert (row.state, row.funded_minor) == ("funding", 0)
    assert Refund.objects.get().payment_id == earlier


def test_the_fees_of_a_running_contract_stay_those_under_which_it_began(pair: Pair) -> None:
    contract = pair.contract(planned(), planned("Handover", 500_00))
    second = contract.milestones.get(position=2)
    gentler = {"form": 1, "freelancer": [{"kind": "percent", "basis_points": 1000}]}
    announce_schedule(
        pair.hall.id, by=system("desk"), rules=gentler, effective_from=clock.now() + timedelta(days=40)
    )
    with clock.later(days=41):
        dearer = planned("Handover", 700_00, id=second.id)
        proposed = propose_terms(contract.id, by=pair.client, terms=deal(), milestones=(
            planned(id=first(contract).id), dearer, planned("Training", 100_00)))  # fmt: skip
        accept_terms(proposed.id, by=pair.freelancer)
        fees = [row.freelancer_fee_minor for row in contract.milestones.order_by("position")]
        assert fees == [200_00, 140_00, 20_00]
        assert pair.offer(planned()).versions.get().plan[0]["freelancer_fee_minor"] == 100_00


def test_a_contract_with_nothing_left_to_do_ends_when_the_last_question_is_turned_down(pair: Pair) -> None:
    row = pair.delivered()
    terms = propose_terms(
        row.contract_id, by=pair.client, terms=deal(), milestones=(planned("Handover", 200_00),)
    )
    accept_delivery(row.id, by=pair.client)
    ending = propose_ending(row.contract_id, by=pair.client)
    decline_terms(terms.id, by=pair.freelancer)
    jobs.drain()
    assert Contract.objects.get(id=row.contract_id).state == "active"
    decline_ending(ending.id, by=pair.freelancer)
    jobs.drain()
    ended = Contract.objects.get(id=row.contract_id)
    assert (ended.state, ended.ended_by) == ("ended", "completion")
