"""The pages on which a client pays for something on top of an order."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.engagements.package import rules
from hirehall.engagements.package.models import Order, RevisionPurchase
from hirehall.engagements.package.queries.pricing import quote_for_revisions
from hirehall.engagements.package.queries.rows import order_for
from hirehall.engagements.package.states import BuyState, State
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.money.queries import FeeQuote

COUNTS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class RevisionsPage:
    """More revisions for an order: what so many cost; ``why_not`` where none can be bought now."""

    order: Order
    contract: Contract
    freelancer: str
    price: Money | None
    options: list[tuple[int, FeeQuote]]
    left: int
    why_not: str


def revisions_page(by: Actor, order_id: UUID) -> RevisionsPage:
    """What more revisions of an order cost.

    Raises:
        Refused: ``order.not_found``.
    """
    order = order_for(by, order_id)
    contract = order.contract
    price, why_not = rules.revision_price(order), ""
    if price is None:
        why_not = "This package has no price for more revisions."
    elif not rules.can("buy revisions", order):
        why_not = f"“{order.title}” {rules.WORDS[State(order.state)]}, so no revisions are bought now."
    elif order.purchases.filter(state=BuyState.BEGUN).exists():
        why_not = "A payment for more revisions is on its way already."
    elif not contract_rules.may_pay(contract, by):
        why_not = "Only the client’s side pays: the owner or a billing member."
    options = [] if why_not or price is None else _options(contract, order, price)
    left = rules.revisions_left(order)
    return RevisionsPage(order, contract, contract.freelancer_name, price, options, left, why_not)


def _options(contract: Contract, order: Order, price: Money) -> list[tuple[int, FeeQuote]]:
    return [
        (count, quote_for_revisions(contract, order, order.money(price.minor * count))) for count in COUNTS
    ]


def may_buy_revisions(order: Order, buying: RevisionPurchase | None, by: Actor) -> bool:
    """Whether the room offers it; ``buying`` are those for which a payment is on its way."""
    return (
        rules.can("buy revisions", order)
        and rules.revision_price(order) is not None
        and buying is None
        and contract_rules.may_pay(order.contract, by)
    )
