"""What is paid on top of an order: more revisions while it runs, a tip when it is done. The books stay right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.contracts.actions.pay_extra import pay_extra
from hirehall.contracts.models import Contract
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.ask_revision import ask_revision
from hirehall.engagements.package.actions.buy_revisions import buy_revisions, fail_revisions, settle_revisions
from hirehall.engagements.package.actions.cancel_order import (
    agree_to_cancel,
    ask_to_cancel,
    cancel_order,
    withdraw_cancel,
)
from hirehall.engagements.package.models import Order, RevisionPurchase
from hirehall.foundation import clock, jobs
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money.fees.models import FeeSchedule
from hirehall.money.models import Earning, Payment
from hirehall.papers.models import Paper
from hirehall.people.models import Person
from hirehall.reputation.queries import record_of
from tests.makers.contracts import RAIL, eur
from tests.makers.package import Shop, again, make_service, service_content

WHY = "We need it for another purpose now."


@pytest.fixture(autouse=True)
def books(db: None) -> Iterator[None]:
    yield
    assert {one.name for one in invariants.check()} <= {"what_is_held_covers_what_is_owed"}


def revised(shop: Shop) -> Order:
    """Delivered again after the only revision that the package includes."""
    order = shop.delivered()
    ask_revision(order.id, by=shop.client, text="Warmer colours, please, in all of it.")
    return shop.hand_over(order)


def code_of(call: object, *args: object, **more: object) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **more)  # type: ignore[operator]
    return refused.value.code


def browser(shop: Shop, side: str = "client") -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=getattr(shop, side).person_id))
    return client


def test_more_revisions_are_paid_held_and_released_with_the_order(shop: Shop) -> None:
    order = revised(shop)
    assert code_of(ask_revision, order.id, by=shop.client, text=WHY) == "order.no_revision_left"
    bought = buy_revisions(order.id, by=shop.client, count=2)
    assert again(order).revisions == 1
    jobs.drain()
    order = again(order)
    assert (order.revisions, order.amount_minor, order.held.minor) == (3, 140_00, 140_00)
    assert (order.freelancer_fee_minor, order.client_fee_minor, order.client_fee_paid_minor) == (
        28_00,
        4_20,
        4_20,
    )
    assert order.contract.agreed_minor == 140_00
    settle_revisions(bought.payment_id, by=RAIL)
    assert again(order).revisions == 3
    ask_revision(order.id, by=shop.client, text="Warmer colours, please, in all of it.")
    order = shop.hand_over(order)
    accept_order(order.id, by=shop.client)
    order = again(order)
    assert (order.released_minor, order.freelancer_fee_taken_minor) == (140_00, 28_00)
    assert sum(row.net_minor for row in Earning.objects.all()) == 112_00


def test_more_revisions_go_back_with_the_order_along_both_payments(shop: Shop) -> None:
    order = revised(shop)
    buy_revisions(order.id, by=shop.client)
    jobs.drain()
    agree_to_cancel(ask_to_cancel(order.id, by=shop.client, reason=WHY).id, by=shop.freelancer)
    jobs.drain()
    order = again(order)
    assert (order.refunded_minor, order.client_fee_back_minor) == (120_00, 3_60)
    assert {row.status for row in Payment.objects.all()} == {"refunded"}


def test_what_arrives_after_the_acceptance_goes_back_in_full(shop: Shop) -> None:
    order = revised(shop)
    bought = buy_revisions(order.id, by=shop.client, method="sandbox.delayed")
    jobs.drain()
    accept_order(order.id, by=shop.client)
    with clock.later(days=9):
        jobs.run_sweeps()
        jobs.drain()
    bought.refresh_from_db()
    assert bought.state == "returned"
    order = again(order)
    assert (order.state, order.released_minor, order.revisions) == ("accepted", 100_00, 1)
    assert Payment.objects.get(id=bought.payment_id).status == "refunded"


def test_a_payment_for_revisions_that_fails_changes_nothing_and_may_be_tried_again(shop: Shop) -> None:
    order = revised(shop)
    bought = buy_revisions(order.id, by=shop.client, method="sandbox.declined")
    jobs.drain()
    bought.refresh_from_db()
    assert (bought.state, again(order).revisions) == ("failed", 1)
    assert fail_revisions(bought.payment_id, by=RAIL).state == "failed"
    buy_revisions(order.id, by=shop.client)
    jobs.drain()
    assert again(order).revisions == 2


def test_refusals_of_more_revisions(shop: Shop) -> None:
    plain = make_service(shop.hall, shop.freelancer, packages=(service_content(shop.hall).packages[1],))
    unsold = shop.delivered(service=plain)
    assert code_of(buy_revisions, unsold.id, by=shop.client) == "order.revisions_not_sold"
    order = shop.delivered()
    for wrong, code in (
        ({"by": shop.freelancer}, "contract.wrong_party"),
        ({"count": 0}, "order.count_out_of_range"),
        ({"count": 11}, "order.count_out_of_range"),
        ({"version": order.version - 1}, "order.stale"),
        ({"method": "gold"}, "money.no_such_method"),
    ):
        assert code_of(buy_revisions, order.id, **({"by": shop.client} | wrong)) == code, wrong
    with clock.later(days=3):
        assert code_of(buy_revisions, order.id, by=shop.client) == "order.clock_passed"
    buy_revisions(order.id, by=shop.client, method="sandbox.delayed")
    assert code_of(buy_revisions, order.id, by=shop.client) == "order.purchase_open"
    wish = ask_to_cancel(order.id, by=shop.client, reason=WHY)
    assert code_of(buy_revisions, order.id, by=shop.client) == "order.cancel_asked"
    withdraw_cancel(wish.id, by=shop.client)
    Contract.objects.filter(id=order.contract_id).update(state="frozen", frozen_reason="A bank asks.")
    assert code_of(buy_revisions, order.id, by=shop.client) == "contract.frozen"
    assert Payment.objects.count() == 3


def test_the_silence_goes_on_while_revisions_are_paid(shop: Shop) -> None:
    order = shop.delivered()
    due = order.auto_accept_at
    buy_revisions(order.id, by=shop.client)
    jobs.drain()
    assert again(order).auto_accept_at == due


def test_a_wish_to_cancel_stops_the_silence_once_for_a_delivery(shop: Shop) -> None:
    order = shop.delivered()
    withdraw_cancel(ask_to_cancel(order.id, by=shop.client, reason=WHY).id, by=shop.client)
    assert code_of(ask_to_cancel, order.id, by=shop.client, reason=WHY) == "order.wished_before"
    theirs = browser(shop)
    room = theirs.get(reverse("package:contract", args=[order.contract_id])).content.decode()
    assert "Ask to cancel" not in room
    page = theirs.get(reverse("package:ask_to_cancel", args=[order.id])).content.decode()
    assert "Answer the delivery now" in page
    withdraw_cancel(ask_to_cancel(order.id, by=shop.freelancer, reason=WHY).id, by=shop.freelancer)
    ask_revision(order.id, by=shop.client, text="Warmer colours, please, in all of it.")
    order = shop.hand_over(order)
    assert ask_to_cancel(order.id, by=shop.client, reason=WHY).state == "open"


def accepted(shop: Shop) -> Order:
    order = shop.delivered()
    accept_order(order.id, by=shop.client)
    jobs.drain()
    return again(order)


def test_a_tip_for_an_accepted_order_is_free_unless_the_schedule_charges_it(shop: Shop) -> None:
    order = accepted(shop)
    before = record_of([shop.freelancer.person_id])  # type: ignore[list-item]
    room = reverse("package:contract", args=[order.contract_id])
    assert "Pay a tip" in browser(shop).get(room).content.decode()
    assert "Pay a tip" not in browser(shop, "freelancer").get(room).content.decode()
    tip = pay_extra(order.contract_id, by=shop.client, amount=eur(15_00), note="Lovely work.")
    jobs.drain()
    earning = Earning.objects.get(unit_id=tip.id)
    assert (earning.gross_minor, earning.net_minor) == (15_00, 15_00)
    assert record_of([shop.freelancer.person_id]) == before, "no review hangs on it"  # type: ignore[list-item]
    assert Paper.objects.filter(contract_id=order.contract_id, total_minor=15_00).exists(), "a receipt"
    for side in ("client", "freelancer"):
        assert "Lovely work." in browser(shop, side).get(room).content.decode()


def test_a_hall_may_charge_a_fee_on_tips(shop: Shop) -> None:
    rules = {
        "form": 1,
        "freelancer": [{"kind": "percent", "basis_points": 2000}],
        "client": [{"kind": "percent", "basis_points": 300}],
        "tips": {"freelancer": [{"kind": "percent", "basis_points": 1000, "label": "Commission on tips"}]},
    }
    now = clock.now()
    FeeSchedule.objects.create(hall=shop.hall, version=2, effective_from=now, announced_at=now, rules=rules)
    order = accepted(shop)
    tip = pay_extra(order.contract_id, by=shop.client, amount=eur(20_00))
    jobs.drain()
    assert Earning.objects.get(unit_id=tip.id).net_minor == 18_00
    fees = Client().get(reverse("front:fees")).content.decode()
    assert "Freelancer: 10% of the price" in fees


def test_one_tips_for_what_was_accepted(shop: Shop) -> None:
    early = shop.delivered()
    assert code_of(pay_extra, early.contract_id, by=shop.client, amount=eur(5_00)).startswith("extra.")
    gone = shop.ordered()
    cancel_order(gone.id, by=shop.client)
    assert code_of(pay_extra, gone.contract_id, by=shop.client, amount=eur(5_00)).startswith("extra.")
    assert not Earning.objects.exists()


def test_revisions_are_bought_on_their_page(shop: Shop) -> None:
    order = revised(shop)
    theirs = browser(shop)
    review = theirs.get(reverse("package:review", args=[order.id])).content.decode()
    assert "Buy one more for €20.00" in review
    address = reverse("package:revisions", args=[order.id])
    assert "€20.60" in theirs.get(address).content.decode()
    bought = theirs.post(address, {"count": "1", "method": "sandbox.instant", "key": "once"})
    assert bought["Location"] == reverse("package:review", args=[order.id])
    theirs.post(address, {"count": "1", "method": "sandbox.instant", "key": "once"})
    assert RevisionPurchase.objects.count() == 1
    assert "(1 left)" in theirs.get(bought["Location"]).content.decode()
    assert "is being worked on" not in theirs.get(address).content.decode()
    assert theirs.get(address).status_code == 200
