"""Who may do what with orders. The client owns; the freelancer is the counterparty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.engagements.package.actions.accept_offer import accept_offer
from hirehall.engagements.package.actions.accept_order import accept_in_silence, accept_order
from hirehall.engagements.package.actions.answer_request import answer_request
from hirehall.engagements.package.actions.ask_about_offer import ask_about_offer
from hirehall.engagements.package.actions.ask_revision import ask_revision
from hirehall.engagements.package.actions.buy_revisions import (
    buy_revisions,
    fail_revisions,
    settle_revisions,
)
from hirehall.engagements.package.actions.cancel_order import (
    agree_to_cancel,
    ask_to_cancel,
    cancel_in_silence,
    cancel_order,
    decline_cancel,
    withdraw_cancel,
)
from hirehall.engagements.package.actions.deliver_order import deliver_order
from hirehall.engagements.package.actions.extend_order import answer_extension, ask_extension
from hirehall.engagements.package.actions.face_chargeback import (
    freeze_for_chargeback,
    resume_after_chargeback,
    settle_chargeback,
)
from hirehall.engagements.package.actions.give_requirements import give_requirements
from hirehall.engagements.package.actions.make_offer import make_offer
from hirehall.engagements.package.actions.open_inquiry import open_inquiry
from hirehall.engagements.package.actions.pay_again import drop_in_silence, drop_order, pay_again
from hirehall.engagements.package.actions.place_order import place_order
from hirehall.engagements.package.actions.remind_client import remind_client
from hirehall.engagements.package.actions.run_late import run_late, run_very_late
from hirehall.engagements.package.actions.settle_payment import fail_payment, settle_payment
from hirehall.engagements.package.models import Ask, Order
from hirehall.engagements.package.operations import OfferContent
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.models import Chargeback, Payment
from hirehall.money.rails.driving import drive_payment
from hirehall.money.rails.interface import Charge, Collected, Dispute, Outcome
from tests.makers.base import make_hall
from tests.makers.contracts import RAIL, eur
from tests.makers.package import Shop, make_service, make_shop
from tests.makers.requests import opened
from tests.permission_case import Case

CLIENT, FREELANCER, BOTH, SYSTEM = {"owner"}, {"counterparty"}, {"owner", "counterparty"}, {"system"}
ANYBODY_ELSE = {"owner", "stranger", "staff_off"}
WHY = "We need it for another purpose now."
Row = tuple[str, set[str], Callable[[Actor], Any]]


def matrix() -> list[Case]:
    shop = make_shop(make_hall(slug="package-matrix"), client="Clara Package", freelancer="Felix Package")
    rows = [*_money(shop), *_work(shop), *_asks(shop), *_on_top(shop), *_offers(shop)]
    return [
        Case(action=f"package.{name}", call=call, owner=shop.client, counterparty=shop.freelancer, may=may)
        for name, may, call in rows
    ]


def _money(shop: Shop) -> list[Row]:
    service = shop.service
    slow = place_order(service.id, by=shop.client, package=1, method="sandbox.delayed")
    paid = place_order(service.id, by=shop.client, package=1)
    drive_payment(paid.payment_id)  # type: ignore[arg-type]
    unpaid, dropping = (_unpaid(shop) for _ in range(2))
    Order.objects.filter(id=dropping.id).update(drop_at=clock.now())
    case = _case(shop.ordered())
    return [
        ("place_order", ANYBODY_ELSE, lambda by: place_order(service.id, by=by, package=1)),
        ("settle_payment", SYSTEM, lambda by: settle_payment(paid.payment_id, by=by)),  # type: ignore[arg-type]
        ("fail_payment", SYSTEM, lambda by: fail_payment(slow.payment_id, by=by)),  # type: ignore[arg-type]
        ("pay_again", CLIENT, lambda by: pay_again(unpaid.id, by=by)),
        ("drop_order", CLIENT, lambda by: drop_order(unpaid.id, by=by)),
        ("drop_in_silence", SYSTEM, lambda by: drop_in_silence(dropping.id, by=by)),
        ("freeze_for_chargeback", SYSTEM, lambda by: freeze_for_chargeback(case, by=by)),
        ("resume_after_chargeback", SYSTEM, lambda by: resume_after_chargeback(case, by=by)),
        ("settle_chargeback", SYSTEM, lambda by: settle_chargeback(case, by=by)),
    ]


def _unpaid(shop: Shop) -> Order:
    service = make_service(shop.hall, shop.freelancer)
    order = place_order(service.id, by=shop.client, package=1, method="sandbox.delayed")
    return fail_payment(order.payment_id, by=RAIL, reason="declined")  # type: ignore[arg-type]


def _case(order: Order) -> UUID:
    """A chargeback that the rail has lost, and that nobody has settled."""
    payment = Payment.objects.get(id=order.payment_id)
    dispute = Dispute("dp_package_matrix", payment.total, Outcome.FAILED)
    told = Collected(Outcome.SUCCEEDED, (Charge(payment.reference, payment.total, dispute=dispute),))
    record_collection(payment.id, collected=told, by=RAIL)
    return Chargeback.objects.get(payment=payment).id


def _work(shop: Shop) -> list[Row]:
    ordered, begun, delivered, silent = shop.ordered(), shop.begun(), shop.delivered(), shop.delivered()
    late, very_late = shop.begun(), shop.begun()
    Order.objects.filter(id=silent.id).update(auto_accept_at=clock.now())
    Order.objects.filter(id=late.id).update(due_at=clock.now())
    Order.objects.filter(id=very_late.id).update(due_at=clock.now() - timedelta(days=3), state="late")
    answers = ("A bakery", "Warm ones")
    return [
        ("give_requirements", CLIENT, lambda by: give_requirements(ordered.id, by=by, answers=answers)),
        ("remind_client", SYSTEM, lambda by: remind_client(ordered.id, by=by)),
        ("deliver_order", FREELANCER, lambda by: deliver_order(begun.id, by=by, note="All of it.")),
        ("accept_order", CLIENT, lambda by: accept_order(delivered.id, by=by)),
        ("accept_in_silence", SYSTEM, lambda by: accept_in_silence(silent.id, by=by)),
        ("ask_revision", CLIENT, lambda by: ask_revision(delivered.id, by=by, text=WHY)),
        ("run_late", SYSTEM, lambda by: run_late(late.id, by=by)),
        ("run_very_late", SYSTEM, lambda by: run_very_late(very_late.id, by=by)),
        ("cancel_order", CLIENT, lambda by: cancel_order(ordered.id, by=by)),
    ]


def _on_top(shop: Shop) -> list[Row]:
    begun, paid, failing = shop.begun(), shop.begun(), shop.begun()
    one, two = buy_revisions(paid.id, by=shop.client), buy_revisions(failing.id, by=shop.client)
    drive_payment(one.payment_id)
    return [
        ("buy_revisions", CLIENT, lambda by: buy_revisions(begun.id, by=by)),
        ("settle_revisions", SYSTEM, lambda by: settle_revisions(one.payment_id, by=by)),
        ("fail_revisions", SYSTEM, lambda by: fail_revisions(two.payment_id, by=by)),
    ]


def _offers(shop: Shop) -> list[Row]:
    inquiry = open_inquiry(shop.service.id, by=shop.client, text="Can you?")
    content = OfferContent(
        title="A sign as well", scope="A sign for above the door.", days=3, revisions=1, price=eur(90_00)
    )
    until = clock.now().date() + timedelta(days=3)
    offer = make_offer(inquiry.id, by=shop.freelancer, content=content, valid_until=until)
    request, beside = opened(shop.hall, shop.freelancer, shop.client), shop.service.id
    return [
        (
            "answer_request",
            FREELANCER,
            lambda by: answer_request(
                request.id, by=by, service_id=beside, content=content, valid_until=until
            ),
        ),
        ("open_inquiry", ANYBODY_ELSE, lambda by: open_inquiry(shop.service.id, by=by, text="Can you?")),
        (
            "make_offer",
            FREELANCER,
            lambda by: make_offer(inquiry.id, by=by, content=content, valid_until=until),
        ),
        ("ask_about_offer", CLIENT, lambda by: ask_about_offer(offer.id, by=by, text="In bronze?")),
        ("accept_offer", CLIENT, lambda by: accept_offer(offer.id, by=by)),
    ]


def _asks(shop: Shop) -> list[Row]:
    begun = shop.begun()
    wish = ask_to_cancel(shop.begun().id, by=shop.client, reason=WHY)
    silent = ask_to_cancel(shop.begun().id, by=shop.client, reason=WHY)
    Ask.objects.filter(id=silent.id).update(answer_by=clock.now())
    longer = ask_extension(shop.begun().id, by=shop.client, days=2, reason=WHY)
    return [
        ("ask_to_cancel", BOTH, lambda by: ask_to_cancel(begun.id, by=by, reason=WHY)),
        ("agree_to_cancel", FREELANCER, lambda by: agree_to_cancel(wish.id, by=by)),
        ("decline_cancel", FREELANCER, lambda by: decline_cancel(wish.id, by=by, reason=WHY)),
        ("withdraw_cancel", CLIENT, lambda by: withdraw_cancel(wish.id, by=by)),
        ("cancel_in_silence", SYSTEM, lambda by: cancel_in_silence(silent.id, by=by)),
        ("ask_extension", BOTH, lambda by: ask_extension(begun.id, by=by, days=2, reason=WHY)),
        ("answer_extension", FREELANCER, lambda by: answer_extension(longer.id, by=by, agree=True)),
    ]
