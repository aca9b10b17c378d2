"""What is recorded about an order."""

from __future__ import annotations

from typing import Any

from hirehall.contracts.models import Contract
from hirehall.engagements.package import facts
from hirehall.engagements.package.models import Order
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record


def tell(fact: type[facts.OrderFact], contract: Contract, order: Order, *, by: Actor, **more: Any) -> None:
    """Record a fact about an order, for the timelines of both the order and its contract."""
    record(
        fact(
            contract_id=contract.id,
            order_id=order.id,
            client_id=contract.client_id,
            organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id,
            title=order.title,
            **more,
        ),
        by=by,
        hall_id=contract.hall_id,
        about=[contract.id, order.id],
    )
