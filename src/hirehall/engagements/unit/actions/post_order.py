"""An order is posted and the most that it can cost is paid: for whoever claims it, or from one person directly."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.unit import queries, rules
from hirehall.engagements.unit.models import PoolOrder
from hirehall.engagements.unit.operations import (
    may_order,
    paid,
    post,
    require_own_team,
    require_price,
)
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("unit.post_order", scope=Scope.MONEY_WRITE)
def post_order(
    hall_id: UUID,
    *,
    by: Actor,
    title: str,
    instructions: str,
    what: str,
    least: int,
    most: int,
    level: int,
    hours: int,
    organisation_id: UUID | None = None,
    method: str = "sandbox.instant",
    price_seen: int | None = None,
    team_id: UUID | None = None,
) -> PoolOrder:
    """A client posts an order for whoever claims it and pays the most that it can cost, which is held.

    Args:
        what: the unit: word, page, item or minute.
        least: what is to be handed in at least; ``most`` at most, which is what is paid for now.
        hours: from the start of the work to the hand-over.
        price_seen: the price that the page showed; a change of the hall's prices meanwhile is refused.
        team_id: the client's own team, whose members alone see it then, whatever their level.
    """
    hall, policy = may_order(hall_id, organisation_id, by)
    rules.require_order(what, least, most, level, hours)
    require_own_team(hall_id, team_id, organisation_id, by)
    wanted = queries.Wanted(what, least, most, level, hours)
    offered = queries.quoted(hall, policy, wanted)
    require_price(offered, price_seen, policy)
    order = post(
        hall, wanted, offered, words=rules.require_words(title, instructions), client_id=by.require_person(),
        organisation_id=organisation_id, policy=policy, team_id=team_id,
    )  # fmt: skip
    return paid(order, method, by)


@action("unit.order_direct", scope=Scope.MONEY_WRITE)
def order_direct(
    hall_id: UUID,
    writer_id: UUID,
    *,
    by: Actor,
    title: str,
    instructions: str,
    what: str,
    least: int,
    most: int,
    hours: int,
    to_pool: bool,
    organisation_id: UUID | None = None,
    method: str = "sandbox.instant",
    price_seen: int | None = None,
) -> PoolOrder:
    """A client orders from one person at that person's own price; the most that it can cost is paid and held.

    Args:
        to_pool: what becomes of it when the person does not take it on: it stands in the pool, or all goes back.
    """
    hall, policy = may_order(hall_id, organisation_id, by)
    client_id = by.require_person()
    if writer_id == client_id:
        raise Refused("unit.own_order", "You cannot order from yourself.", because=Because.FORBIDDEN)
    rules.require_order(what, least, most, 1, hours)
    direct, level = queries.direct_to(
        hall, policy, what, writer_id, client_id=client_id, organisation_id=organisation_id, to_pool=to_pool
    )
    contract_operations.require_nobody_suspended(writer_id)
    wanted = queries.Wanted(what, least, most, level, hours)
    offered = queries.quoted(hall, policy, wanted, direct)
    require_price(offered, price_seen, policy)
    order = post(
        hall, wanted, offered, words=rules.require_words(title, instructions), client_id=client_id,
        organisation_id=organisation_id, policy=policy, direct=direct,
    )  # fmt: skip
    return paid(order, method, by)
