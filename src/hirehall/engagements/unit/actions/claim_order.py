"""Who holds an order of the pool: a claim, the decision about it, and the ways back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import Claim, PoolOrder
from hirehall.engagements.unit.operations import hold_clock, leave, place_at, tell_claim
from hirehall.engagements.unit.states import Left, Place
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, ActorKind, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.operations import require_member


@action("unit.claim_order", scope=Scope.CONTRACTS_WRITE)
def claim_order(order_id: UUID, *, by: Actor, version: int | None = None) -> PoolOrder:
    """A freelancer whose level allows it claims an order: nobody else can, for the policy's minutes.

    The person is locked before the order, so two orders at once cannot both pass a cap of one.
    """
    person_id = by.require_person()
    contract_operations.require_nobody_suspended(person_id, hold=True)
    order = queries.pool_order_to_move(order_id)
    posting = order.posting
    if by.kind is not ActorKind.PERSON:
        raise Refused("unit.wrong_party", "Only freelancers claim orders.", because=Because.FORBIDDEN)
    require_member(order.hall_id, by=by)
    if by.is_client_side(posting.client_id, posting.organisation_id):
        raise Refused("unit.own_order", "This is your own order.", because=Because.FORBIDDEN)
    if order.team_id is None:
        rules.require_level(queries.level_of(order.hall_id, person_id), order)
    elif not queries.is_of_team(order.team_id, person_id):
        raise Refused("unit.not_of_team", "Only the team sees this order.", because=Because.NOT_FOUND)
    rules.require_current(posting, version)
    rules.require_place("claim", order)
    rules.require_running(order)
    contract_operations.require_nobody_suspended(posting.client_id)
    number = posting.policy.number
    if queries.count_claimed(order.hall_id, person_id) >= number("unit.claims_at_once"):
        raise Refused(
            "unit.holds_enough", "Hand in or give back what you hold first; then claim the next order."
        )
    if order.claims.filter(person_id=person_id).count() >= rules.MOST_LOOKS:
        raise Refused("unit.looked_enough", "You have held this order twice. Leave it to somebody else.")
    now = clock.now()
    claim = Claim.objects.create(order=order, person_id=person_id, claimed_at=now)
    order.holder_id, order.claimed_at = person_id, now
    order.decide_by = now + timedelta(minutes=number("unit.decide_minutes"))
    place_at(order, Place.CLAIMED)
    tell_claim(facts.OrderClaimed, posting, claim, by=by, decide_by=order.decide_by)
    return order


@action("unit.start_work", scope=Scope.CONTRACTS_WRITE)
def start_work(order_id: UUID, *, by: Actor, version: int | None = None) -> PoolOrder:
    """Who holds an order decides to write it; the hours of the order count from now."""
    queries.pool_order_for(by, order_id)
    order = queries.pool_order_to_move(order_id)
    rules.require_holder(order, by)
    rules.require_current(order.posting, version)
    rules.require_place("start", order)
    rules.require_running(order)
    rules.require_time_left(order.decide_by)
    contract_operations.require_nobody_suspended(by.person_id)
    now = clock.now()
    claim = order.claims.get(left_at=None)
    claim.started_at = now
    claim.save(update_fields=["started_at"])
    order.due_at = now + timedelta(hours=order.hours)
    place_at(order, Place.WORKING)
    hold_clock(order, claim)
    tell_claim(facts.WorkStarted, order.posting, claim, by=by, due_at=order.due_at)
    return order


@action("unit.give_back", scope=Scope.CONTRACTS_WRITE)
def give_back(order_id: UUID, *, by: Actor, version: int | None = None) -> PoolOrder:
    """Who holds an order gives it back to the pool, before or after having begun."""
    queries.pool_order_for(by, order_id)
    order = queries.pool_order_to_move(order_id)
    rules.require_holder(order, by)
    rules.require_current(order.posting, version)
    rules.require_place("give back", order)
    leave(order, Left.GIVEN_BACK, by=by)
    return order


@action("unit.lapse_claim")
def lapse_claim(order_id: UUID, *, by: Actor) -> PoolOrder:
    """Nobody decided in the policy's minutes: the order is in the pool again."""
    rules.require_clock(by)
    order = queries.pool_order_to_move(order_id)
    rules.require_place("lapse", order)
    rules.require_running(order)
    rules.require_clock_over(order.decide_by)
    leave(order, Left.LAPSED, by=by)
    return order


@action("unit.miss_deadline")
def miss_deadline(order_id: UUID, *, by: Actor) -> PoolOrder:
    """Nothing was handed in on time: the order is in the pool again."""
    rules.require_clock(by)
    order = queries.pool_order_to_move(order_id)
    rules.require_place("miss", order)
    rules.require_running(order)
    rules.require_clock_over(order.due_at)
    leave(order, Left.MISSED, by=by)
    return order
