"""Two people act on an order or a service at the same moment: exactly one wins, and the books are right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from hirehall.contracts.actions.close_offer import withdraw_offer
from hirehall.engagements.package.actions.accept_offer import accept_offer
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.buy_revisions import buy_revisions, settle_revisions
from hirehall.engagements.package.actions.cancel_order import agree_to_cancel, ask_to_cancel, withdraw_cancel
from hirehall.engagements.package.actions.make_offer import make_offer
from hirehall.engagements.package.actions.open_inquiry import open_inquiry
from hirehall.engagements.package.actions.place_order import place_order
from hirehall.engagements.package.models import Order, RevisionPurchase
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat
from hirehall.foundation.refused import Refused
from hirehall.market.models import Service
from hirehall.money import invariants
from hirehall.money.models import Payment
from hirehall.money.rails.driving import drive_payment
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import RAIL
from tests.makers.package import again, make_service, make_shop, offer_content
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WHY = "We need it for another purpose now."


def codes(results: list[Any]) -> list[str]:
    wrong = [one for one in results if isinstance(one, Exception) and not isinstance(one, Refused)]
    assert wrong == []
    return [one.code for one in results if isinstance(one, Refused)]


def test_two_clients_take_the_last_place_in_the_queue() -> None:
    shop = make_shop()
    narrow = make_service(shop.hall, shop.freelancer, queue_limit=1)
    other = actor_of(make_person("Nora Grey", Hat.CLIENT))
    results = together(
        lambda: place_order(narrow.id, by=shop.client, package=1),
        lambda: place_order(narrow.id, by=other, package=1),
    )
    assert codes(results) == ["service.queue_full"]
    assert Service.objects.get(id=narrow.id).open_orders == Order.objects.count() == 1
    jobs.drain()
    assert Payment.objects.count() == 1
    assert invariants.check() == []


def test_a_double_click_orders_and_pays_once() -> None:
    shop = make_shop()
    results = together(
        *[lambda: place_order(shop.service.id, by=shop.client, package=1, key="one click")] * 2  # type: ignore[call-arg]
    )
    assert {one.id for one in results if not isinstance(one, Refused)} == {Order.objects.get().id}
    jobs.drain()
    assert Payment.objects.count() == 1
    assert invariants.check() == []


def test_the_client_accepts_while_the_freelancer_asks_to_cancel() -> None:
    shop = make_shop()
    order = shop.delivered()
    results = together(
        lambda: accept_order(order.id, by=shop.client),
        lambda: ask_to_cancel(order.id, by=shop.freelancer, reason=WHY),
    )
    assert codes(results) in (["contract.ended"], ["order.cancel_asked"])
    order = again(order)
    assert order.state in ("accepted", "cancel_asked")
    assert order.released_minor == (100_00 if order.state == "accepted" else 0)
    assert invariants.check() == []


def test_one_side_agrees_to_cancel_while_the_other_takes_it_back() -> None:
    shop = make_shop()
    order = shop.begun()
    ask = ask_to_cancel(order.id, by=shop.client, reason=WHY)
    results = together(
        lambda: agree_to_cancel(ask.id, by=shop.freelancer), lambda: withdraw_cancel(ask.id, by=shop.client)
    )
    assert codes(results) == ["contract.already_answered"]
    jobs.drain()
    order = again(order)
    assert (order.state, order.refunded_minor) in (("cancelled", 100_00), ("in_progress", 0))
    assert Service.objects.get(id=shop.service.id).open_orders == (0 if order.state == "cancelled" else 1)
    assert invariants.check() == []


def test_more_revisions_arrive_while_the_client_accepts() -> None:
    shop = make_shop()
    order = shop.delivered()
    bought = buy_revisions(order.id, by=shop.client)
    drive_payment(bought.payment_id)
    results = together(
        lambda: accept_order(order.id, by=shop.client), lambda: settle_revisions(bought.payment_id, by=RAIL)
    )
    assert codes(results) == []
    jobs.drain()
    order, bought = again(order), RevisionPurchase.objects.get()
    assert (order.state, bought.state, order.released_minor) in (
        ("accepted", "paid", 120_00),
        ("accepted", "returned", 100_00),
    )
    assert invariants.check() == []


def test_a_payment_for_revisions_is_settled_by_the_page_and_the_job_once() -> None:
    shop = make_shop()
    bought = buy_revisions(shop.delivered().id, by=shop.client)
    drive_payment(bought.payment_id)
    together(*[lambda: settle_revisions(bought.payment_id, by=RAIL)] * 2)
    jobs.drain()
    assert Order.objects.get().revisions == 2
    assert invariants.check() == []


def test_an_offer_is_accepted_while_it_is_taken_back_and_replaced() -> None:
    shop = make_shop()
    inquiry = open_inquiry(shop.service.id, by=shop.client, text="Can you?")
    until = clock.now().date() + timedelta(days=3)
    offer = make_offer(inquiry.id, by=shop.freelancer, content=offer_content(), valid_until=until)
    results = together(
        lambda: accept_offer(offer.id, by=shop.client),
        lambda: withdraw_offer(offer.id, by=shop.freelancer),
        lambda: make_offer(inquiry.id, by=shop.freelancer, content=offer_content(), valid_until=until),
    )
    assert set(codes(results)) <= {"offer.not_open"}
    offer.refresh_from_db()
    assert Order.objects.count() == (1 if offer.state == "accepted" else 0)
    jobs.drain()
    assert (
        Payment.objects.count()
        == Service.objects.get(id=shop.service.id).open_orders
        == Order.objects.count()
    )
    assert invariants.check() == []
