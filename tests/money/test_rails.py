"""Every way in which a rail behaves: at once, late, no, twice, taken back, out of order, repeated, unsigned."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from django.test import Client

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import system
from hirehall.foundation.facts import timeline
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.money import rails
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.invariants import trial_balance
from hirehall.money.models import Payment, RailEvent, Refund, Transfer
from hirehall.money.rails.driving import handle_event
from hirehall.money.rails.inbox import take_in
from hirehall.money.rails.interface import BadSignature, Collected, Outcome
from hirehall.money.rails.sandbox import signing
from hirehall.money.rails.sandbox.models import Told
from hirehall.money.rails.sandbox.rail import SandboxRail
from tests.makers import money as make
from tests.money.conftest import holds

pytestmark = pytest.mark.usefixtures("books")
EVENTS = "/rails/sandbox/events/"


def clearing() -> int:
    return sum(minor for _, kind, _, minor in trial_balance() if kind == "clearing")


def names(payment: Payment) -> list[str]:
    """The facts about a payment, oldest first."""
    return [fact.name for fact in reversed(timeline(payment.id)) if fact.name.startswith("payment.")]


def paid(method: str) -> Payment:
    payment = make.begin(make.make_deal(), method=method)
    jobs.drain()
    payment.refresh_from_db()
    return payment


def test_an_instant_payment_succeeds_once_though_job_and_event_both_tell(db: None) -> None:
    payment = paid("sandbox.instant")
    assert (payment.status, names(payment)) == ("succeeded", ["payment.begun", "payment.succeeded"])
    assert RailEvent.objects.filter(handled_at__isnull=False).count() == 1
    assert clearing() == holds() == 1_030_00


def test_driving_twice_charges_once(db: None) -> None:
    payment = make.begin(make.make_deal())
    assert rails.drive(payment.id).status == "succeeded"
    assert rails.drive(payment.id).status == "succeeded"
    jobs.drain()
    assert holds() == 1_030_00
    assert Transfer.objects.filter(kind="receive").count() == 1


def test_a_delayed_payment_arrives_by_the_clock(db: None) -> None:
    payment = paid("sandbox.delayed")
    assert (payment.status, clearing()) == ("pending", 0)
    with clock.later(minutes=1):
        jobs.run_sweeps()
    payment.refresh_from_db()
    assert payment.status == "pending"
    with clock.later(minutes=3):
        jobs.run_sweeps()
    payment.refresh_from_db()
    assert (payment.status, clearing()) == ("succeeded", 1_030_00)


def test_a_declined_payment_says_why_and_moves_nothing(db: None) -> None:
    payment = paid("sandbox.declined")
    assert (payment.status, names(payment)) == ("failed", ["payment.begun", "payment.failed"])
    assert payment.reason == "The bank declined the payment. Try another way to pay, or ask your bank."
    assert (clearing(), holds()) == (0, 0)


def test_who_is_charged_twice_gets_the_second_charge_back(db: None) -> None:
    payment = paid("sandbox.paid_twice")
    make.settle(payment)
    twin = Payment.objects.get(duplicate_of=payment)
    assert (payment.status, twin.status) == ("succeeded", "refunded")
    assert Refund.objects.get().payment == twin
    assert FactRow.objects.filter(name="payment.succeeded").count() == 1
    assert clearing() == holds() == 1_030_00


def test_a_payment_that_the_bank_takes_back_leaves_nothing_behind(db: None) -> None:
    payment = paid("sandbox.refunded")
    assert (payment.status, names(payment)) == ("refunded", ["payment.begun", "payment.failed"])
    assert (clearing(), holds()) == (0, 0)


def test_the_practice_bank_waits_for_a_person(db: None) -> None:
    payment = paid("sandbox.ask")
    assert payment.status == "pending"
    assert payment.next_href.startswith("/sandbox/bank/")


def test_a_payment_that_nobody_finishes_is_dropped_after_a_day(db: None) -> None:
    payment = paid("sandbox.ask")
    with clock.later(hours=23):
        jobs.run_sweeps()
    payment.refresh_from_db()
    assert payment.status == "pending"
    with clock.later(hours=25):
        jobs.run_sweeps()
    payment.refresh_from_db()
    assert (payment.status, payment.next_href) == ("failed", "")
    assert payment.reason.startswith("The payment was not finished within a day")


def test_a_payment_that_waits_forever_is_asked_about_again(db: None) -> None:
    payment = make.begin(make.make_deal())
    with jobs.connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    with clock.later(minutes=20):
        jobs.run_sweeps()
    payment.refresh_from_db()
    assert payment.status == "succeeded"


def test_a_rail_is_never_called_inside_a_transaction(transactional_db: None) -> None:
    payment = make.begin(make.make_deal())
    with transaction.atomic(), pytest.raises(RuntimeError, match="never called inside"):
        rails.drive(payment.id)


def test_only_the_rail_says_what_became_of_a_payment(db: None) -> None:
    deal = make.make_deal()
    payment = make.begin(deal)
    with pytest.raises(Refused) as refused:
        record_collection(payment.id, collected=Collected(Outcome.FAILED), by=deal.as_client)
    assert refused.value.code == "money.only_the_rail"


def test_a_charge_of_another_amount_is_left_for_the_operator(db: None) -> None:
    from hirehall.foundation.money import Money
    from hirehall.money.rails.interface import Charge

    payment = make.begin(make.make_deal())
    charged = Collected(Outcome.SUCCEEDED, charges=(Charge("ch_1", Money(1, "EUR")),))
    with pytest.raises(Refused) as refused:
        record_collection(payment.id, collected=charged, by=system("rail"))
    assert (refused.value.code, clearing()) == ("payment.other_amount", 0)


def test_news_that_a_payment_failed_does_not_undo_money_that_came(db: None) -> None:
    payment = paid("sandbox.instant")
    record_collection(payment.id, collected=Collected(Outcome.FAILED, reason="late"), by=system("rail"))
    payment.refresh_from_db()
    assert payment.status == "succeeded"


def signed(event: Told) -> tuple[bytes, dict[str, str]]:
    raw = json.dumps(event.body()).encode()
    return raw, {signing.HEADER: signing.signature(raw)}


def test_the_same_event_is_kept_and_handled_once(db: None) -> None:
    paid("sandbox.instant")
    raw, headers = signed(Told.objects.get())
    for _ in range(3):
        take_in("sandbox", raw, headers)
    jobs.drain()
    assert RailEvent.objects.count() == 1
    assert FactRow.objects.filter(name="rail_event.received").count() == 1
    handle_event(RailEvent.objects.get().id)
    assert Transfer.objects.filter(kind="receive").count() == 1


def test_an_event_that_overtakes_another_tells_the_truth_all_the_same(db: None) -> None:
    payment = make.begin(make.make_deal(), method="sandbox.refunded")
    SandboxRail().collect(key=payment.rail_key, total=payment.total, method=payment.method)
    events = list(Told.objects.order_by("id"))
    assert [event.kind for event in events] == ["charge.given_back", "charge.taken"]
    for event in events:
        take_in("sandbox", *signed(event))
    jobs.drain()
    payment.refresh_from_db()
    assert (payment.status, clearing()) == ("refunded", 0)


def test_a_signed_event_is_answered_at_once(client: Client) -> None:
    payment = make.begin(make.make_deal())
    SandboxRail().collect(key=payment.rail_key, total=payment.total, method=payment.method)
    raw, headers = signed(Told.objects.get())
    for _ in range(2):
        assert client.post(EVENTS, raw, content_type="application/json", headers=headers).status_code == 204
    assert RailEvent.objects.get().handled_at is None
    jobs.drain()
    payment.refresh_from_db()
    assert payment.status == "succeeded"


@pytest.mark.parametrize("header", ["", "t=1,v1=0", "v1=abc", "t=x,v1=é", "t=99999999999999999,v1=1", "t=1"])
def test_an_event_that_nobody_signed_is_refused(client: Client, header: str) -> None:
    headers = {signing.HEADER: header.encode("latin-1").decode("latin-1")}
    answer = client.post(EVENTS, b"{}", content_type="application/json", headers=headers)
    assert (answer.status_code, RailEvent.objects.count()) == (400, 0)


def test_a_form_at_the_rails_door_is_refused_and_breaks_nothing(client: Client) -> None:
    answer = client.post(EVENTS, {"id": "ev_1"})  # the body is gone when the signature is looked at
    assert (answer.status_code, RailEvent.objects.count()) == (400, 0)


def test_a_signature_is_for_one_body_and_five_minutes(db: None) -> None:
    raw = json.dumps({"id": "ev_1", "kind": "charge.taken", "about": "fund:x"}).encode()
    headers = {signing.HEADER: signing.signature(raw)}
    with pytest.raises(BadSignature):
        take_in("sandbox", raw + b" ", headers)
    with clock.later(minutes=6), pytest.raises(BadSignature, match="older"):
        take_in("sandbox", raw, headers)
    with clock.later(minutes=4):
        take_in("sandbox", raw, headers)


@pytest.mark.parametrize("raw", [b"", b"nonsense", b"[]", b"{}", b'{"id": 1}', b"\xff"])
def test_a_signed_body_that_is_no_event_is_refused(client: Client, raw: bytes) -> None:
    headers = {signing.HEADER: signing.signature(raw)}
    answer = client.post(EVENTS, raw, content_type="application/json", headers=headers)
    assert (answer.status_code, RailEvent.objects.count()) == (400, 0)
