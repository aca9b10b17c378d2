"""What runs in the background: the rail's answers, and the clocks of the pool and of the work."""

from __future__ import annotations

from uuid import UUID

from hirehall.engagements.unit import operations, queries
from hirehall.engagements.unit.actions import settle_payment as settling
from hirehall.engagements.unit.actions.answer_delivery import accept_in_silence, miss_revision
from hirehall.engagements.unit.actions.answer_direct import pass_over
from hirehall.engagements.unit.actions.batch import POST_JOB, pause_batch, post_row
from hirehall.engagements.unit.actions.cancel_order import expire_order
from hirehall.engagements.unit.actions.claim_order import lapse_claim, miss_deadline
from hirehall.engagements.unit.actions.decide_check import end_check
from hirehall.engagements.unit.actions.export_texts import forget_export, keep_export
from hirehall.engagements.unit.actions.judge_copy import compare_text
from hirehall.engagements.unit.actions.pay_again import drop_in_silence
from hirehall.engagements.unit.actions.read_work import draw_reading
from hirehall.engagements.unit.models import PoolOrder
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, system
from hirehall.foundation.facts import read
from hirehall.foundation.jobs import enqueue, job, periodic, unless_moved
from hirehall.foundation.refused import Refused
from hirehall.money import queries as money_queries
from hirehall.money import rails as money_rails
from hirehall.money.models import Payment
from hirehall.money.states import PaymentStatus

RAIL = system("rail")
CLOCK = system("clock")


@job("unit.settle_payment")
def settle_payment(fact_id: str) -> None:
    """A payment has arrived: the order is in the pool, or what is not awaited goes back."""
    settle_any(UUID(read(fact_id).data["payment_id"]), by=RAIL)


@job("unit.payment_failed")
def payment_failed(fact_id: str) -> None:
    fact = read(fact_id)
    fail_any(UUID(fact.data["payment_id"]), by=RAIL, reason=fact.data["reason"])


@job("unit.lapse_claim")
def lapse_one(order_id: str) -> None:
    unless_moved(lapse_claim, order_id, by=CLOCK)


@job("unit.pass_over")
def pass_one_over(order_id: str) -> None:
    unless_moved(pass_over, order_id, by=CLOCK)


@job("unit.miss_deadline")
def miss_one(order_id: str) -> None:
    unless_moved(miss_deadline, order_id, by=CLOCK)


@job("unit.expire_order")
def expire_one(order_id: str) -> None:
    unless_moved(expire_order, order_id, by=CLOCK)


@job("unit.drop_in_silence")
def drop_one(order_id: str) -> None:
    unless_moved(drop_in_silence, order_id, by=CLOCK)


@job("unit.accept_in_silence")
def accept_one(order_id: str) -> None:
    unless_moved(accept_in_silence, order_id, by=CLOCK)


@job("unit.miss_revision")
def revision_missed(order_id: str) -> None:
    unless_moved(miss_revision, order_id, by=CLOCK)


@job("unit.end_check")
def end_one_check(order_id: str) -> None:
    unless_moved(end_check, order_id, by=CLOCK)


@job("unit.compare_texts")
def compare_texts(fact_id: str) -> None:
    """What was handed in, or sent for a level, is compared with the hall's texts."""
    data = read(fact_id).data
    for text_id in queries.texts_to_compare(UUID(data.get("contract_id") or data["sample_id"])):
        compare_text(text_id, by=CLOCK)


@job(POST_JOB, queue="slow")
def post_batch(batch_id: str) -> None:
    """Post what is left of a file, line by line, each with its payment; whoever is killed is followed by another.

    It stops at the first line that is refused, and at the first payment that does not come by itself.
    """
    while True:
        try:
            order = post_row(UUID(batch_id), by=CLOCK)
        except Refused as refused:
            pause_batch(UUID(batch_id), by=CLOCK, why=refused.sentence)
            return
        if order is None:
            return
        why = _why_unpaid(order.posting.payment_id)
        if why:
            pause_batch(UUID(batch_id), by=CLOCK, why=f"“{order.posting.title}”: {why}")
            return


def _why_unpaid(payment_id: UUID | None) -> str:
    if payment_id is None:
        return ""
    payment, _ = settle_now(payment_id)
    if payment.status == PaymentStatus.FAILED:
        return "its payment did not go through, and nothing was taken. Pay it again there; go on here."
    if payment.status == PaymentStatus.PENDING and not payment.reference:
        return (
            "the payment service does not answer now; its payment is tried again by itself. Go on here later."
        )
    if payment.status == PaymentStatus.PENDING and payment.next_href:
        return "its payment waits for you at your bank. Confirm it there, and pay the others another way."
    return ""


@job("unit.draw_reading")
def draw_for_reading(fact_id: str) -> None:
    """Of accepted work, a share is drawn for an editor to read."""
    draw_reading(UUID(read(fact_id).data["contract_id"]), by=CLOCK)


@job("unit.pack_texts", queue="slow")
def pack_texts(fact_id: str) -> None:
    """Make an archive of accepted texts; made again after a crash, it is the same."""
    export = queries.export_to_pack(UUID(read(fact_id).data["export_id"]))
    if export is None:
        return
    data = queries.archive_of(export, tell=lambda done: operations.note_packed(export.id, done))
    keep_export(export.id, by=CLOCK, data=data)


@periodic("unit.forget_exports", cron="17 3 * * *")
def forget_exports() -> None:
    for export_id in queries.exports_to_forget(clock.now()):
        forget_export(export_id, by=CLOCK)


@periodic("unit.sweep_pool", cron="* * * * *")
def sweep_pool() -> None:
    """Claims whose minutes are over, each minute: an order that nobody decides about is in the pool again."""
    now = clock.now()
    for name, move, due in (
        ("lapse", lapse_one, queries.claims_to_lapse(now)),
        ("miss", miss_one, queries.claims_to_miss(now)),
    ):
        for order_id in due:
            enqueue(move, once=f"unit-{name}:{order_id}", order_id=str(order_id))


@periodic("unit.sweep_orders", cron="*/5 * * * *")
def sweep_orders() -> None:
    """Orders whose clock has run out: one job each, so that one failure holds up nobody else."""
    now = clock.now()
    for name, move, due in (
        ("drop", drop_one, queries.orders_to_drop(now)),
        ("pass", pass_one_over, queries.askings_to_pass_over(now)),
        ("expire", expire_one, queries.orders_to_expire(now)),
        ("accept", accept_one, queries.works_to_accept(now)),
        ("revision", revision_missed, queries.revisions_to_miss(now)),
        ("check", end_one_check, queries.checks_to_end(now)),
    ):
        for order_id in due:
            enqueue(move, once=f"unit-{name}:{order_id}", order_id=str(order_id))


def settle_any(payment_id: UUID, *, by: Actor) -> PoolOrder | None:
    """A payment has come in for an order of this model; others are left alone."""
    if not queries.is_ours(money_queries.payment(payment_id).unit_id):
        return None
    return settling.settle_payment(payment_id, by=by)


def fail_any(payment_id: UUID, *, by: Actor, reason: str = "") -> PoolOrder | None:
    """A payment for an order of this model could not be collected."""
    if not queries.is_ours(money_queries.payment(payment_id).unit_id):
        return None
    return settling.fail_payment(payment_id, by=by, reason=reason)


def settle_now(payment_id: UUID) -> tuple[Payment, PoolOrder | None]:
    """See ``money.rails.settle_now``; the order is there when its state followed from the answer."""
    return money_rails.settle_now(payment_id, settle=settle_any, fail=fail_any)
