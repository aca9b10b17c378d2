"""A bank takes a payment back: before it is used, in escrow, after release; won, lost, twice told, out of order."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from hirehall.foundation import clock, jobs
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Policy
from hirehall.money import invariants, operations, queries
from hirehall.money.actions.keep_back_debt import keep_back_debt
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.invariants import trial_balance
from hirehall.money.models import Chargeback, Payment, RailEvent, Refund, Transfer
from hirehall.money.rails.driving import RAIL, handle_event
from hirehall.money.rails.interface import Charge, Collected, Dispute, Outcome
from hirehall.money.rails.sandbox import signing
from hirehall.money.rails.sandbox.models import Charge as BankCharge
from hirehall.money.rails.sandbox.models import Dispute as Case
from hirehall.money.rails.sandbox.models import Told
from hirehall.money.rails.sandbox.rail import decide_dispute, open_dispute
from hirehall.papers.letters import statement_pdf
from hirehall.papers.queries import statement
from tests.makers import money as make
from tests.money.conftest import holds

pytestmark = pytest.mark.usefixtures("books")
EVENTS = "/rails/sandbox/events/"


@pytest.fixture
def deal(db: None) -> make.Deal:
    return make.make_deal()


def disputes(payment: Payment) -> None:
    """The cardholder asks their bank for the money back; the hall has been told and has handled it."""
    with transaction.atomic():
        open_dispute(BankCharge.objects.select_for_update().get(key=payment.rail_key))
    jobs.drain()


def decides(payment: Payment, case: Case) -> Chargeback:
    with transaction.atomic():
        decide_dispute(BankCharge.objects.select_for_update().get(key=payment.rail_key), as_case=case)
    jobs.drain()
    return Chargeback.objects.get(payment=payment)


def settles(chargeback: Chargeback, deal: make.Deal, from_escrow: int = 0) -> Chargeback:
    """What an engagement does when a loss is told."""
    taken = {deal.unit_id: Money(from_escrow, chargeback.currency)} if from_escrow else {}
    with transaction.atomic():
        return operations.settle_chargeback(chargeback, from_escrow=taken, by=make.ENGAGEMENT)


def sums() -> dict[str, int]:
    return {kind: minor for _, kind, _, minor in trial_balance() if minor}


def bears(percent: int) -> None:
    """Who bears a loss stands in the policy under which the payment was begun; a test writes it before."""
    Policy.objects.update(chargeback_freelancer_percent=percent)


def test_an_opened_chargeback_moves_the_money_into_dispute_and_holds_the_contract(deal: make.Deal) -> None:
    payment = make.fund(deal)
    disputes(payment)
    [row] = queries.open_chargebacks(deal.hall.id)
    assert (row.amount.minor, row.status, row.reason[:14]) == (1_030_00, "opened", "The cardholder")
    assert sums() == {"disputed": 1_030_00, "escrow": -1_000_00, "client_fee": -30_00}
    assert holds() == 0
    for move in (lambda: make.release(deal, 100_00), lambda: make.refund(deal, 100_00)):
        with pytest.raises(Refused) as refused:
            move()
        assert refused.value.code == "money.disputed"
    with pytest.raises(Refused), transaction.atomic():
        operations.roll(
            hall_id=deal.hall.id, contract_id=deal.contract_id, from_unit_id=deal.unit_id,
            to_unit_id=deal.contract_id, amount=Money(1, "EUR"), key="roll:x", by=make.ENGAGEMENT,
        )  # fmt: skip


def test_a_chargeback_that_is_won_leaves_everything_as_it_was(deal: make.Deal) -> None:
    payment = make.fund(deal)
    disputes(payment)
    row = decides(payment, Case.WON)
    assert (row.status, row.is_open, row.settled_at) == ("won", False, None)
    assert sums() == {"clearing": 1_030_00, "escrow": -1_000_00, "client_fee": -30_00}
    opened, won = Transfer.objects.filter(cause_id=row.id).order_by("id")
    assert won.reverses_id == opened.id
    make.release(deal, 1_000_00)


def test_lost_while_all_is_in_escrow_reverses_the_escrow_and_the_fee(deal: make.Deal) -> None:
    payment = make.fund(deal)
    disputes(payment)
    row = decides(payment, Case.LOST)
    assert (row.status, row.is_open) == ("lost", True)
    settled = settles(row, deal, 1_000_00)
    assert sums() == {}
    assert (settled.from_escrow_minor, settled.from_hall_minor, settled.is_open) == (1_000_00, 30_00, False)
    payment.refresh_from_db()
    assert (payment.status, payment.refunded.minor) == ("refunded", 1_030_00)
    assert Refund.objects.get().status == "settled"
    assert settles(settled, deal, 1_000_00).id == settled.id  # twice is once
    assert Transfer.objects.filter(kind="dispute_lost").count() == 1


def test_lost_after_release_is_the_halls_to_bear_unless_its_policy_says_otherwise(deal: make.Deal) -> None:
    make.fund(make.make_deal(name="Other"), 5_000_00, client_fee=900_00)
    payment = make.fund(deal)
    make.release(deal, 1_000_00)
    disputes(payment)
    settled = settles(decides(payment, Case.LOST), deal)
    assert (settled.from_freelancer_minor, settled.from_hall_minor) == (0, 1_030_00)
    assert sums()["chargeback"] == 1_000_00
    assert queries.balance_of(deal.freelancer.id, deal.hall).available.minor == 800_00


def test_lost_after_release_is_owed_by_the_freelancer_where_the_policy_says_so(deal: make.Deal) -> None:
    bears(100)
    payment = make.fund(deal)
    make.release(deal, 1_000_00)
    disputes(payment)
    settled = settles(decides(payment, Case.LOST), deal)
    assert (settled.from_freelancer_minor, settled.from_hall_minor) == (800_00, 230_00)
    # what was available is kept back at once, the hall gives up its commission and its fee, nobody owes anything
    assert sums() == {}
    balance = queries.balance_of(deal.freelancer.id, deal.hall)
    assert (balance.available.minor, balance.owed.minor) == (0, 0)
    assert queries.lines_of_person(deal.freelancer.id, deal.hall.id, "EUR")[0].kind == "keep_back"
    month = statement(deal.freelancer.id, deal.hall, clock.now().date().replace(day=1), "EUR")
    assert (month.paid_out.minor, month.kept_back.minor, month.closing.minor) == (0, 800_00, 0)
    assert statement_pdf(month, deal.hall, deal.freelancer.name)[:5] == b"%PDF-"


def test_a_share_is_split_between_freelancer_and_hall_to_the_cent(deal: make.Deal) -> None:
    make.fund(make.make_deal(name="Other"), 5_000_00, client_fee=900_00)
    bears(33)
    payment = make.fund(deal, 1_000_01)
    make.release(deal, 1_000_01, fee=200_00)
    disputes(payment)
    settled = settles(decides(payment, Case.LOST), deal)
    # 33% of 1,000.01 is 330.00; of it 66.00 was commission
    assert (settled.from_freelancer_minor, settled.from_hall_minor) == (264_00, 766_01)
    assert sums()["chargeback"] == 670_01


def test_lost_in_between_takes_what_is_held_and_then_what_was_released(deal: make.Deal) -> None:
    bears(100)
    payment = make.fund(deal)
    make.release(deal, 400_00, available_at=clock.now())
    disputes(payment)
    settled = settles(decides(payment, Case.LOST), deal, 600_00)
    assert (settled.from_escrow_minor, settled.from_freelancer_minor, settled.from_hall_minor) == (
        600_00, 320_00, 110_00,
    )  # fmt: skip


def test_no_more_than_the_payment_stands_for_is_taken_from_escrow(deal: make.Deal) -> None:
    payment = make.fund(deal)
    make.fund(deal, 500_00, client_fee=0)
    disputes(payment)
    row = decides(payment, Case.LOST)
    with pytest.raises(Refused) as refused:
        settles(row, deal, 1_000_01)
    assert refused.value.code == "money.more_than_paid"
    settles(row, deal, 1_000_00)
    assert queries.escrow_of(deal.contract_id) == Money(500_00, "EUR")


def test_a_debt_is_kept_back_before_the_next_payout(deal: make.Deal) -> None:
    bears(100)
    account = make.save_practice_account(deal)
    payment = make.fund(deal)
    make.release(deal, 1_000_00)
    request_payout(account.id, amount=Money(800_00, "EUR"), by=deal.as_freelancer)
    jobs.drain()
    disputes(payment)
    settles(decides(payment, Case.LOST), deal)
    balance = queries.balance_of(deal.freelancer.id, deal.hall)
    assert (balance.available.minor, balance.owed.minor) == (0, 800_00)
    assert [broken.name for broken in invariants.check()] == ["what_is_held_covers_what_is_owed"] or sums()
    other = make.Deal(deal.hall, deal.client, deal.freelancer)
    make.fund(other, 2_000_00)
    make.release(other, 2_000_00, fee=400_00)
    assert queries.balance_of(deal.freelancer.id, deal.hall).available.minor == 800_00
    with pytest.raises(Refused) as refused:
        request_payout(account.id, amount=Money(800_01, "EUR"), by=deal.as_freelancer)
    assert refused.value.code == "payout.more_than_available"
    assert not Transfer.objects.filter(kind="keep_back").exists()  # a refusal moves nothing
    request_payout(account.id, amount=Money(800_00, "EUR"), by=deal.as_freelancer)
    assert queries.owed_by(deal.freelancer.id, deal.hall.id, "EUR").minor == 0
    assert FactRow.objects.filter(name="debt.kept_back").count() == 1
    jobs.drain()


def test_money_on_hold_is_left_alone_until_its_day_and_then_kept_back_by_the_clock(deal: make.Deal) -> None:
    bears(100)
    payment = make.fund(deal)
    make.release(deal, 1_000_00, available_at=clock.now() + timedelta(days=5))
    disputes(payment)
    settles(decides(payment, Case.LOST), deal)
    balance = queries.balance_of(deal.freelancer.id, deal.hall)
    assert (balance.coming_total.minor, balance.owed.minor) == (800_00, 800_00)
    with clock.later(days=6):
        assert keep_back_debt(deal.hall.id, deal.freelancer.id, currency="EUR", by=RAIL).minor == 800_00
        assert keep_back_debt(deal.hall.id, deal.freelancer.id, currency="EUR", by=RAIL).minor == 0
    assert queries.owed_by(deal.freelancer.id, deal.hall.id, "EUR").minor == 0


def test_what_the_hall_cannot_bear_turns_the_audit_red_and_says_so_in_words(
    deal: make.Deal, request: pytest.FixtureRequest
) -> None:
    payment = make.fund(deal)
    make.release(deal, 1_000_00)
    disputes(payment)
    assert invariants.check() == []
    settles(decides(payment, Case.LOST), deal)
    [broken] = invariants.check()
    assert broken.name == "what_is_held_covers_what_is_owed"
    assert broken.detail == (
        "Harbour Hall holds €0.00 for its members and owes them €800.00: €800.00 is missing. "
        "Lost chargebacks have cost it €1,030.00. Bring in that much of the hall’s own money, and take no fees out "
        "until then."
    )
    with transaction.atomic():
        operations.top_up(deal.hall.id, Money(800_00, "EUR"), key="top_up:1")
    assert invariants.check() == []


def test_a_payment_disputed_before_it_is_used_never_reaches_escrow(deal: make.Deal) -> None:
    payment = make.begin(deal)
    jobs.drain()
    disputes(payment)
    row = decides(payment, Case.LOST)
    payment.refresh_from_db()
    assert (row.from_client_minor, payment.status, sums()) == (1_030_00, "refunded", {})
    assert FactRow.objects.filter(name="payment.failed").count() == 1
    with pytest.raises(Refused) as refused:
        make.settle(payment)
    assert refused.value.code == "payment.not_succeeded"


def test_a_refund_that_meets_a_chargeback_is_paid_once(deal: make.Deal) -> None:
    """The refund was begun, the bank is faster: the rail cannot give it back, and the loss takes its place."""
    payment = make.fund(deal)
    [refund] = make.refund(deal, 1_000_00, fee_back=30_00)
    with transaction.atomic():
        open_dispute(BankCharge.objects.select_for_update().get(key=payment.rail_key))
    jobs.drain()
    refund.refresh_from_db()
    assert refund.status == "failed"
    settles(decides(payment, Case.LOST), deal)
    refund.refresh_from_db()
    assert (refund.status, sums()) == ("settled", {})


def test_what_went_back_before_is_not_disputed_again(deal: make.Deal) -> None:
    payment = make.fund(deal)
    make.refund(deal, 400_00, fee_back=12_00)
    jobs.drain()
    disputes(payment)
    assert Chargeback.objects.get().amount.minor == 618_00
    settles(decides(payment, Case.LOST), deal, 600_00)
    assert sums() == {}


def test_the_second_charge_of_one_payment_is_disputed_by_itself(deal: make.Deal) -> None:
    payment = make.fund(deal, method="sandbox.paid_twice")
    jobs.drain()
    disputes(payment)
    settles(decides(payment, Case.LOST), deal, 1_000_00)
    assert sums() == {}


def test_the_decision_before_the_opening_opens_and_decides_in_one_go(deal: make.Deal) -> None:
    payment = make.fund(deal)
    with transaction.atomic():
        charge = BankCharge.objects.select_for_update().get(key=payment.rail_key)
        open_dispute(charge)
        decide_dispute(charge, as_case=Case.LOST)
    for told in Told.objects.filter(kind__startswith="dispute.").order_by("-id"):  # the last one first
        raw = json.dumps(told.body()).encode()
        Client().post(
            EVENTS, raw, content_type="application/json",
            headers={signing.HEADER: signing.signature(raw)},
        )  # fmt: skip
    jobs.drain()
    row = Chargeback.objects.get()
    assert (row.status, row.is_open) == ("lost", True)
    assert FactRow.objects.filter(name="chargeback.opened").count() == 1
    settles(row, deal, 1_000_00)


def test_an_event_replayed_a_hundred_times_or_with_another_body_changes_nothing(deal: make.Deal) -> None:
    payment = make.fund(deal)
    disputes(payment)
    told = Told.objects.get(kind="dispute.opened")
    for body in (told.body(), {**told.body(), "kind": "dispute.lost", "amount": 1}):
        raw = json.dumps(body).encode()
        for _ in range(3):
            answer = Client().post(
                EVENTS, raw, content_type="application/json",
                headers={signing.HEADER: signing.signature(raw)},
            )  # fmt: skip
            assert answer.status_code == 204
    jobs.drain()
    for event in RailEvent.objects.all():
        handle_event(event.id)
    assert Chargeback.objects.get().status == "opened"
    assert Transfer.objects.filter(kind="dispute").count() == 1


@pytest.mark.parametrize("minor", [0, -1, 1_030_01, 10**15])
def test_a_chargeback_of_an_impossible_amount_is_refused_and_moves_nothing(
    deal: make.Deal, minor: int
) -> None:
    payment = make.fund(deal)
    before = Transfer.objects.count()
    told = _told(payment, Money(minor, "EUR"))
    with pytest.raises(Refused) as refused:
        record_collection(payment.id, collected=told, by=RAIL)
    assert (refused.value.code, Transfer.objects.count()) == ("chargeback.other_amount", before)


def test_the_same_case_with_another_amount_or_currency_is_refused(deal: make.Deal) -> None:
    payment = make.fund(deal)
    record_collection(payment.id, collected=_told(payment, Money(500_00, "EUR")), by=RAIL)
    for other in (Money(500_01, "EUR"), Money(500_00, "USD")):
        with pytest.raises(Refused) as refused:
            record_collection(payment.id, collected=_told(payment, other), by=RAIL)
        assert refused.value.code == "chargeback.other_amount"
    assert Chargeback.objects.get().amount.minor == 500_00


def test_a_chargeback_of_a_part_leaves_the_rest_where_it_is(deal: make.Deal) -> None:
    payment = make.fund(deal)
    record_collection(payment.id, collected=_told(payment, Money(515_00, "EUR"), Outcome.FAILED), by=RAIL)
    row = Chargeback.objects.select_related("payment").get()
    assert queries.still_held_at_most(row).minor == 500_00  # what the bank took holds its share of the fee
    settled = settles(row, deal, queries.still_held_at_most(row).minor)
    assert (settled.from_escrow_minor, settled.from_hall_minor) == (500_00, 15_00)
    assert queries.escrow_of(deal.contract_id) == Money(500_00, "EUR")


def _told(payment: Payment, wanted: Money, outcome: Outcome = Outcome.PENDING) -> Collected:
    payment.refresh_from_db()
    dispute = Dispute("dp_1", wanted, outcome, "Not agreed.")
    return Collected(Outcome.SUCCEEDED, (Charge(payment.reference, payment.total, dispute=dispute),))


@pytest.mark.parametrize(("method", "status"), [("charged_back", "lost"), ("charge_kept", "won")])
def test_the_practice_card_plays_the_whole_story_by_the_clock(
    deal: make.Deal, method: str, status: str
) -> None:
    make.fund(deal, method=f"sandbox.{method}")
    with clock.later(minutes=3):
        jobs.run_sweeps()
        jobs.drain()
        assert Chargeback.objects.get().status == "opened"
    with clock.later(minutes=6):
        jobs.run_sweeps()
        jobs.drain()
    row = Chargeback.objects.get()
    assert row.status == status
    if status == "lost":
        settles(row, deal, 1_000_00)


def test_the_practice_bank_takes_a_payment_back_when_a_person_says_so(
    client: Client, deal: make.Deal
) -> None:
    payment = make.fund(deal)
    payment.refresh_from_db()
    client.force_login(deal.client)
    page = client.get(f"/money/payments/{payment.id}/").content.decode()
    bank = f"/sandbox/bank/{BankCharge.objects.get().id}/"
    assert bank in page
    assert "Ask the bank for the money back" in client.get(bank).content.decode()
    client.post(bank, {"choice": "charge_back"})
    jobs.drain()
    assert "Your bank wants €1,030.00 back" in client.get(f"/money/payments/{payment.id}/").content.decode()
    assert "Decide for the client" in client.get(bank).content.decode()
    client.post(bank, {"choice": "decide_for_hall"})
    jobs.drain()
    assert Chargeback.objects.get().status == "won"
    assert "asks nothing more" in client.get(bank).content.decode()


def test_a_debt_in_one_currency_leaves_what_is_available_in_another_alone(deal: make.Deal) -> None:
    bears(100)
    account = make.save_practice_account(deal)
    payment = make.fund(deal)
    make.release(deal, 1_000_00)
    request_payout(account.id, amount=Money(800_00, "EUR"), by=deal.as_freelancer)
    jobs.drain()
    disputes(payment)
    settles(decides(payment, Case.LOST), deal)
    other = make.Deal(deal.hall, deal.client, deal.freelancer)
    make.fund(other, 500_00, client_fee=15_00, currency="USD")
    make.release(other, 500_00, currency="USD")
    assert queries.owed_by(deal.freelancer.id, deal.hall.id, "EUR").minor == 800_00
    assert (
        request_payout(account.id, amount=Money(400_00, "USD"), by=deal.as_freelancer).status == "requested"
    )
    assert queries.owed_by(deal.freelancer.id, deal.hall.id, "EUR").minor == 800_00
    with transaction.atomic():
        operations.top_up(deal.hall.id, Money(830_00, "EUR"), key="covers the lost chargeback")
