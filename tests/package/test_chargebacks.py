"""A client's bank takes back what was paid for an order: it stands still, and runs on or ends with the case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction

from hirehall.contracts.models import Contract
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.ask_revision import ask_revision
from hirehall.engagements.package.actions.buy_revisions import buy_revisions
from hirehall.engagements.package.actions.cancel_order import (
    agree_to_cancel,
    ask_to_cancel,
    cancel_order,
    decline_cancel,
    withdraw_cancel,
)
from hirehall.engagements.package.actions.deliver_order import deliver_order
from hirehall.engagements.package.actions.extend_order import answer_extension, ask_extension
from hirehall.engagements.package.actions.give_requirements import give_requirements
from hirehall.engagements.package.models import Order
from hirehall.foundation import clock, jobs
from hirehall.foundation.refused import Refused
from hirehall.market.content import PackageContent
from hirehall.market.models import Service
from hirehall.money import invariants
from hirehall.money.models import Chargeback, Refund
from hirehall.money.rails.sandbox.models import Charge
from hirehall.money.rails.sandbox.models import Dispute as Case
from hirehall.money.rails.sandbox.rail import decide_dispute, open_dispute
from tests.makers.contracts import eur
from tests.makers.package import Shop, again, make_service

WHY = "We need it for another purpose now."


@pytest.fixture(autouse=True)
def books(db: None) -> Iterator[None]:
    """A loss that the hall bears is what the books say then; nothing else may be wrong."""
    yield
    assert {one.name for one in invariants.check()} <= {"what_is_held_covers_what_is_owed"}


def charge_of(order: Order) -> Charge:
    return Charge.objects.select_for_update().get(key=f"fund:{order.payment_id}")


def disputed(order: Order) -> None:
    with transaction.atomic():
        open_dispute(charge_of(order))
    jobs.drain()


def decided(order: Order, case: Case) -> Chargeback:
    with transaction.atomic():
        decide_dispute(charge_of(order), as_case=case)
    jobs.drain()
    return Chargeback.objects.get(unit_id=order.id)


def state_of(order: Order) -> str:
    return Contract.objects.get(id=order.contract_id).state


def test_while_a_bank_decides_an_order_stands_still_and_silence_does_not_speak(shop: Shop) -> None:
    order = shop.delivered()
    due = order.auto_accept_at
    assert due is not None
    disputed(order)
    with pytest.raises(Refused) as refused:
        accept_order(order.id, by=shop.client)
    assert (refused.value.code, state_of(order)) == ("contract.frozen", "frozen")
    with clock.later(days=10):
        jobs.run_sweeps()
        jobs.drain()
        assert again(order).state == "delivered"
        decided(order, Case.WON)
        assert again(order).auto_accept_at - due == pytest.approx(  # type: ignore[operator]
            timedelta(days=10), abs=timedelta(minutes=1)
        )


def test_a_wish_to_cancel_that_stood_still_gives_its_time_back_once(shop: Shop) -> None:
    order = shop.begun()
    due = order.due_at
    assert due is not None
    ask = ask_to_cancel(order.id, by=shop.client, reason=WHY)
    with clock.later(hours=1):
        disputed(order)
    with clock.later(days=5, hours=1):
        decided(order, Case.WON)
    with clock.later(days=5, hours=3):
        decline_cancel(ask.id, by=shop.freelancer, reason="Half of it is drawn already.")
    order = again(order)
    assert order.due_at is not None
    assert order.due_at - due == pytest.approx(timedelta(days=5, hours=3), abs=timedelta(minutes=1))


def test_a_lost_case_ends_the_order_and_frees_its_place(shop: Shop) -> None:
    order = shop.begun()
    disputed(order)
    lost = decided(order, Case.LOST)
    assert (again(order).state, state_of(order)) == ("cancelled", "ended")
    assert lost.from_escrow_minor == order.amount_minor
    assert Service.objects.get(id=shop.service.id).open_orders == 0


def test_an_order_that_was_paid_out_stays_accepted_when_the_case_is_lost(shop: Shop) -> None:
    order = shop.delivered()
    accept_order(order.id, by=shop.client)
    disputed(order)
    assert decided(order, Case.LOST).from_escrow_minor == 0
    assert (again(order).state, state_of(order)) == ("accepted", "ended")


def test_nothing_of_an_order_moves_while_its_bank_decides(shop: Shop) -> None:
    """Each move of each side, in the states from which it starts."""
    ordered, begun, delivered = shop.ordered(), shop.begun(), shop.delivered()
    longer = ask_extension(shop.begun().id, by=shop.freelancer, days=2, reason=WHY)
    wish = ask_to_cancel(shop.begun().id, by=shop.client, reason=WHY)
    for order in (ordered, begun, delivered, longer.order, wish.order):
        disputed(again(order))
    theirs, mine = shop.client, shop.freelancer
    moves: list[tuple[Callable[..., object], UUID, dict[str, object]]] = [
        (give_requirements, ordered.id, {"by": theirs, "answers": ("A", "B")}),
        (cancel_order, ordered.id, {"by": theirs}),
        (deliver_order, begun.id, {"by": mine, "note": "All of it."}),
        (ask_extension, begun.id, {"by": theirs, "days": 1, "reason": WHY}),
        (ask_to_cancel, begun.id, {"by": mine, "reason": WHY}),
        (accept_order, delivered.id, {"by": theirs}),
        (ask_revision, delivered.id, {"by": theirs, "text": WHY}),
        (buy_revisions, delivered.id, {"by": theirs}),
        (answer_extension, longer.id, {"by": theirs, "agree": True}),
        (agree_to_cancel, wish.id, {"by": mine}),
        (decline_cancel, wish.id, {"by": mine, "reason": WHY}),
        (withdraw_cancel, wish.id, {"by": theirs}),
    ]
    before = list(Order.objects.order_by("id").values_list("state", "version"))
    for move, about, how in moves:
        with pytest.raises(Refused) as refused:
            move(about, **how)
        assert refused.value.code == "contract.frozen", move
    with clock.later(days=30):
        jobs.run_sweeps()
        jobs.drain()
    assert list(Order.objects.order_by("id").values_list("state", "version")) == before


def test_the_price_of_more_revisions_that_is_charged_back_leaves_the_rest_of_the_order(shop: Shop) -> None:
    order = shop.delivered()
    bought = buy_revisions(order.id, by=shop.client)
    jobs.drain()
    for step in (open_dispute, lambda charge: decide_dispute(charge, as_case=Case.LOST)):
        with transaction.atomic():
            step(Charge.objects.select_for_update().get(key=f"fund:{bought.payment_id}"))
        jobs.drain()
    lost = Chargeback.objects.get(unit_id=order.id)
    order = again(order)
    assert (order.state, state_of(order), lost.from_escrow_minor) == ("delivered", "active", 20_00)
    assert order.held.minor == 100_00
    assert (order.revisions, order.revisions_used) == (1, 0), "what is not paid for is not owed"
    accept_order(order.id, by=shop.client)
    assert again(order).released_minor == 100_00


def with_revisions(shop: Shop) -> tuple[Order, UUID]:
    """A delivered order at odd prices, with one more revision; and the payment of that one."""
    odd = PackageContent(
        title="Odd", scope="One draft.", days=3, revisions=1, price=eur(99_95), revision_price=eur(33_35)
    )
    order = shop.delivered(service=make_service(shop.hall, shop.freelancer, packages=(odd,)))
    bought = buy_revisions(order.id, by=shop.client)
    jobs.drain()
    return order, bought.payment_id


def decide(payment_id: UUID, case: Case) -> None:
    with transaction.atomic():
        charge = Charge.objects.select_for_update().get(key=f"fund:{payment_id}")
        open_dispute(charge) if case is Case.OPENED else decide_dispute(charge, as_case=case)
    jobs.drain()


def test_an_order_whose_price_is_charged_back_ends_and_gives_back_what_its_revisions_hold(shop: Shop) -> None:
    order, _ = with_revisions(shop)
    decide(order.payment_id, Case.OPENED)  # type: ignore[arg-type]
    decide(order.payment_id, Case.LOST)  # type: ignore[arg-type]
    order = again(order)
    assert (order.state, state_of(order), order.held.minor) == ("cancelled", "ended", 0)
    assert (order.refunded_minor, order.client_fee_back_minor) == (133_30, order.client_fee_paid_minor)
    assert (order.revisions, list(order.purchases.values_list("state", flat=True))) == (0, ["returned"])
    assert order.auto_accept_at is None
    assert Service.objects.get(id=order.service_id).open_orders == 0
    refund = Refund.objects.get(unit_id=order.id, key=f"refund:{order.id}:1")
    assert (refund.amount_minor, refund.client_fee_minor, refund.status) == (33_35, 1_00, "settled")


@pytest.mark.parametrize(("ends_as", "back"), [(Case.WON, 1), (Case.LOST, 0)])
def test_while_the_revisions_are_disputed_too_an_order_without_its_price_waits_for_that_bank(
    shop: Shop, ends_as: Case, back: int
) -> None:
    order, revisions = with_revisions(shop)
    for payment_id in (order.payment_id, revisions):
        decide(payment_id, Case.OPENED)  # type: ignore[arg-type]
    decide(order.payment_id, Case.LOST)  # type: ignore[arg-type]
    assert (again(order).held.minor, again(order).state, state_of(order)) == (33_35, "delivered", "frozen")
    decide(revisions, ends_as)
    assert (again(order).held.minor, again(order).state, state_of(order)) == (0, "cancelled", "ended")
    assert Refund.objects.filter(key=f"refund:{order.id}:1").count() == back


def test_a_loss_whose_job_died_is_settled_by_the_sweep_of_all_models(shop: Shop) -> None:
    order = shop.begun()
    disputed(order)
    with transaction.atomic():
        decide_dispute(charge_of(order), as_case=Case.LOST)
    jobs.drain(dropping={"contracts.settle_chargeback"})
    assert state_of(order) == "frozen"
    jobs.run_sweeps()
    jobs.drain()
    assert (again(order).state, state_of(order)) == ("cancelled", "ended")
