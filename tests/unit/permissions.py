"""Who may do what with orders of the pool. The client owns; who holds the order is the counterparty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.engagements.unit.actions.answer_delivery import (
    accept_in_silence,
    accept_order,
    ask_check,
    ask_revision,
    miss_revision,
)
from hirehall.engagements.unit.actions.answer_direct import decline_order, pass_over, take_on
from hirehall.engagements.unit.actions.ask_question import answer_question, ask_question
from hirehall.engagements.unit.actions.batch import (
    drop_batch,
    pause_batch,
    post_batch,
    post_row,
    read_batch,
)
from hirehall.engagements.unit.actions.cancel_order import cancel_order, expire_order
from hirehall.engagements.unit.actions.claim_order import (
    claim_order,
    give_back,
    lapse_claim,
    miss_deadline,
    start_work,
)
from hirehall.engagements.unit.actions.decide_check import decide_check, end_check
from hirehall.engagements.unit.actions.deliver_order import deliver_order, revise_order
from hirehall.engagements.unit.actions.export_texts import export_texts, forget_export, keep_export
from hirehall.engagements.unit.actions.face_chargeback import (
    freeze_for_chargeback,
    resume_after_chargeback,
    settle_chargeback,
)
from hirehall.engagements.unit.actions.judge_copy import compare_text, judge_copy
from hirehall.engagements.unit.actions.pay_again import drop_in_silence, drop_order, pay_again
from hirehall.engagements.unit.actions.post_order import order_direct, post_order
from hirehall.engagements.unit.actions.read_work import draw_reading, rate_work, read_work
from hirehall.engagements.unit.actions.set_level import rate_sample, send_sample, set_level
from hirehall.engagements.unit.actions.set_own_price import set_own_prices
from hirehall.engagements.unit.actions.settle_payment import fail_payment, settle_payment
from hirehall.engagements.unit.actions.team import (
    answer_candidate,
    apply_to_team,
    end_membership,
    open_team,
    set_team,
)
from hirehall.engagements.unit.models import CopyFound, KeptText, PoolOrder, Reading, UnitOrder
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.models import Chargeback, Payment
from hirehall.money.rails.driving import drive_payment
from hirehall.money.rails.interface import Charge, Collected, Dispute, Outcome
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.contracts import RAIL
from tests.makers.unit import WHY, Pool, make_pool, words
from tests.permission_case import Case

CLIENT, HOLDER, SYSTEM, STAFF = {"owner"}, {"counterparty"}, {"system"}, {"staff_on"}
PEOPLE = {"owner", "stranger", "counterparty", "staff_off"}
LONG = "The part about oil was asked for and is missing."
Row = tuple[str, set[str], Callable[[Actor], Any]]


def matrix() -> list[Case]:
    hall = make_hall(slug="unit-matrix", of_models={"unit.claims_at_once": 20})
    pool = make_pool(hall, client="Clara Unit", freelancer="Felix Unit")
    rows = [
        *_money(pool),
        *_bulk(pool),
        *_direct(pool),
        *_team(pool),
        *_claims(pool),
        *_work(pool),
        *_levels(pool),
    ]
    return [
        Case(action=f"unit.{name}", call=call, owner=pool.client, counterparty=pool.freelancer, may=may)
        for name, may, call in rows
    ]


def _money(pool: Pool) -> list[Row]:
    slow, paid = _sent(pool, "sandbox.delayed"), _sent(pool, "sandbox.instant")
    drive_payment(paid)
    unpaid, dropping = (pool.posted(method="sandbox.declined").posting_id for _ in range(2))
    PoolOrder.objects.filter(posting_id=dropping).update(drop_at=clock.now())
    standing, over = (pool.posted().posting_id for _ in range(2))
    PoolOrder.objects.filter(posting_id=over).update(expires_at=clock.now())
    case = _case(pool.posted())
    return [
        ("post_order", {"owner", "stranger", "counterparty", "staff_off"}, lambda by: _post(pool, by)),
        ("settle_payment", SYSTEM, lambda by: settle_payment(paid, by=by)),
        ("fail_payment", SYSTEM, lambda by: fail_payment(slow, by=by)),
        ("pay_again", CLIENT, lambda by: pay_again(unpaid, by=by)),
        ("drop_order", CLIENT, lambda by: drop_order(unpaid, by=by)),
        ("drop_in_silence", SYSTEM, lambda by: drop_in_silence(dropping, by=by)),
        ("cancel_order", CLIENT, lambda by: cancel_order(standing, by=by)),
        ("expire_order", SYSTEM, lambda by: expire_order(over, by=by)),
        ("freeze_for_chargeback", SYSTEM, lambda by: freeze_for_chargeback(case, by=by)),
        ("resume_after_chargeback", SYSTEM, lambda by: resume_after_chargeback(case, by=by)),
        ("settle_chargeback", SYSTEM, lambda by: settle_chargeback(case, by=by)),
    ]


def _post(pool: Pool, by: Actor, method: str = "sandbox.instant") -> PoolOrder:
    return post_order(
        pool.hall.id, by=by, title="Care of a table", instructions="How to clean it and how to oil it.",
        what="word", least=300, most=400, level=1, hours=48, method=method,
    )  # fmt: skip


def _sent(pool: Pool, method: str) -> UUID:
    payment_id = _post(pool, pool.client, method).posting.payment_id
    assert payment_id is not None
    return payment_id


def _case(order: PoolOrder) -> UUID:
    """A chargeback that the rail has lost, and that nobody has settled."""
    payment = Payment.objects.get(id=order.posting.payment_id)
    dispute = Dispute("dp_unit_matrix", payment.total, Outcome.FAILED)
    told = Collected(Outcome.SUCCEEDED, (Charge(payment.reference, payment.total, dispute=dispute),))
    record_collection(payment.id, collected=told, by=RAIL)
    return Chargeback.objects.get(payment=payment).id


def _direct(pool: Pool) -> list[Row]:
    taking, declining, late = (pool.asked().posting_id for _ in range(3))
    PoolOrder.objects.filter(posting_id=late).update(answer_by=clock.now())
    writer = pool.freelancer.require_person()
    return [
        ("order_direct", {"owner", "stranger", "staff_off"}, lambda by: order_direct(
            pool.hall.id, writer, by=by, title="A letter", instructions="Two paragraphs, warm and short.",
            what="word", least=300, most=400, hours=24, to_pool=True,
        )),
        ("set_own_prices", HOLDER, lambda by: set_own_prices(pool.hall.id, by=by, prices={"word": 5_00})),
        ("take_on", HOLDER, lambda by: take_on(taking, by=by)),
        ("decline_order", HOLDER, lambda by: decline_order(declining, by=by)),
        ("pass_over", SYSTEM, lambda by: pass_over(late, by=by)),
    ]  # fmt: skip


def _bulk(pool: Pool) -> list[Row]:
    text = "title,instructions,unit,least,most,level,hours\nTiles of clay,One short text for each tile,item,9,9,1,9"
    sent, dropped = (read_batch(pool.hall.id, by=pool.client, text=text).id for _ in range(2))
    bought = accept_order(pool.delivered().id, by=pool.client).id
    packed = export_texts(pool.hall.id, by=pool.client, order_ids=(bought,)).id
    return [
        ("read_batch", {"owner", "stranger", "counterparty", "staff_off"}, lambda by: read_batch(
            pool.hall.id, by=by, text=text
        )),
        ("post_batch", CLIENT, lambda by: post_batch(sent, by=by)),
        ("post_row", SYSTEM, lambda by: post_row(sent, by=by)),
        ("pause_batch", SYSTEM, lambda by: pause_batch(sent, by=by, why="The next line was refused.")),
        ("export_texts", CLIENT, lambda by: export_texts(pool.hall.id, by=by, order_ids=(bought,))),
        ("keep_export", SYSTEM, lambda by: keep_export(packed, by=by, data=b"an archive")),
        ("forget_export", SYSTEM, lambda by: forget_export(packed, by=by)),
        ("drop_batch", CLIENT, lambda by: drop_batch(dropped, by=by)),
    ]  # fmt: skip


def _team(pool: Pool) -> list[Row]:
    about, task = "Product pages for a pottery.", "Five sentences about a bowl that you like."
    team = open_team(pool.hall.id, by=pool.client, name="The pottery", about=about, task=task).id
    other = open_team(pool.hall.id, by=pool.client, name="The kiln", about=about, task=task).id
    row = apply_to_team(team, by=pool.freelancer, text="It is blue, and it holds soup.")
    may = {"owner", "stranger", "counterparty", "staff_off"}
    return [
        ("open_team", may, lambda by: open_team(pool.hall.id, by=by, name="A team", about=about, task=task)),
        ("set_team", CLIENT, lambda by: set_team(team, by=by, is_open=False)),
        ("apply_to_team", may - CLIENT, lambda by: apply_to_team(other, by=by, text="It is blue, and deep.")),
        ("answer_candidate", CLIENT, lambda by: answer_candidate(row.id, by=by, admitted=True, reason=WHY)),
        ("end_membership", CLIENT | HOLDER, lambda by: end_membership(row.id, by=by)),
    ]


def _claims(pool: Pool) -> list[Row]:
    free = pool.posted().posting_id
    claimed, lapsing = (pool.claimed().posting_id for _ in range(2))
    begun, missing = (pool.begun().posting_id for _ in range(2))
    asking, asked = (pool.begun().posting_id for _ in range(2))
    waiting = ask_question(asked, by=pool.freelancer, text="Is it of oak, or of beech?").id
    PoolOrder.objects.filter(posting_id=lapsing).update(decide_by=clock.now())
    PoolOrder.objects.filter(posting_id=missing).update(due_at=clock.now())
    return [
        ("claim_order", HOLDER, lambda by: claim_order(free, by=by)),
        ("ask_question", HOLDER, lambda by: ask_question(asking, by=by, text="Is it of oak, or of beech?")),
        ("answer_question", CLIENT, lambda by: answer_question(waiting, by=by, text="Of oak.")),
        ("start_work", HOLDER, lambda by: start_work(claimed, by=by)),
        ("give_back", HOLDER, lambda by: give_back(begun, by=by)),
        ("lapse_claim", SYSTEM, lambda by: lapse_claim(lapsing, by=by)),
        ("miss_deadline", SYSTEM, lambda by: miss_deadline(missing, by=by)),
        ("deliver_order", HOLDER, lambda by: deliver_order(begun, by=by, text=words(350))),
    ]


def _work(pool: Pool) -> list[Row]:
    delivered, silent = pool.delivered().id, pool.delivered().id
    UnitOrder.objects.filter(id=silent).update(auto_accept_at=clock.now())
    revising, missed = pool.revising().id, pool.revising().id
    UnitOrder.objects.filter(id=missed).update(revise_by=clock.now())
    revised, checked, ending = (pool.revised().id for _ in range(3))
    for work in (checked, ending):
        ask_check(work, by=pool.client, reason=LONG)
    UnitOrder.objects.filter(id=ending).update(check_by=clock.now() - timedelta(seconds=1))
    return [
        ("revise_order", HOLDER, lambda by: revise_order(revising, by=by, text=words(350))),
        ("accept_order", CLIENT, lambda by: accept_order(delivered, by=by)),
        ("accept_in_silence", SYSTEM, lambda by: accept_in_silence(silent, by=by)),
        ("ask_revision", CLIENT, lambda by: ask_revision(delivered, by=by, text=LONG)),
        ("miss_revision", SYSTEM, lambda by: miss_revision(missed, by=by)),
        ("ask_check", CLIENT, lambda by: ask_check(revised, by=by, reason=LONG)),
        ("decide_check", STAFF, lambda by: decide_check(checked, by=by, rejected=True, reason=LONG)),
        ("end_check", SYSTEM, lambda by: end_check(ending, by=by)),
    ]


def _levels(pool: Pool) -> list[Row]:
    writer = pool.freelancer.require_person()
    pool.delivered()
    text = KeptText.objects.filter(compared_at__isnull=False).first()
    copy = CopyFound.objects.filter(text__hall=pool.hall).first()
    assert text is not None
    assert copy is not None
    sample = send_sample(pool.hall.id, by=actor_of(make_person("Sara Sample")), text=words(120))
    bought = accept_order(pool.delivered().id, by=pool.client)
    drawn = Reading.objects.create(
        hall=pool.hall, order=bought, person_id=writer, source="editor", drawn_at=clock.now()
    )
    return [
        ("rate_work", CLIENT, lambda by: rate_work(bought.id, by=by, mark=1)),
        ("draw_reading", SYSTEM, lambda by: draw_reading(bought.id, by=by)),
        ("read_work", STAFF, lambda by: read_work(pool.hall.id, drawn.id, by=by, mark=0)),
        ("rate_sample", STAFF, lambda by: rate_sample(pool.hall.id, sample.id, by=by, level=2, reason=WHY)),
        ("compare_text", SYSTEM, lambda by: compare_text(text.id, by=by)),
        ("judge_copy", STAFF, lambda by: judge_copy(pool.hall.id, copy.id, by=by, is_copy=True, reason=WHY)),
        ("send_sample", PEOPLE, lambda by: send_sample(pool.hall.id, by=by, text=words(120))),
        ("set_level", STAFF, lambda by: set_level(pool.hall.id, writer, by=by, level=3, reason=WHY)),
    ]
