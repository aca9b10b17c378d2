"""Fee quotes for units of work: by the schedule in force at the offer, and by the frozen one ever after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hirehall.contracts.models import Contract, Parties
from hirehall.contracts.queries.lane import lane_between, lane_of_contract
from hirehall.contracts.queries.rows import billed_before
from hirehall.foundation.money import Money
from hirehall.market.queries import Lane
from hirehall.market.states import LANE
from hirehall.money import queries as money
from hirehall.money.queries import FeeQuote


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """What a quote depends on besides the amount.

    Attributes:
        billed_before: what the pair has billed before the first unit that is quoted.
        schedule_id: the schedule frozen on a running contract; None takes the one in force now.
        lane: the starter lane that the two are in; plans up to its value cost nothing.
    """

    hall_id: UUID
    origin: str
    billed_before: Money
    schedule_id: UUID | None = None
    lane: Lane | None = None

    def quote(self, amount: Money, *, after: Money | None = None, first: bool = True) -> FeeQuote:
        """The quote for one unit.

        Args:
            after: what the pair has billed by then, when other units come before this one.
            first: whether it is the first payment of its contract, for fees that are taken once.
        """
        before = after if after is not None else self.billed_before
        if self.schedule_id is None:
            return money.fee_quote(
                self.hall_id, amount=amount, origin=self.origin, pair_before=before, first_payment=first
            )
        return money.quote_under(
            self.schedule_id, amount=amount, origin=self.origin, pair_before=before, first_payment=first
        )

    def quotes(self, amounts: Sequence[Money]) -> list[FeeQuote]:
        """The quotes for the units of a plan, in their order. One query, however many they are."""
        plans = money.quotes_of_plans(
            self.hall_id,
            [amounts],
            origin=self.origin,
            pair_before=self.billed_before,
            schedule_id=self.schedule_id,
        )
        if self.waives(amounts):
            return [one.waived(LANE) for one in plans[0]]
        return plans[0]

    def waives(self, amounts: Sequence[Money]) -> bool:
        """Whether the hall waives its fees for units of these amounts, together."""
        return self.lane is not None and sum(one.minor for one in amounts) <= self.lane.most.minor


def pricing_of(deal: Parties, *, schedule_id: UUID | None = None) -> Pricing:
    """The pricing between the two sides of an offer or a contract, with all that they have billed so far."""
    billed = billed_before(
        client_id=deal.client_id,
        organisation_id=deal.organisation_id,
        freelancer_id=deal.freelancer_id,
        agency_id=deal.agency_id,
        hall_id=deal.hall_id,
        currency=deal.currency,
    )
    if isinstance(deal, Contract):
        lane = lane_of_contract(deal)
    else:
        lane = lane_between(
            deal.brief_id, freelancer_id=deal.freelancer_id, agency_id=deal.agency_id, policy=deal.policy
        )
    return Pricing(
        hall_id=deal.hall_id, origin=deal.origin, billed_before=billed, schedule_id=schedule_id, lane=lane
    )
