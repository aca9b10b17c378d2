"""An order is posted and the most that it can cost is paid: for whoever claims it, or from one person directly."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import PoolOrder
from hirehall.engagements.unit.operations import begin_payment, post, tell_pool
from hirehall.engagements.unit.states import MODEL
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls import operations as halls
from hirehall.halls.models import Hall, Policy
from hirehall.halls.queries import policy_now


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
    hall, policy = _may_order(hall_id, organisation_id, by)
    rules.require_order(what, least, most, level, hours)
    _require_own_team(hall_id, team_id, organisation_id, by)
    wanted = queries.Wanted(what, least, most, level, hours)
    offered = queries.quoted(hall, policy, wanted)
    _require_price(offered, price_seen, policy)
    order = post(
        hall, wanted, offered, words=_words(title, instructions), client_id=by.require_person(),
        organisation_id=organisation_id, policy=policy, team_id=team_id,
    )  # fmt: skip
    return _paid(order, method, by)


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
    hall, policy = _may_order(hall_id, organisation_id, by)
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
    _require_price(offered, price_seen, policy)
    order = post(
        hall, wanted, offered, words=_words(title, instructions), client_id=client_id,
        organisation_id=organisation_id, policy=policy, direct=direct,
    )  # fmt: skip
    return _paid(order, method, by)


def _may_order(hall_id: UUID, organisation_id: UUID | None, by: Actor) -> tuple[Hall, Policy]:
    """The hall and its policy, when this actor may order here for that side; their row is held."""
    person_id = by.require_person()
    if not (by.may_hire_for(person_id, organisation_id) and by.may_pay_for(person_id, organisation_id)):
        raise Refused(
            "unit.wrong_party",
            "To order for an organisation you must be one of its owners.",
            because=Because.FORBIDDEN,
        )
    contract_operations.require_nobody_suspended(person_id, hold=True)
    if queries.count_unpaid(person_id) >= rules.UNPAID_AT_MOST:
        raise Refused(
            "unit.pay_first",
            f"{rules.UNPAID_AT_MOST} of your orders wait for their payment. Pay one, or let it be, first.",
        )
    halls.require_member(hall_id, by=by)
    policy = policy_now(hall_id)
    halls.require_way(policy, MODEL)
    return Hall.objects.get(id=hall_id), policy


def _require_own_team(hall_id: UUID, team_id: UUID | None, organisation_id: UUID | None, by: Actor) -> None:
    """A team's orders are those of its client's side."""
    if team_id is None:
        return
    team = queries.own_teams(by, hall_id).filter(id=team_id).first()
    if team is None or team.organisation_id != organisation_id:
        raise rules.invalid("unit.not_your_team", "Choose a team of whom it is ordered for.", "team_id")


def _require_price(offered: queries.Quoted, seen: int | None, policy: Policy) -> None:
    if seen is not None and seen != offered.price_minor:
        raise Refused("unit.stale", "The price has changed. Look at the page again, then decide.")
    rules.require_cost(offered.least, offered.most, policy)


def _words(title: str, instructions: str) -> tuple[str, str]:
    return (
        contract_rules.require_text(title, field="title", least=5, most=contract_rules.LONGEST_TITLE),
        contract_rules.require_text(
            instructions, field="instructions", least=20, most=contract_rules.LONGEST_SCOPE - 500
        ),
    )


def _paid(order: PoolOrder, method: str, by: Actor) -> PoolOrder:
    payment_id = begin_payment(order, method=method, by=by)
    tell_pool(facts.OrderPosted, order.posting, by=by, payment_id=payment_id, amount=order.posting.amount)
    return order
