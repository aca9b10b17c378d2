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
from hirehall.halls.models import Hall
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
) -> PoolOrder:
    """A client posts an order for whoever claims it and pays the most that it can cost, which is held.

    Args:
        what: the unit: word, page, item or minute.
        least: what is to be handed in at least; ``most`` at most, which is what is paid for now.
        hours: from the start of the work to the hand-over.
        price_seen: the price that the page showed; a change of the hall's prices meanwhile is refused.
    """
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
    hall = Hall.objects.get(id=hall_id)
    policy = policy_now(hall_id)
    halls.require_way(policy, MODEL)
    rules.require_order(what, least, most, level, hours)
    wanted = queries.Wanted(what, least, most, level, hours)
    offered = queries.quoted(hall, policy, wanted)
    if price_seen is not None and price_seen != offered.price_minor:
        raise Refused("unit.stale", "The hall’s prices have changed. Look at the page again, then decide.")
    rules.require_cost(offered.least, offered.most, policy)
    order = post(
        hall,
        wanted,
        title=contract_rules.require_text(title, field="title", least=5, most=contract_rules.LONGEST_TITLE),
        instructions=contract_rules.require_text(
            instructions, field="instructions", least=20, most=contract_rules.LONGEST_SCOPE - 500
        ),
        client_id=person_id,
        organisation_id=organisation_id,
        policy=policy,
    )
    payment_id = begin_payment(order, method=method, by=by)
    tell_pool(facts.OrderPosted, order.posting, by=by, payment_id=payment_id, amount=order.posting.amount)
    return order
