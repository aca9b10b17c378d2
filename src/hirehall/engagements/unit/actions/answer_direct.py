"""A direct order before who was asked: taken on, declined, or left without an answer."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import Claim, PoolOrder
from hirehall.engagements.unit.operations import hold_clock, pass_on, place_at, tell_claim
from hirehall.engagements.unit.states import Place
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("unit.take_on", scope=Scope.CONTRACTS_WRITE)
def take_on(order_id: UUID, *, by: Actor, version: int | None = None) -> PoolOrder:
    """Who was asked takes a direct order on; its hours count from now."""
    order = _asked("take on", order_id, version, by)
    rules.require_time_left(order.answer_by)
    contract_operations.require_nobody_suspended(by.person_id, hold=True)
    contract_operations.require_nobody_suspended(order.posting.client_id)
    now, person_id = clock.now(), by.require_person()
    claim = Claim.objects.create(order=order, person_id=person_id, claimed_at=now, started_at=now)
    order.holder_id, order.claimed_at = person_id, now
    order.due_at = now + timedelta(hours=order.hours)
    place_at(order, Place.WORKING)
    order.questions.filter(asker_id=person_id, claim=None).update(claim=claim)
    hold_clock(order, claim)
    tell_claim(facts.WorkStarted, order.posting, claim, by=by, due_at=order.due_at)
    return order


@action("unit.decline_order", scope=Scope.CONTRACTS_WRITE)
def decline_order(order_id: UUID, *, by: Actor, reason: str = "", version: int | None = None) -> PoolOrder:
    """Who was asked does not take a direct order on: it goes into the pool, or its money back, as the client chose."""
    order = _asked("decline", order_id, version, by)
    name = _name(order)
    clean = contract_rules.require_text(reason, field="reason", least=3, most=500) if reason.strip() else ""
    pass_on(
        order, why=f"{name} does not take it on: {clean}" if clean else f"{name} does not take it on.", by=by
    )
    return order


@action("unit.pass_over")
def pass_over(order_id: UUID, *, by: Actor) -> PoolOrder:
    """Nobody answered a direct order in the policy's hours: the same as if it had been declined."""
    rules.require_clock(by)
    order = queries.pool_order_to_move(order_id)
    rules.require_place("pass over", order)
    rules.require_running(order)
    rules.require_clock_over(order.answer_by)
    pass_on(order, why=f"{_name(order)} did not answer in time.", by=by)
    return order


def _name(order: PoolOrder) -> str:
    return order.writer.name if order.writer else ""


def _asked(move: str, order_id: UUID, version: int | None, by: Actor) -> PoolOrder:
    queries.pool_order_for(by, order_id)
    order = queries.pool_order_to_move(order_id)
    rules.require_asked(order, by)
    rules.require_current(order.posting, version)
    rules.require_place(move, order)
    rules.require_running(order)
    return order
