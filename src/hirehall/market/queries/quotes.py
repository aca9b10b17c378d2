"""What a price means for the three sides: as a whole, and for each milestone of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.market.models import Proposal
from hirehall.money.queries import FeeQuote, quotes_of_plans


@dataclass(frozen=True, slots=True)
class Shares:
    """Who pays, who gets and who keeps, under the schedule in force now.

    Attributes:
        rows: one quote for each payment: the milestones of a plan, or the price alone.
        titles: what each payment is called; empty for a price without a plan.
        unread: how many rows of the plan have no price that can be read yet.
    """

    rows: tuple[FeeQuote, ...]
    titles: tuple[str, ...] = ()
    unread: int = 0

    def _sum(self, amounts: list[Money]) -> Money:
        return sum(amounts[1:], amounts[0])

    @property
    def amount(self) -> Money:
        return self._sum([row.amount for row in self.rows])

    @property
    def client_pays(self) -> Money:
        return self._sum([row.client_pays for row in self.rows])

    @property
    def client_fee(self) -> Money:
        return self._sum([row.client_fee for row in self.rows])

    @property
    def freelancer_gets(self) -> Money:
        return self._sum([row.freelancer_gets for row in self.rows])

    @property
    def freelancer_fee(self) -> Money:
        return self._sum([row.freelancer_fee for row in self.rows])

    @property
    def hall_keeps(self) -> Money:
        return self._sum([row.hall_keeps for row in self.rows])

    @property
    def lines(self) -> list[tuple[str, FeeQuote]]:
        """The milestones with their titles; nothing for a price without a plan."""
        return list(zip(self.titles, self.rows, strict=True)) if self.titles else []


@dataclass(frozen=True, slots=True)
class Priced:
    """A price as it was typed or saved: the payments, their titles where it is a plan, and what cannot be read."""

    amounts: tuple[Money, ...] = ()
    titles: tuple[str, ...] = ()
    unread: int = 0


def priced(proposal: Proposal | None) -> Priced:
    """The price of a saved proposal."""
    if proposal is None or proposal.amount is None:
        return Priced()
    if not proposal.plan:
        return Priced((proposal.amount,))
    return Priced(
        tuple(Money(step["amount_minor"], proposal.currency) for step in proposal.plan),
        tuple(step["title"] for step in proposal.plan),
    )


def shares_of(hall_id: UUID, prices: Sequence[Priced]) -> list[Shares | None]:
    """What each of these prices means, in one query; None for an empty one, or where the hall cannot say."""
    if not any(price.amounts for price in prices):
        return [None for _ in prices]
    try:
        quotes = quotes_of_plans(hall_id, [price.amounts for price in prices])
    except Refused:
        return [None for _ in prices]
    return [
        Shares(tuple(rows), price.titles, price.unread) if rows else None
        for price, rows in zip(prices, quotes, strict=True)
    ]


def shares(hall_id: UUID, price: Priced) -> Shares | None:
    return shares_of(hall_id, [price])[0]
