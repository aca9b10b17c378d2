"""A client's bank takes a payment back: the contract stands still, and what was lost is settled on both sides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from hirehall.contracts.models import Contract
from hirehall.conversations.models import Notice
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.ask_refund import ask_refund
from hirehall.engagements.milestone.actions.end_contract import end_by_notice
from hirehall.engagements.milestone.actions.face_chargeback import settle_chargeback
from hirehall.engagements.milestone.actions.release_part import release_part
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations import clocks_in_words
from hirehall.foundation import clock, jobs
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Policy
from hirehall.halls.queries import policy_now
from hirehall.money import invariants, queries
from hirehall.money.models import Chargeback, Payment
from hirehall.money.rails.sandbox.models import Charge
from hirehall.money.rails.sandbox.models import Dispute as Case
from hirehall.money.rails.sandbox.rail import decide_dispute, open_dispute
from hirehall.people.models import Person
from hirehall.wiring.auditing import audit
from tests.makers.contracts import RAIL, Pair, again, eur, first, make_pair, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> Pair:
    return make_pair()


def disputed(milestone: Milestone) -> None:
    with transaction.atomic():
        open_dispute(Charge.objects.select_for_update().get(key=f"fund:{milestone.payment_id}"))
    jobs.drain()


def decided(milestone: Milestone, case: Case) -> Chargeback:
    with transaction.atomic():
        decide_dispute(
            Charge.objects.select_for_update().get(key=f"fund:{milestone.payment_id}"), as_case=case
        )
    jobs.drain()
    return Chargeback.objects.get(payment_id=milestone.payment_id)


def ledger_agrees(contract: Contract) -> None:
    held = queries.escrow_by_unit(contract.id)
    for row in Milestone.objects.filter(contract=contract):
        row.contract = contract
        assert held.get(row.id, eur(0)) == row.held


def state_of(contract_id: object) -> str:
    return Contract.objects.get(id=contract_id).state


def test_while_a_bank_decides_nothing_of_the_contract_moves_and_no_clock_runs_out(pair: Pair) -> None:
    milestone = pair.delivered()
    due = milestone.auto_accept_at
    assert due is not None
    disputed(milestone)
    assert state_of(milestone.contract_id) == "frozen"
    with pytest.raises(Refused) as refused:
        accept_delivery(milestone.id, by=pair.client)
    assert refused.value.code == "contract.frozen"
    assert refused.value.sentence.startswith("The client’s bank wants a payment of this contract back.")
    with pytest.raises(Refused):
        end_by_notice(milestone.contract_id, by=pair.client)
    with clock.later(days=20):
        jobs.run_sweeps()
        jobs.drain()
        assert again(milestone).state == "delivered"
        decided(milestone, Case.WON)
        row = again(milestone)
        assert (row.state, row.contract.state) == ("delivered", "active")
        assert row.auto_accept_at is not None
        assert row.auto_accept_at - due > timedelta(days=19, hours=23)
        accept_delivery(milestone.id, by=pair.client)
    ledger_agrees(row.contract)
    assert audit()[1] == []


def test_lost_in_escrow_refunds_the_milestone_and_ends_the_contract_at_zero(pair: Pair) -> None:
    milestone = pair.delivered()
    disputed(milestone)
    decided(milestone, Case.LOST)
    row = again(milestone)
    assert (row.state, row.contract.state, row.held.minor) == ("refunded", "ended", 0)
    assert (row.refunded_minor, row.client_fee_back_minor) == (1_000_00, 30_00)
    assert queries.escrow_of(row.contract_id) == eur(0)
    assert audit()[1] == []


def test_lost_in_one_milestone_leaves_the_other_alone(pair: Pair) -> None:
    contract = pair.contract(planned("One"), planned("Two", 500_00))
    one, two = contract.milestones.order_by("position")
    pair.fund(one)
    two = pair.fund(two)
    disputed(again(one))
    decided(again(one), Case.LOST)
    assert (again(one).state, again(two).state, state_of(contract.id)) == ("refunded", "funded", "active")
    ledger_agrees(contract)
    pair.deliver(again(two))
    accept_delivery(two.id, by=pair.client)
    assert audit()[1] == []


def test_lost_after_the_contract_ended_is_settled_too(pair: Pair) -> None:
    Policy.objects.update(chargeback_freelancer_percent=100)
    contract = pair.finished()
    milestone = first(contract)
    disputed(milestone)
    assert state_of(contract.id) == "ended"
    row = decided(milestone, Case.LOST)
    assert (row.from_escrow_minor, row.from_freelancer_minor, row.from_hall_minor) == (0, 800_00, 230_00)
    assert again(milestone).state == "accepted"
    balance = queries.balance_of(contract.freelancer_id, contract.hall)
    assert balance.owed.minor == 800_00  # all of it is still on hold


def test_who_bears_it_is_what_the_contract_says_whatever_the_hall_decides_later(pair: Pair) -> None:
    contract = pair.contract(planned("One"), planned("Two"))
    kept = contract.policy
    Policy.objects.create(
        hall=pair.hall, effective_from=clock.now(), chargeback_freelancer_percent=100, reason="Stricter"
    )
    assert policy_now(pair.hall.id).chargeback_freelancer_percent == 100
    milestone = pair.fund(first(contract))
    assert Payment.objects.get(id=milestone.payment_id).policy_id == kept.id
    pair.deliver(milestone)
    accept_delivery(milestone.id, by=pair.client)
    disputed(again(milestone))
    assert decided(again(milestone), Case.LOST).from_freelancer_minor == 0


def test_a_part_that_was_released_stays_released(pair: Pair) -> None:
    milestone = pair.delivered()
    release_part(milestone.id, by=pair.client, amount=eur(400_00))
    disputed(again(milestone))
    row = decided(again(milestone), Case.LOST)
    assert (row.from_escrow_minor, row.from_hall_minor) == (600_00, 430_00)
    now = again(milestone)
    assert (now.state, now.released_minor, now.refunded_minor) == ("refunded", 400_00, 600_00)


def test_money_that_rolled_on_is_found_where_it_went(pair: Pair) -> None:
    contract = pair.contract(planned("One"), planned("Two", 500_00))
    one, two = contract.milestones.order_by("position")
    one = pair.fund(one)
    release_part(one.id, by=pair.client, amount=eur(300_00), rest="rolls_on")
    assert again(two).funded_minor == 700_00
    disputed(again(one))
    row = decided(again(one), Case.LOST)
    assert (row.from_escrow_minor, row.from_hall_minor) == (700_00, 330_00)
    now = again(two)
    assert (now.state, now.funded_minor, now.to_fund.minor) == ("planned", 0, 1_200_00)
    ledger_agrees(contract)
    pair.deliver(pair.fund(now))
    accept_delivery(now.id, by=pair.client)
    ledger_agrees(contract)


def test_an_open_refund_request_lapses_with_the_money(pair: Pair) -> None:
    milestone = pair.funded()
    ask_refund(milestone.id, by=pair.client, amount=eur(1_000_00), reason="We no longer need it.")
    disputed(again(milestone))
    decided(again(milestone), Case.LOST)
    row = again(milestone)
    assert (row.state, row.refund_requests.get().state) == ("refunded", "lapsed")
    assert audit()[1] == []


def test_a_chargeback_settled_twice_or_by_hand_is_settled_once(pair: Pair) -> None:
    milestone = pair.delivered()
    disputed(milestone)
    row = decided(milestone, Case.LOST)
    before = queries.contract_lines(milestone.contract_id)
    settle_chargeback(row.id, by=RAIL)
    with clock.later(minutes=20):
        jobs.run_sweeps()
        jobs.drain()
    assert queries.contract_lines(milestone.contract_id) == before


def test_both_sides_are_told_at_every_step_in_words(pair: Pair) -> None:
    milestone = pair.delivered()
    disputed(milestone)
    decided(milestone, Case.LOST)
    told = {(one.person_id, one.kind): one for one in Notice.objects.filter(kind__startswith="payment.")}
    for person in (pair.client.person_id, pair.freelancer.person_id):
        assert told[person, "payment.disputed"].sentence.endswith(
            "wants €1,030.00 for “Shop relaunch” back. Nothing of it moves until the bank has decided."
        )
    assert told[pair.freelancer.person_id, "payment.charged_back"].sentence == (
        "The client’s bank has taken €1,030.00 for “Shop relaunch” back. €1,000.00 of it came out of what was held "
        "for you. What was paid to you stays yours."
    )


def test_the_room_says_why_the_contract_stands_still(client: Client, pair: Pair) -> None:
    milestone = pair.delivered()
    disputed(milestone)
    for person_id in (pair.client.person_id, pair.freelancer.person_id):
        client.force_login(Person.objects.get(id=person_id))
        page = client.get(f"/contracts/{milestone.contract_id}/", follow=True).content.decode()
        assert "This contract stands still" in page
        assert "bank wants a payment of this contract back." in page


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (0, "what was released stays the freelancer’s: the hall bears it."),
        (100, "the freelancer gives back what they were paid of it, from their next payouts."),
        (50, "the freelancer gives back 50% of what they were paid of it, from their next payouts."),
    ],
)
def test_who_bears_a_lost_chargeback_stands_in_the_terms(percent: int, words: str) -> None:
    assert clocks_in_words(Policy(chargeback_freelancer_percent=percent))[-1].endswith(words)


def test_the_invariants_hold_after_every_one_of_these(pair: Pair) -> None:
    milestone = pair.funded()
    disputed(milestone)
    assert invariants.check() == []
