"""What ordering asks of whoever orders, however many orders there are; and the payment that follows."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import PoolOrder
from hirehall.engagements.unit.operations.pooling import begin_payment
from hirehall.engagements.unit.operations.telling import tell_pool
from hirehall.engagements.unit.states import MODEL
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused
from hirehall.halls import operations as halls
from hirehall.halls.models import Hall, Policy
from hirehall.halls.queries import policy_now


def may_order(
    hall_id: UUID,
    organisation_id: UUID | None,
    by: Actor,
    *,
    unpaid_at_most: int | None = rules.UNPAID_AT_MOST,
) -> tuple[Hall, Policy]:
    """The hall and its policy, when this actor may order here for that side; their row is held.

    Args:
        unpaid_at_most: how many orders may wait for their payment; None where something else stops in time.
    """
    person_id = by.require_person()
    if not (by.may_hire_for(person_id, organisation_id) and by.may_pay_for(person_id, organisation_id)):
        raise Refused(
            "unit.wrong_party",
            "To order for an organisation you must be one of its owners.",
            because=Because.FORBIDDEN,
        )
    contract_operations.require_nobody_suspended(person_id, hold=True)
    if unpaid_at_most is not None and queries.count_unpaid(person_id) >= unpaid_at_most:
        raise Refused(
            "unit.pay_first",
            f"{unpaid_at_most} of your orders wait for their payment. Pay one, or let it be, first.",
        )
    halls.require_member(hall_id, by=by)
    policy = policy_now(hall_id)
    halls.require_way(policy, MODEL)
    return Hall.objects.get(id=hall_id), policy


def require_own_team(hall_id: UUID, team_id: UUID | None, organisation_id: UUID | None, by: Actor) -> None:
    """A team's orders are those of its client's side."""
    if team_id is None:
        return
    team = queries.own_teams(by, hall_id).filter(id=team_id).first()
    if team is None or team.organisation_id != organisation_id:
        raise rules.invalid("unit.not_your_team", "Choose a team of whom it is ordered for.", "team_id")


def require_price(offered: queries.Quoted, seen: int | None, policy: Policy) -> None:
    if seen is not None and seen != offered.price_minor:
        raise Refused("unit.stale", "The price has changed. Look at the page again, then decide.")
    rules.require_cost(offered.least, offered.most, policy)


def paid(order: PoolOrder, method: str, by: Actor) -> PoolOrder:
    payment_id = begin_payment(order, method=method, by=by)
    tell_pool(facts.OrderPosted, order.posting, by=by, payment_id=payment_id, amount=order.posting.amount)
    return order
