"""An order is posted and held, claimed, written, counted, accepted; what was counted is paid, the rest goes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hirehall.contracts.models import Contract, Posting, TermsVersion
from hirehall.engagements.unit.actions.answer_delivery import accept_order, ask_check
from hirehall.engagements.unit.actions.cancel_order import cancel_order
from hirehall.engagements.unit.actions.claim_order import give_back
from hirehall.engagements.unit.actions.decide_check import decide_check
from hirehall.engagements.unit.actions.deliver_order import deliver_order
from hirehall.engagements.unit.api.shapes import UnitDeliveryOut
from hirehall.engagements.unit.models import Claim, PoolOrder, UnitDelivery
from hirehall.engagements.unit.queries import step_page
from hirehall.files.uploads import store_all
from hirehall.foundation import clock, jobs
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money import queries as money
from hirehall.money.models import Payment, Refund
from tests.makers.contracts import eur
from tests.makers.files import picture_bytes
from tests.makers.unit import Pool, again, pool_again, words


def test_what_was_counted_is_paid_and_the_rest_goes_back(pool: Pool) -> None:
    order = pool.posted()
    assert (order.state, order.price_minor) == ("pool", 150)
    assert money.escrow_by_unit(order.posting_id) == {order.posting_id: eur(6_00)}
    assert order.posting.client_fee_paid_minor == 18
    assert not Contract.objects.exists()

    work = pool.delivered()
    contract = work.contract
    assert (work.state, work.count, work.id) == ("delivered", 350, contract.id)
    assert contract.freelancer_id == pool.freelancer.person_id
    assert TermsVersion.objects.get(contract=contract).side == "client"
    assert Payment.objects.get(contract_id=contract.id).payee_id == pool.freelancer.person_id

    accept_order(work.id, by=pool.client)
    jobs.drain()
    work = again(work)
    assert (work.state, work.released_minor, work.freelancer_fee_taken_minor) == ("accepted", 5_25, 1_05)
    assert (work.refunded_minor, work.client_fee_back_minor) == (75, 2)
    assert work.contract.state == "ended"
    assert Refund.objects.get(contract_id=contract.id).status == "settled"
    assert invariants.check(ended_contracts=lambda: [contract.id]) == []


def test_the_text_is_counted_or_the_files_and_the_same_file_once(pool: Pool) -> None:
    order = pool.begun()

    def hand_in(*names: str, text: str = "", count: int = 350) -> UnitDelivery:
        sent = [SimpleUploadedFile(name, words(count).encode()) for name in names]
        kept = store_all(sent, purpose="delivery", by=pool.freelancer)
        return deliver_order(order.pk, by=pool.freelancer, text=text, file_ids=kept)

    with pytest.raises(Refused) as twice:
        hand_in("a.txt", text=words(10), count=340)
    assert (twice.value.code, twice.value.field) == ("unit.counted_twice", "text")
    with pytest.raises(Refused) as few:
        hand_in("a.txt", "again.txt", "again.md", count=150)
    assert few.value.code == "unit.too_few"

    delivery = hand_in("a.txt", "again.md", "notes.csv")
    assert (delivery.count, delivery.words) == (350, 350)
    kept = [(row["name"], row["words"], row["again"]) for row in delivery.counted]
    assert kept == [("a.txt", 350, False), ("again.md", 0, True), ("notes.csv", 0, True)]
    assert [file.words for file in UnitDeliveryOut.of(delivery).files] == [350, 0, 0]
    page = step_page(pool.client, delivery.order_id)
    assert page.last is not None
    said = [page.last.words_of[file.id] for file in page.last.files]
    assert said == ["350 words", *["the same as another file, counted once"] * 2]


def test_a_text_is_counted_beside_files_that_are_none(pool: Pool) -> None:
    picture = SimpleUploadedFile("a.png", picture_bytes())
    kept = store_all([picture], purpose="delivery", by=pool.freelancer)
    delivery = deliver_order(pool.begun().pk, by=pool.freelancer, text=words(350), file_ids=kept)
    assert (delivery.words, [row["words"] for row in delivery.counted]) == (350, [None])


def test_an_order_that_nobody_holds_is_cancelled_and_all_goes_back(pool: Pool) -> None:
    order = cancel_order(pool.posted().posting_id, by=pool.client)
    jobs.drain()
    posting = Posting.objects.get(id=order.posting_id)
    assert (order.state, posting.refunded_minor, posting.client_fee_back_minor) == ("cancelled", 6_00, 18)
    assert posting.closed_at is not None
    assert money.escrow_by_unit(order.posting_id) in ({}, {order.posting_id: eur(0)})
    assert invariants.check() == []


def test_a_claim_that_nobody_decides_about_and_a_missed_date_put_the_order_back(pool: Pool) -> None:
    order = pool.claimed()
    with clock.later(minutes=10):
        jobs.run_sweeps()
        jobs.drain()
        assert pool_again(order).state == "pool"
    order = pool.begun()
    with clock.later(hours=48):
        jobs.run_sweeps()
        jobs.drain()
    assert pool_again(order).state == "pool"
    assert list(Claim.objects.order_by("claimed_at").values_list("left", flat=True)) == ["lapsed", "missed"]
    assert invariants.check() == []


def test_an_order_that_is_given_back_stands_in_the_pool_with_its_money(pool: Pool) -> None:
    order = give_back(pool.begun().posting_id, by=pool.freelancer)
    assert (order.state, order.holder_id, order.due_at) == ("pool", None, None)
    assert money.escrow_by_unit(order.posting_id) == {order.posting_id: eur(6_00)}


def test_nobody_takes_an_order_and_its_money_goes_back(pool: Pool) -> None:
    order = pool.posted()
    with clock.later(days=30):
        jobs.run_sweeps()
        jobs.drain()
    assert pool_again(order).state == "cancelled"
    assert Posting.objects.get(id=order.posting_id).refunded_minor == 6_00
    assert invariants.check() == []


def test_a_payment_that_fails_leaves_the_order_out_of_the_pool_until_it_is_dropped(pool: Pool) -> None:
    order = pool.posted(method="sandbox.declined")
    assert order.state == "unpaid"
    with clock.later(hours=24):
        jobs.run_sweeps()
        jobs.drain()
    assert pool_again(order).state == "cancelled"
    assert invariants.check() == []


def test_silence_accepts_what_was_counted(pool: Pool) -> None:
    work = pool.delivered()
    with clock.later(hours=96):
        jobs.run_sweeps()
        jobs.drain()
    work = again(work)
    assert (work.state, work.in_silence, work.released_minor) == ("accepted", True, 5_25)
    assert invariants.check() == []


def test_a_missed_revision_leaves_the_client_to_answer_what_is_there(pool: Pool) -> None:
    work = pool.revising()
    with clock.later(hours=24):
        jobs.run_sweeps()
        jobs.drain()
        work = again(work)
        assert work.state == "delivered"
        assert work.auto_accept_at == clock.now() + timedelta(hours=96)
        ask_check(work.id, by=pool.client, reason="The part about oil was asked for and is missing.")


def test_an_editor_rejects_and_everything_goes_back(pool: Pool) -> None:
    work = pool.revised()
    ask_check(work.id, by=pool.client, reason="The part about oil was asked for and is missing.")
    decide_check(work.id, by=pool.editor, rejected=True, reason="It is about wax, and not about oil.")
    jobs.drain()
    work = again(work)
    assert (work.state, work.released_minor, work.refunded_minor) == ("rejected", 0, 6_00)
    assert (work.client_fee_back_minor, work.contract.state) == (18, "ended")
    assert invariants.check() == []


def test_an_editor_upholds_the_work_or_nobody_decides_and_it_is_paid(pool: Pool) -> None:
    for decided in (True, False):
        work = pool.revised()
        ask_check(work.id, by=pool.client, reason="The part about oil was asked for and is missing.")
        if decided:
            decide_check(work.id, by=pool.editor, rejected=False, reason="All that was asked for is there.")
        else:
            with clock.later(days=7):
                jobs.run_sweeps()
                jobs.drain()
        assert (again(work).state, again(work).released_minor) == ("accepted", 5_40)
    assert invariants.check() == []
    assert PoolOrder.objects.filter(state="taken").count() == 2
