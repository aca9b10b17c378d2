"""What runs in the background: the rail's answers, and the clocks of lateness and silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from hirehall.engagements.package import queries
from hirehall.engagements.package.actions.accept_order import accept_in_silence
from hirehall.engagements.package.actions.buy_revisions import fail_revisions, settle_revisions
from hirehall.engagements.package.actions.cancel_order import cancel_in_silence
from hirehall.engagements.package.actions.face_chargeback import (
    freeze_for_chargeback,
    resume_after_chargeback,
    settle_chargeback,
)
from hirehall.engagements.package.actions.pay_again import drop_in_silence
from hirehall.engagements.package.actions.run_late import run_late, run_very_late
from hirehall.engagements.package.actions.settle_payment import fail_payment
from hirehall.engagements.package.actions.settle_payment import settle_payment as settle_payment_of
from hirehall.engagements.package.models import Order, RevisionPurchase
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, system
from hirehall.foundation.facts import read
from hirehall.foundation.jobs import enqueue, job, periodic, unless_moved
from hirehall.money import queries as money_queries
from hirehall.money import rails as money_rails
from hirehall.money.models import Payment

RAIL = system("rail")
CLOCK = system("clock")


@job("package.settle_payment")
def settle_payment(fact_id: str) -> None:
    """A payment has arrived: the order is paid, or what is not awaited goes back."""
    settle_any(UUID(read(fact_id).data["payment_id"]), by=RAIL)


@job("package.payment_failed")
def payment_failed(fact_id: str) -> None:
    fact = read(fact_id)
    fail_any(UUID(fact.data["payment_id"]), by=RAIL, reason=fact.data["reason"])


@job("package.face_chargeback")
def face_chargeback(fact_id: str) -> None:
    """The client's bank wants a payment back: its contract stands still."""
    _with_case(freeze_for_chargeback, fact_id)


@job("package.resume_contract")
def resume_contract(fact_id: str) -> None:
    """The bank let the hall keep the money."""
    _with_case(resume_after_chargeback, fact_id)


@job("package.settle_loss")
def settle_loss(fact_id: str) -> None:
    """A chargeback is lost: take what is still held, and let the ledger say who bears the rest."""
    _settle_loss(UUID(read(fact_id).data["chargeback_id"]))


@job("package.settle_one_loss")
def settle_one_loss(chargeback_id: str) -> None:
    """A loss that got stuck is settled."""
    _settle_loss(UUID(chargeback_id))


@periodic("package.sweep_losses", cron="*/15 * * * *")
def sweep_losses() -> None:
    """Lost chargebacks that nobody has settled: a job that died leaves no contract frozen."""
    for chargeback_id in money_queries.unsettled_chargebacks():
        enqueue(settle_one_loss, once=f"order-loss:{chargeback_id}", chargeback_id=str(chargeback_id))


def _settle_loss(chargeback_id: UUID) -> None:
    if queries.is_order(money_queries.chargeback(chargeback_id).unit_id):
        settle_chargeback(chargeback_id, by=RAIL)


def _with_case(act: Callable[..., Any], fact_id: str) -> None:
    data = read(fact_id).data
    if queries.is_order(UUID(data["unit_id"])):
        act(UUID(data["chargeback_id"]), by=RAIL)


@job("package.accept_in_silence")
def accept_one(order_id: str) -> None:
    unless_moved(accept_in_silence, order_id, by=CLOCK)


@job("package.run_late")
def late_one(order_id: str) -> None:
    unless_moved(run_late, order_id, by=CLOCK)


@job("package.run_very_late")
def very_late_one(order_id: str) -> None:
    unless_moved(run_very_late, order_id, by=CLOCK)


@job("package.drop_in_silence")
def drop_one(order_id: str) -> None:
    unless_moved(drop_in_silence, order_id, by=CLOCK)


@job("package.cancel_in_silence")
def cancel_one(ask_id: str) -> None:
    unless_moved(cancel_in_silence, ask_id, by=CLOCK)


@periodic("package.sweep_orders", cron="*/5 * * * *")
def sweep_orders() -> None:
    """Orders whose clock has run out: one job each, so that one failure holds up nobody else."""
    now = clock.now()
    for name, move, due in (
        ("accept", accept_one, queries.orders_to_accept(now)),
        ("late", late_one, queries.orders_running_late(now)),
        ("very-late", very_late_one, queries.orders_running_very_late(now)),
        ("drop", drop_one, queries.orders_to_drop(now)),
    ):
        for order_id in due:
            enqueue(move, once=f"order-{name}:{order_id}", order_id=str(order_id))
    for ask_id in queries.asks_to_grant(now):
        enqueue(cancel_one, once=f"order-cancel:{ask_id}", ask_id=str(ask_id))


Paid = Order | RevisionPurchase | None


def settle_any(payment_id: UUID, *, by: Actor) -> Paid:
    """A payment has come in for an order or for more revisions; others are left alone."""
    match queries.paid_for_by(payment_id):
        case "order":
            return settle_payment_of(payment_id, by=by)
        case "revisions":
            return settle_revisions(payment_id, by=by)
    return None


def fail_any(payment_id: UUID, *, by: Actor, reason: str = "") -> Paid:
    """A payment for an order or for more revisions could not be collected."""
    match queries.paid_for_by(payment_id):
        case "order":
            return fail_payment(payment_id, by=by, reason=reason)
        case "revisions":
            return fail_revisions(payment_id, by=by, reason=reason)
    return None


def settle_now(payment_id: UUID) -> tuple[Payment, Paid]:
    """See ``money.rails.settle_now``; what was paid for is there when its state followed from the answer."""
    return money_rails.settle_now(payment_id, settle=settle_any, fail=fail_any)
