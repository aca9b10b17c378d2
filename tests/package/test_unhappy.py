"""What goes wrong with an order: each branch moves the money as it says, and the books stay right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from hirehall.contracts.models import Contract
from hirehall.engagements.package.actions.accept_order import accept_in_silence, accept_order
from hirehall.engagements.package.actions.ask_revision import ask_revision
from hirehall.engagements.package.actions.cancel_order import (
    agree_to_cancel,
    ask_to_cancel,
    cancel_order,
    decline_cancel,
)
from hirehall.engagements.package.actions.deliver_order import deliver_order
from hirehall.engagements.package.actions.extend_order import answer_extension, ask_extension
from hirehall.engagements.package.actions.give_requirements import give_requirements
from hirehall.engagements.package.actions.pay_again import drop_order, pay_again
from hirehall.engagements.package.actions.place_order import place_order
from hirehall.engagements.package.models import Order
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat
from hirehall.foundation.refused import Refused
from hirehall.market.actions.halt_service import pause_service
from hirehall.market.actions.save_service import save_service
from hirehall.market.models import Service
from hirehall.money import invariants
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import CLOCK, eur
from tests.makers.package import Shop, again, make_service, service_content

WHY = "We need it for another purpose now."


@pytest.fixture(autouse=True)
def books(db: None) -> Iterator[None]:
    yield
    assert invariants.check() == []


def refused(code: str, act: Callable[..., Any], *args: Any, **given: Any) -> None:
    with pytest.raises(Refused) as caught:
        act(*args, **given)
    assert caught.value.code == code


def swept(**later: float) -> None:
    with clock.later(**later):
        jobs.run_sweeps()
        jobs.drain()


def all_is_back(order: Order) -> None:
    order = again(order)
    assert (order.state, order.held) == ("cancelled", eur(0))
    assert (order.refunded_minor, order.client_fee_back_minor) == (100_00, 3_00)
    assert Contract.objects.get(id=order.contract_id).state == "ended"
    assert Service.objects.get(id=order.service_id).open_orders == 0


def test_revisions_are_counted_and_a_delivery_after_the_last_can_only_be_accepted(shop: Shop) -> None:
    order = ask_revision(shop.delivered().id, by=shop.client, text="Warmer colours, please.")
    assert (order.state, order.revisions_used) == ("revision", 1)
    order = deliver_order(order.id, by=shop.freelancer, note="Warmer now.")
    refused("order.no_revision_left", ask_revision, order.id, by=shop.client, text="Once more, please.")
    assert accept_order(order.id, by=shop.client).state == "accepted"


def test_three_days_of_silence_accept_and_not_an_hour_earlier(shop: Shop) -> None:
    order = shop.delivered()
    refused("order.clock_running", accept_in_silence, order.id, by=CLOCK)
    swept(days=2, hours=23)
    assert again(order).state == "delivered"
    swept(days=3, minutes=1)
    order = again(order)
    assert (order.state, order.accepted_in_silence, order.released_minor) == ("accepted", True, 100_00)


def test_an_answer_after_the_silence_has_spoken_is_too_late(shop: Shop) -> None:
    order = shop.delivered()
    with clock.later(days=3, minutes=1):
        refused("order.clock_passed", ask_revision, order.id, by=shop.client, text="Warmer, please.")
        refused("order.clock_passed", ask_to_cancel, order.id, by=shop.client, reason=WHY)


def test_late_then_very_late_then_the_client_cancels_alone(shop: Shop) -> None:
    order = shop.begun()
    refused("order.in_progress", cancel_order, order.id, by=shop.client)
    swept(days=3, minutes=1)
    assert again(order).state == "late"
    refused("order.late", cancel_order, order.id, by=shop.client)
    swept(days=4, minutes=2)
    assert again(order).state == "very_late"
    with clock.later(days=4, minutes=3):
        cancel_order(order.id, by=shop.client)
        jobs.drain()
    all_is_back(order)


def test_a_very_late_order_can_still_be_delivered_before_the_client_cancels(shop: Shop) -> None:
    order = shop.begun()
    swept(days=3, minutes=1)
    swept(days=4, minutes=2)
    with clock.later(days=5):
        assert deliver_order(order.id, by=shop.freelancer, note="Late, sorry.").state == "delivered"
        refused("order.delivered", cancel_order, order.id, by=shop.client)


def test_before_work_begins_the_client_cancels_alone(shop: Shop) -> None:
    order = shop.ordered()
    cancel_order(order.id, by=shop.client)
    jobs.drain()
    all_is_back(order)


@pytest.mark.parametrize("side", ["client", "freelancer"])
def test_either_side_asks_to_cancel_and_the_other_agrees(shop: Shop, side: str) -> None:
    mine, theirs = (shop.client, shop.freelancer) if side == "client" else (shop.freelancer, shop.client)
    order = shop.begun()
    ask = ask_to_cancel(order.id, by=mine, reason=WHY)
    refused("order.cancel_asked", deliver_order, order.id, by=shop.freelancer, note="All of it.")
    refused("contract.wrong_party", agree_to_cancel, ask.id, by=mine)
    agree_to_cancel(ask.id, by=theirs)
    jobs.drain()
    all_is_back(order)


def test_two_days_of_silence_cancel(shop: Shop) -> None:
    order = shop.begun()
    ask_to_cancel(order.id, by=shop.client, reason=WHY)
    swept(hours=47)
    assert again(order).state == "cancel_asked"
    swept(hours=48, minutes=1)
    all_is_back(order)


def test_a_wish_that_is_declined_gives_the_clocks_their_time_back(shop: Shop) -> None:
    order = shop.delivered()
    before = order.auto_accept_at
    ask = ask_to_cancel(order.id, by=shop.client, reason=WHY)
    with clock.later(hours=10):
        decline_cancel(ask.id, by=shop.freelancer, reason="It is done as you asked.")
    order = again(order)
    assert order.state == "delivered"
    assert before is not None
    assert order.auto_accept_at is not None
    assert timedelta(hours=9, minutes=59) < order.auto_accept_at - before < timedelta(hours=10, minutes=1)


def test_more_days_by_agreement_take_the_lateness_away(shop: Shop) -> None:
    order = shop.begun()
    swept(days=3, minutes=1)
    with clock.later(days=3, hours=1):
        ask = ask_extension(order.id, by=shop.freelancer, days=2, reason="The printer is broken.")
        refused("order.extension_open", ask_extension, order.id, by=shop.client, days=1, reason=WHY)
        refused("contract.wrong_party", answer_extension, ask.id, by=shop.freelancer, agree=True)
        answer_extension(ask.id, by=shop.client, agree=True)
    order = again(order)
    assert order.state == "in_progress"
    assert order.due_at is not None
    assert order.due_at > clock.now() + timedelta(days=5)


def test_a_declined_payment_takes_nothing_and_can_be_paid_again_or_dropped(shop: Shop) -> None:
    order = shop.ordered(method="sandbox.declined")
    assert (order.state, order.funded_minor) == ("unpaid", 0)
    pay_again(order.id, by=shop.client)
    jobs.drain()
    assert again(order).state == "requirements"
    other = shop.ordered(method="sandbox.declined")
    drop_order(other.id, by=shop.client)
    assert again(other).state == "cancelled"
    third = shop.ordered(method="sandbox.declined")
    swept(hours=24, minutes=1)
    assert again(third).state == "cancelled"
    assert Service.objects.get(id=shop.service.id).open_orders == 1


def test_what_cannot_be_ordered_is_refused_and_takes_no_place(shop: Shop) -> None:
    service = shop.service
    refused("order.own_service", place_order, service.id, by=shop.freelancer, package=1)
    refused("service.no_such_package", place_order, service.id, by=shop.client, package=3)
    refused("service.no_such_extra", place_order, service.id, by=shop.client, package=1, extras=(2,))
    refused("service.stale", place_order, service.id, by=shop.client, package=1, revision=99)
    narrow = make_service(shop.hall, shop.freelancer, queue_limit=1)
    shop.ordered(service=narrow)
    refused("service.queue_full", place_order, narrow.id, by=shop.client, package=1)
    pause_service(service.id, by=shop.freelancer)
    refused("service.is_paused", place_order, service.id, by=shop.client, package=1)
    assert Service.objects.get(id=service.id).open_orders == 0


def test_a_suspended_person_orders_nothing_and_is_ordered_from_by_nobody(shop: Shop) -> None:
    Person.objects.filter(id=shop.freelancer.person_id).update(suspended_at=clock.now())
    refused("person.suspended", place_order, shop.service.id, by=shop.client, package=1)
    assert Order.objects.count() == 0


def test_a_change_of_the_service_leaves_placed_orders_as_they_were(shop: Shop) -> None:
    order = shop.ordered()
    save_service(
        shop.service.id, by=shop.freelancer, content=service_content(shop.hall, questions=("Only this?",))
    )
    assert len(again(order).questions) == 2
    refused("order.answers_missing", give_requirements, order.id, by=shop.client, answers=("One",))
    assert give_requirements(order.id, by=shop.client, answers=("One", "Two")).state == "in_progress"


def test_a_stale_click_and_a_stranger_move_nothing(shop: Shop) -> None:
    order = shop.delivered()
    refused("order.stale", accept_order, order.id, by=shop.client, version=order.version - 1)
    stranger = actor_of(make_person("Sam Elsewhere"))
    refused("order.not_found", accept_order, order.id, by=stranger)
    refused("contract.wrong_party", accept_order, order.id, by=shop.freelancer)
    assert again(order).state == "delivered"


def test_nobody_fills_a_queue_without_paying(shop: Shop) -> None:
    slow = [
        place_order(shop.service.id, by=shop.client, package=1, method="sandbox.delayed") for _ in range(3)
    ]
    refused("order.pay_first", place_order, shop.service.id, by=shop.client, package=1)
    assert Service.objects.get(id=shop.service.id).open_orders == len(slow) == 3
    other = actor_of(make_person("Nora Grey", Hat.CLIENT))
    assert place_order(shop.service.id, by=other, package=1).state == "ordered"
