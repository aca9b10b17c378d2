"""Fee quotes for units of work: by the schedule in force at the offer, and by the frozen one ever after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hirehall.contracts.models import Parties
from hirehall.contracts.queries.rows import billed_before
from hirehall.foundation.money import Money
from hirehall.money import queries as money
from hirehall.money.queries import FeeQuote


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """What a quote depends on besides the amount.

    Attributes:
        billed_before: what the pair has billed before the first unit that is quoted.
        schedule_id: the schedule frozen on a running contract; None takes the one in force now.
    """

    hall_id: UUID
    origin: str
    billed_before: Money
    schedule_id: UUID | None = None

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
        return plans[0]


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
    return Pricing(hall_id=deal.hall_id, origin=deal.origin, billed_before=billed, schedule_id=schedule_id)
