"""What a plan costs both sides while somebody still writes it: quoted as sending it now would freeze it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract, Offer
from hirehall.engagements.milestone.queries.dealing import changeable_units
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.money.queries import FeeQuote


@dataclass(frozen=True, slots=True)
class PlanLine:
    """Who pays, who gets and who keeps, milestone by milestone and in all.

    Attributes:
        rows: what each milestone is called, and its quote.
        unread: how many milestones have no price that can be read.
    """

    rows: list[tuple[str, FeeQuote]]
    unread: int = 0

    @property
    def client_pays(self) -> Money:
        return _sum([quote.client_pays for _, quote in self.rows])

    @property
    def freelancer_gets(self) -> Money:
        return _sum([quote.freelancer_gets for _, quote in self.rows])

    @property
    def hall_keeps(self) -> Money:
        return _sum([quote.hall_keeps for _, quote in self.rows])


def _sum(amounts: list[Money]) -> Money:
    return sum(amounts[1:], amounts[0])


def offer_line(offer: Offer, titles: Sequence[str], prices: Sequence[Money | None]) -> PlanLine:
    """The line of another version of an offer."""
    return plan_line(contracts.pricing_of(offer), titles, prices)


def terms_line(contract: Contract, titles: Sequence[str], prices: Sequence[Money | None]) -> PlanLine:
    """The line of new terms: what is still planned, priced after what stays, under the frozen schedule."""
    _, fixed = changeable_units(contract)
    pricing = contracts.pricing_of(contract, schedule_id=contract.schedule_id)
    before = replace(pricing, billed_before=pricing.billed_before - contract.paid)
    return plan_line(before, titles, prices, after=[row.own_amount for row in fixed])


def plan_line(
    pricing: contracts.Pricing,
    titles: Sequence[str],
    prices: Sequence[Money | None],
    *,
    after: Sequence[Money] = (),
) -> PlanLine:
    """The line for rows of an editor; rows whose price cannot be read are counted and left out.

    Args:
        after: milestones that come before these and are not shown.
    """
    read = [(index, price) for index, price in enumerate(prices) if price is not None]
    if not read:
        return PlanLine([], 0)
    try:
        quotes = pricing.quotes([*after, *(price for _, price in read)])[len(after) :]
    except Refused:
        return PlanLine([], 0)
    named = [
        (titles[index].strip() or f"Milestone {index + 1}", quote)
        for (index, _), quote in zip(read, quotes, strict=True)
    ]
    return PlanLine(named, len(prices) - len(read))
