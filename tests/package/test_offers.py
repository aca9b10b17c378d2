"""Asking before an order, and custom offers in that conversation, which become orders of the same machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.contracts.actions.close_offer import decline_offer, withdraw_offer
from hirehall.contracts.models import Offer
from hirehall.conversations.models import Message, Thread
from hirehall.engagements.hourly.actions.accept_offer import accept_offer as accept_hours
from hirehall.engagements.milestone.actions.accept_offer import accept_offer as accept_milestones
from hirehall.engagements.package.actions.accept_offer import accept_offer
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.cancel_order import cancel_order
from hirehall.engagements.package.actions.make_offer import make_offer
from hirehall.engagements.package.actions.open_inquiry import open_inquiry
from hirehall.engagements.package.models import Inquiry, Order
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.market.actions.halt_service import close_service, pause_service
from hirehall.market.models import Service
from hirehall.money import invariants
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import eur
from tests.makers.package import Shop, again, offer_content


@pytest.fixture(autouse=True)
def books(db: None) -> Iterator[None]:
    yield
    assert invariants.check() == []


def soon(days: int = 7) -> date:
    return clock.now().date() + timedelta(days=days)


def asked(shop: Shop) -> Inquiry:
    return open_inquiry(shop.service.id, by=shop.client, text="Can you draw a sign?")


def offered(shop: Shop, **more: Any) -> Offer:
    return make_offer(asked(shop).id, by=shop.freelancer, content=offer_content(**more), valid_until=soon())


def code_of(call: object, *args: object, **more: object) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **more)  # type: ignore[operator]
    return refused.value.code


def browser(who: Any) -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=who.person_id))
    return client


def test_a_conversation_about_a_service_is_one_for_each_client(shop: Shop) -> None:
    first = asked(shop)
    assert asked(shop).id == first.id
    other = actor_of(make_person("Nora Grey", Hat.CLIENT))
    assert open_inquiry(shop.service.id, by=other, text="Can you?").id != first.id
    assert Thread.objects.get(id=first.thread_id).participants.count() == 2
    assert code_of(open_inquiry, shop.service.id, by=shop.freelancer, text="Hi") == "inquiry.own_service"
    pause_service(shop.service.id, by=shop.freelancer)
    assert asked(shop).id == first.id
    close_service(shop.service.id, by=shop.freelancer)
    assert code_of(open_inquiry, shop.service.id, by=shop.client, text="Hi") == "service.not_found"


def test_a_custom_offer_becomes_an_order_that_is_paid_once_and_runs_like_any(shop: Shop) -> None:
    offer = offered(shop)
    assert (offer.state, offer.total_minor) == ("countered", 300_00)
    assert offer.expires_at is not None
    assert offer.expires_at.date() == soon()
    order = accept_offer(offer.id, by=shop.client, key="once")  # type: ignore[call-arg]
    assert accept_offer(offer.id, by=shop.client, key="once").id == order.id  # type: ignore[call-arg]
    jobs.drain()
    order = again(order)
    assert (order.state, order.held.minor, order.client_fee_paid_minor) == ("in_progress", 300_00, 9_00)
    assert (order.days, order.revisions, order.package["number"]) == (5, 1, 0)
    assert Service.objects.get(id=shop.service.id).open_orders == 1
    shop.hand_over(order)
    accept_order(order.id, by=shop.client)
    assert again(order).released_minor == 300_00
    done = Service.objects.get(id=shop.service.id)
    assert (done.open_orders, done.orders_done) == (0, 1)


def test_its_questions_are_asked_before_the_clock_starts(shop: Shop) -> None:
    order = accept_offer(offered(shop, questions=("How wide is the door?",)).id, by=shop.client)
    jobs.drain()
    assert (again(order).state, again(order).due_at) == ("requirements", None)


def test_a_full_or_paused_service_does_not_stand_against_what_was_offered(shop: Shop) -> None:
    offer = offered(shop)
    pause_service(shop.service.id, by=shop.freelancer)
    Service.objects.filter(id=shop.service.id).update(queue_limit=1, open_orders=1)
    accept_offer(offer.id, by=shop.client)
    assert Service.objects.get(id=shop.service.id).open_orders == 2
    jobs.drain()


def test_a_payment_that_fails_leaves_an_order_that_can_be_paid_again(shop: Shop) -> None:
    order = accept_offer(offered(shop).id, by=shop.client, method="sandbox.declined")
    jobs.drain()
    assert again(order).state == "unpaid"


def test_a_new_offer_takes_the_place_of_the_one_on_the_table(shop: Shop) -> None:
    first = offered(shop)
    second = offered(shop, price=eur(250_00))
    first.refresh_from_db()
    assert (first.state, second.state) == ("withdrawn", "countered")
    assert code_of(accept_offer, first.id, by=shop.client) == "offer.not_open"


def test_it_is_declined_withdrawn_or_expires(shop: Shop) -> None:
    declined = offered(shop)
    decline_offer(declined.id, by=shop.client, reason="Too dear for us.")
    assert code_of(accept_offer, declined.id, by=shop.client) == "offer.not_open"
    withdrawn = offered(shop)
    withdraw_offer(withdrawn.id, by=shop.freelancer)
    assert code_of(accept_offer, withdrawn.id, by=shop.client) == "offer.not_open"
    late = offered(shop)
    with clock.later(days=9):
        assert code_of(accept_offer, late.id, by=shop.client) == "offer.expired"
        jobs.run_sweeps()
        jobs.drain()
        late.refresh_from_db()
        assert late.state == "expired"
    assert Order.objects.count() == 0


def test_refusals_of_an_offer(shop: Shop) -> None:
    inquiry = asked(shop)
    stranger = actor_of(make_person("Olga Far", Hat.FREELANCER))
    for wrong, code in (
        ({"by": shop.client}, "contract.wrong_party"),
        ({"by": stranger}, "inquiry.not_found"),
        ({"content": offer_content(price=Money(300_00, "USD"))}, "offer.currency_mismatch"),
        ({"content": offer_content(price=eur(0))}, "offer.price_not_positive"),
        ({"content": offer_content(price=eur(10**10))}, "offer.above_policy"),
        ({"content": offer_content(days=0)}, "offer.days_out_of_range"),
        ({"content": offer_content(revisions=11)}, "offer.revisions_out_of_range"),
        ({"content": offer_content(questions=("x" * 301,))}, "offer.too_many_questions"),
        ({"content": offer_content(scope="short")}, "contract.invalid"),
        ({"valid_until": soon(-1)}, "offer.valid_out_of_range"),
        ({"valid_until": soon(90)}, "offer.valid_out_of_range"),
    ):
        given = {"by": shop.freelancer, "content": offer_content(), "valid_until": soon()} | wrong
        assert code_of(make_offer, inquiry.id, **given) == code, wrong
    assert Offer.objects.count() == 0
    offer = offered(shop)
    assert code_of(accept_offer, offer.id, by=shop.freelancer) == "contract.wrong_party"
    assert code_of(accept_offer, offer.id, by=stranger) == "offer.not_found"
    assert code_of(accept_offer, offer.id, by=shop.client, version=offer.version - 1) == "contract.stale"
    assert code_of(accept_offer, offer.id, by=shop.client, method="gold") == "money.no_such_method"
    Person.objects.filter(id=shop.freelancer.person_id).update(suspended_at=clock.now())
    assert code_of(accept_offer, offer.id, by=shop.client) == "person.suspended"
    assert code_of(offered, shop) == "person.suspended"
    assert Order.objects.count() == Service.objects.get(id=shop.service.id).open_orders == 0


def test_the_whole_way_through_the_pages(shop: Shop) -> None:
    theirs, mine = browser(shop.client), browser(shop.freelancer)
    service = reverse("market:service", args=[shop.service.id])
    ask = reverse("package:ask_first", args=[shop.service.id])
    assert ask in theirs.get(service).content.decode()
    assert ask not in mine.get(service).content.decode()
    assert theirs.get(ask).status_code == 200
    sent = theirs.post(ask, {"text": "Can you draw a sign as well? Call me on +49 30 1234567.", "key": "a"})
    inquiry = Inquiry.objects.get()
    assert sent["Location"] == reverse("conversations:thread", args=[inquiry.thread_id])
    assert "+49 30 1234567" in mine.get(sent["Location"]).content.decode()
    room = reverse("package:inquiry", args=[inquiry.id])
    assert "No offer yet" in theirs.get(room).content.decode()
    form = reverse("package:new_offer", args=[inquiry.id])
    assert theirs.get(form).status_code == 302
    assert mine.get(form).status_code == 200
    line = mine.get(reverse("package:offer_quote", args=[inquiry.id]), {"price": "300"}).content.decode()
    for part in ("€309.00", "€240.00", "€69.00"):
        assert part in line
    typed = {
        "title": "A logo and a sign", "scope": "One logo, and a sign for above the door of the shop.",
        "price": "300", "days": "5", "revisions": "1", "questions": "How wide is the door?",
        "valid_until": soon().isoformat(), "key": "b",
    }  # fmt: skip
    assert "Write an amount" in mine.post(form, typed | {"price": "lots"}).content.decode()
    made = mine.post(form, typed)
    offer = Offer.objects.get()
    address = reverse("package:offer", args=[offer.id])
    assert made["Location"] == address
    assert Message.objects.filter(text__contains=address).count() == 1
    jobs.drain()
    assert "Accept and pay €309.00" in theirs.get(address).content.decode()
    assert "Take it back" in mine.get(address).content.decode()
    theirs.post(
        reverse("package:offer_question", args=[offer.id]), {"text": "In bronze as well?", "key": "c"}
    )
    offer.refresh_from_db()
    assert offer.state == "countered"
    paid = theirs.post(
        reverse("package:offer_acceptance", args=[offer.id]),
        {"method": "sandbox.instant", "version": str(offer.version), "key": "d"},
    )
    order = Order.objects.get()
    assert paid["Location"] == reverse("package:requirements", args=[order.id])
    jobs.drain()
    for who in (theirs, mine):
        assert "This offer was ordered" in who.get(address).content.decode()
        assert "Ordered" in who.get(room).content.decode()
        assert who.get(reverse("package:contract", args=[order.contract_id])).status_code == 200
    stranger = browser(actor_of(make_person("Olga Far", Hat.CLIENT)))
    assert stranger.get(room).status_code == stranger.get(address).status_code == 404


def test_an_order_of_a_custom_offer_that_is_very_late_is_cancelled_with_everything_back(shop: Shop) -> None:
    order = accept_offer(offered(shop).id, by=shop.client)
    jobs.drain()
    for hours in (1, 25):
        Order.objects.filter(id=order.id).update(due_at=clock.now() - timedelta(hours=hours))
        jobs.run_sweeps()
        jobs.drain()
    assert again(order).state == "very_late"
    cancel_order(order.id, by=shop.client)
    assert (again(order).state, again(order).refunded_minor) == ("cancelled", 300_00)


def test_no_other_way_of_working_takes_a_custom_offer(shop: Shop) -> None:
    offer = offered(shop)
    for accept in (accept_milestones, accept_hours):
        assert code_of(accept, offer.id, by=shop.client) == "offer.not_found"
    offer.refresh_from_db()
    assert offer.state == "countered"
