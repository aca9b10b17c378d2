"""What is refused moves nothing; a bank that wants its payment back stops an order wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.answer_delivery import accept_order, ask_check, ask_revision
from hirehall.engagements.unit.actions.cancel_order import cancel_order
from hirehall.engagements.unit.actions.claim_order import claim_order, give_back, start_work
from hirehall.engagements.unit.actions.decide_check import decide_check
from hirehall.engagements.unit.actions.deliver_order import deliver_order, revise_order
from hirehall.engagements.unit.actions.set_level import send_sample, set_level
from hirehall.engagements.unit.models import PoolOrder, UnitOrder
from hirehall.engagements.unit.queries import level_of, levels_of
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.models import Chargeback, Payment
from hirehall.money.rails.driving import RAIL
from hirehall.money.rails.interface import Charge as Told
from hirehall.money.rails.interface import Collected, Dispute, Outcome
from hirehall.money.rails.sandbox.models import Charge
from hirehall.money.rails.sandbox.models import Dispute as Case
from hirehall.money.rails.sandbox.rail import decide_dispute, open_dispute
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.actions.suspend_person import suspend_person
from hirehall.people.models import Membership
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.unit import WHY, Pool, again, make_pool, pool_again, words

LONG = "The part about oil was asked for and is missing."


def code_of(call: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    assert invariants.check() == []
    return refused.value.code


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"least": 500}, "unit.bounds"),
        ({"what": "poem"}, "unit.unknown_unit"),
        ({"level": 4}, "unit.unknown_level"),
        ({"hours": 0}, "unit.hours"),
        ({"price_seen": 151}, "unit.stale"),
        ({"least": 100_000, "most": 100_000, "what": "page", "level": 3}, "unit.above_policy"),
    ],
)
def test_what_cannot_be_posted(pool: Pool, more: dict[str, Any], code: str) -> None:
    assert code_of(lambda: pool.posted(**more)) == code
    assert not PoolOrder.objects.exists()


def test_what_a_hall_does_not_offer_is_not_posted(db: None) -> None:
    off = make_pool(make_hall(of_models={"unit.offered": 0}))
    assert code_of(off.posted) == "hall.way_off"


def test_an_order_whose_least_costs_nothing_is_not_posted(db: None) -> None:
    cheap = make_pool(make_hall(of_models={"unit.word_price_1": 20}))
    assert code_of(lambda: cheap.posted(least=2)) == "unit.costs_nothing"
    assert cheap.posted(least=3).state == "pool"


def test_who_cannot_claim_and_when(pool: Pool) -> None:
    order = pool.posted(level=2)
    low, other = pool.writer("Lena Low"), pool.writer("Otto Other", level=2)
    stale = order.posting.version
    assert code_of(lambda: claim_order(order.pk, by=low)) == "unit.level_too_low"
    assert code_of(lambda: claim_order(order.pk, by=pool.client)) == "unit.own_order"
    claim_order(order.pk, by=other, version=stale)
    assert code_of(lambda: claim_order(order.pk, by=pool.freelancer)) == "unit.claimed"
    assert code_of(lambda: start_work(order.pk, by=other, version=stale)) == "unit.stale"
    assert code_of(lambda: cancel_order(order.pk, by=pool.client)) == "unit.claimed"
    following = pool.posted()
    assert code_of(lambda: claim_order(following.pk, by=other)) == "unit.holds_enough"
    give_back(order.pk, by=other)
    claim_order(order.pk, by=other)
    with clock.later(minutes=10):
        assert code_of(lambda: start_work(order.pk, by=other)) == "unit.clock_passed"
    give_back(order.pk, by=other)
    assert code_of(lambda: claim_order(order.pk, by=other)) == "unit.looked_enough"
    suspend_person(other.require_person(), by=pool.editor, reason="Spam to forty members")
    assert code_of(lambda: claim_order(following.pk, by=other)) == "person.suspended"


def test_what_is_out_of_bounds_late_or_nothing_is_not_handed_in(pool: Pool) -> None:
    order = pool.begun()

    def hand_in(text: str) -> Any:
        return deliver_order(order.pk, by=pool.freelancer, text=text)

    assert code_of(lambda: hand_in(words(299))) == "unit.too_few"
    assert code_of(lambda: hand_in(words(401))) == "unit.too_many"
    assert code_of(lambda: hand_in("  ")) == "unit.nothing"
    assert code_of(lambda: deliver_order(order.pk, by=pool.client, text=words(300))) == "unit.wrong_party"
    with clock.later(hours=48):
        assert code_of(lambda: hand_in(words(300))) == "unit.clock_passed"
    assert pool_again(order).state == "working"
    assert not UnitOrder.objects.exists()


def test_items_are_declared_and_pages_are_counted_by_the_hall(pool: Pool) -> None:
    items = pool.begun(what="item", least=10, most=20)
    assert code_of(lambda: deliver_order(items.pk, by=pool.freelancer, text="All.")) == "unit.count_missing"
    deliver_order(items.pk, by=pool.freelancer, text="All of them.", count=12)
    pages = pool.delivered(count=501, what="page", least=1, most=4)
    assert (again(items).count, again(pages).count) == (12, 3)


def test_nothing_is_counted_of_who_may_not_hand_in_or_of_too_much(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    revising, begun = pool.revising().id, pool.begun().pk
    stranger, text, long = pool.writer("Otto Other"), words(300), "a" * 200_001
    monkeypatch.setattr(queries, "counting_of", lambda *_, **__: pytest.fail("counted"))
    for act, order_id in ((revise_order, revising), (deliver_order, begun)):
        assert code_of(partial(act, order_id, by=stranger, text=text)) == "order.not_found"
        assert code_of(partial(act, order_id, by=pool.freelancer, text=long)) == "unit.too_long"
    assert code_of(lambda: revise_order(revising, by=pool.client, text=text)) == "contract.wrong_party"
    assert code_of(lambda: deliver_order(begun, by=pool.client, text=text)) == "unit.wrong_party"


def test_a_rejection_needs_a_revision_first_and_revisions_end(pool: Pool) -> None:
    work = pool.delivered()
    assert code_of(lambda: ask_check(work.id, by=pool.client, reason=LONG)) == "unit.revision_first"
    assert code_of(lambda: accept_order(work.id, by=pool.client, version=99)) == "unit.stale"
    with clock.later(hours=96):
        assert code_of(lambda: ask_revision(work.id, by=pool.client, text=LONG)) == "unit.clock_passed"
    UnitOrder.objects.filter(id=work.id).update(revisions=2)
    assert code_of(lambda: ask_revision(work.id, by=pool.client, text=LONG)) == "unit.no_revision_left"


def checked(pool: Pool, **more: Any) -> UnitOrder:
    return ask_check(pool.revised(**more).id, by=pool.client, reason=LONG)


def test_a_check_is_decided_until_its_date(pool: Pool) -> None:
    work = checked(pool)
    with clock.later(days=7):
        for rejected in (True, False):
            late = partial(decide_check, work.id, by=pool.editor, rejected=rejected, reason=LONG)
            assert code_of(late) == "unit.clock_passed"
    assert decide_check(work.id, by=pool.editor, rejected=True, reason=LONG).state == "rejected"


@pytest.mark.parametrize("role", ["owner", "billing"])
def test_nobody_decides_about_an_order_of_their_organisation(pool: Pool, role: str) -> None:
    owner = make_person("Ona Owner", Hat.CLIENT)
    house = make_organisation(by=actor_of(owner), name="Grey & Sons", kind="client")
    pool.client = actor_of(owner)
    work = checked(pool, organisation_id=house.id)
    decide = partial(decide_check, work.id, by=pool.editor, rejected=True, reason=LONG)
    one = Membership.objects.create(
        organisation=house, person_id=pool.editor.require_person(), role=role, joined_at=clock.now()
    )
    assert code_of(decide) == "unit.own_case"
    contract = again(work).contract
    contract.organisation_id, contract.agency_id = None, house.id
    assert queries.is_party_to(contract, pool.editor.require_person())
    one.delete()
    assert not queries.is_party_to(contract, pool.editor.require_person())
    assert decide().state == "rejected"


def test_a_level_has_a_history_and_an_appeal_that_is_answered_once(pool: Pool) -> None:
    who = pool.freelancer.require_person()
    send_sample(pool.hall.id, by=pool.freelancer, text="My newer texts are better, please look again.")
    assert code_of(lambda: send_sample(pool.hall.id, by=pool.freelancer, text=LONG)) == "unit.sample_waits"
    set_level(pool.hall.id, who, by=pool.editor, level=3, reason=WHY)
    assert code_of(lambda: send_sample(pool.hall.id, by=pool.freelancer, text=LONG)) == "unit.sample_too_soon"
    assert (level_of(pool.hall.id, who), len(levels_of(pool.hall.id, who))) == (3, 2)
    itself = pool.editor.require_person()
    own = code_of(lambda: set_level(pool.hall.id, itself, by=pool.editor, level=3, reason=WHY))
    assert own == "unit.own_level"


def disputed(payment_id: UUID | None) -> None:
    with transaction.atomic():
        open_dispute(Charge.objects.select_for_update().get(key=f"fund:{payment_id}"))
    jobs.drain()


def decided(payment_id: UUID | None, case: Case) -> None:
    with transaction.atomic():
        decide_dispute(Charge.objects.select_for_update().get(key=f"fund:{payment_id}"), as_case=case)
    jobs.drain()


def test_an_order_in_somebodys_hands_stands_still_and_runs_on_when_the_case_is_won(pool: Pool) -> None:
    order = pool.begun()
    due, payment = order.due_at, order.posting.payment_id
    assert due is not None
    disputed(payment)
    assert code_of(lambda: deliver_order(order.pk, by=pool.freelancer, text=words(300))) == "unit.frozen"
    with clock.later(days=3):
        jobs.run_sweeps()
        decided(payment, Case.WON)
        order = pool_again(order)
        assert (order.state, order.frozen_at) == ("working", None)
        assert order.due_at is not None
        assert order.due_at - due == pytest.approx(timedelta(days=3), abs=timedelta(minutes=1))
        deliver_order(order.pk, by=pool.freelancer, text=words(300))


@pytest.mark.parametrize("taken", [False, True])
def test_a_lost_case_ends_the_order_in_the_pool_or_under_its_contract(pool: Pool, taken: bool) -> None:
    order = pool_again(pool.delivered()) if taken else pool.begun()
    payment = order.posting.payment_id
    disputed(payment)
    decided(payment, Case.LOST)
    if taken:
        assert (again(order).state, again(order).contract.state) == ("charged_back", "ended")
    else:
        order = pool_again(order)
        assert (order.state, order.holder_id, order.posting.refunded_minor) == ("cancelled", None, 6_00)
    assert {one.name for one in invariants.check()} <= {"what_is_held_covers_what_is_owed"}


@pytest.mark.parametrize("taken", [False, True])
def test_a_part_that_the_bank_took_ends_what_nobody_delivered_and_is_missing_from_what_was(
    pool: Pool, taken: bool
) -> None:
    order = pool_again(pool.delivered()) if taken else pool.begun()
    payment = Payment.objects.get(id=order.posting.payment_id)
    held = payment.amount_minor
    wanted = Dispute("dp_1", Money(payment.total.minor // 2, payment.currency), Outcome.FAILED, "Not agreed.")
    told = Collected(Outcome.SUCCEEDED, (Told(payment.reference, payment.total, dispute=wanted),))
    record_collection(payment.id, collected=told, by=RAIL)
    jobs.drain()
    chargeback = Chargeback.objects.get()
    assert chargeback.settled_at is not None
    if taken:
        work = again(order)
        assert (work.state, work.held.minor) == ("delivered", held - chargeback.from_escrow_minor)
        accept_order(order.pk, by=pool.client)
        assert (again(order).state, again(order).held.minor) == ("accepted", 0)
    else:
        order = pool_again(order)
        assert (order.state, order.posting.held.minor, order.posting.refunded_minor) == ("cancelled", 0, held)
    assert {one.name for one in invariants.check()} <= {"what_is_held_covers_what_is_owed"}
