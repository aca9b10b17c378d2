"""What runs in the background: the rail's answers, and the clocks of lateness and silence."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hirehall.conversations import operations as conversations
from hirehall.engagements.package import queries
from hirehall.engagements.package.actions.accept_order import accept_in_silence
from hirehall.engagements.package.actions.buy_revisions import fail_revisions, settle_revisions
from hirehall.engagements.package.actions.cancel_order import cancel_in_silence
from hirehall.engagements.package.actions.pay_again import drop_in_silence
from hirehall.engagements.package.actions.run_late import run_late, run_very_late
from hirehall.engagements.package.actions.settle_payment import fail_payment
from hirehall.engagements.package.actions.settle_payment import settle_payment as settle_payment_of
from hirehall.engagements.package.models import Order, RevisionPurchase
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, system
from hirehall.foundation.facts import read
from hirehall.foundation.jobs import enqueue, job, periodic, unless_moved
from hirehall.money import rails as money_rails
from hirehall.money.models import Payment
from hirehall.people.queries import hiring_members, hiring_since

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


@job("package.join_threads")
def join_threads(fact_id: str) -> None:
    """Somebody hires for a client, or manages an agency, from now on: they join what is asked about services."""
    hiring = hiring_since(read(fact_id).data)
    if hiring is None:
        return
    person_id, organisation_id = hiring
    with transaction.atomic():
        for hat, ids in queries.inquiries_of(organisation_id, besides=person_id).items():
            conversations.join_threads(person_id, subject_kind="inquiry", subject_ids=ids, hat=hat)


@job("package.leave_threads")
def leave_threads(fact_id: str) -> None:
    """Who has left, or acts for it no more, leaves what was asked to those who do."""
    data = read(fact_id).data
    if hiring_since(data) is not None:  # asked in again meanwhile, or their new role hires too
        return
    person_id, organisation_id = UUID(data["person_id"]), UUID(data["organisation_id"])
    heirs = hiring_members(organisation_id)
    with transaction.atomic():
        for hat, ids in queries.inquiries_of(organisation_id, besides=person_id).items():
            conversations.leave_threads(
                person_id, subject_kind="inquiry", subject_ids=ids, heirs=heirs, hat=hat
            )


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
