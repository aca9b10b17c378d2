from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.package import queries, rules
from hirehall.engagements.package.models import Order
from hirehall.engagements.package.operations import place, write_order
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.queries import policy_now
from hirehall.market import operations as market
from hirehall.market import queries as market_queries


@action("package.place_order", scope=Scope.MONEY_WRITE)
def place_order(
    service_id: UUID,
    *,
    by: Actor,
    package: int,
    extras: tuple[int, ...] = (),
    organisation_id: UUID | None = None,
    method: str = "sandbox.instant",
    revision: int | None = None,
    piece_id: UUID | None = None,
) -> Order:
    """A client orders a package with extras and pays the whole price, which is held. It takes a place in the queue.

    Args:
        package: its number on the page, from one; ``extras`` likewise.
        revision: of the service, as the client saw it; a change by the freelancer meanwhile is refused.
        piece_id: work of the freelancer, shown in this hall, that it should be like.
    """
    person_id = by.require_person()
    if not (by.may_hire_for(person_id, organisation_id) and by.may_pay_for(person_id, organisation_id)):
        raise Refused(
            "order.wrong_party",
            "To order for an organisation you must be one of its owners.",
            because=Because.FORBIDDEN,
        )
    service = market.take_place(service_id, revision=revision)
    rules.require_not_own(service, by, "order")
    rules.require_few_unpaid(queries.count_unpaid(service, client_id=person_id))
    contract_operations.require_nobody_suspended(person_id, market_queries.lead_of(service), hold=True)
    chosen = market_queries.chosen_of(service, package, extras)
    policy = policy_now(service.hall_id)
    if chosen.price.minor > policy.largest_amount_minor:
        raise Refused(
            "order.above_policy", "This order is larger than this hall allows.", because=Because.INVALID
        )
    like = market.shown_piece(piece_id, market_queries.lead_of(service), service.hall_id)
    contract, order = write_order(
        service, chosen, organisation_id=organisation_id, policy=policy, like=like, by=by
    )
    place(contract, order, method=method, by=by)
    return order
