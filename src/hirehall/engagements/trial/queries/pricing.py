"""What a trial would cost, before anybody is asked."""

from __future__ import annotations

from dataclasses import dataclass

from hirehall.contracts.queries import Pricing
from hirehall.contracts.states import Origin
from hirehall.engagements.trial import rules
from hirehall.engagements.trial.states import POT_PERCENT
from hirehall.foundation.money import Money, zero
from hirehall.halls.models import Hall, Policy
from hirehall.money.queries import FeeQuote


@dataclass(frozen=True, slots=True)
class TrialQuote:
    """The price of a trial with its fees, at the least and at the most that the client would pay.

    Attributes:
        pot: what the guarantee pot would pay without content, at the most.
    """

    least: FeeQuote
    most: FeeQuote
    days: int
    pot: Money

    @property
    def is_range(self) -> bool:
        return self.least.amount != self.most.amount


def trial_price(rate: Money, weekly_hours: int, policy: Policy) -> Money:
    """What a trial by the hour costs as a whole."""
    return rules.price_of(rate, weekly_hours, policy)


def pot_of(net: Money, policy: Policy) -> Money:
    """What the pot pays the freelancer of a trial without content, who would have got ``net``."""
    return Money(net.minor * policy.number(POT_PERCENT) // 100, net.currency)


def trial_quoted(hall: Hall, policy: Policy, least: Money, most: Money) -> TrialQuote:
    """Prices of the whole trial, quoted as between two who meet here. One query."""
    pricing = Pricing(hall_id=hall.id, origin=Origin.MARKETPLACE, billed_before=zero(hall.currency))
    quote = pricing.quote(most)
    return TrialQuote(
        least=pricing.quote(least) if least != most else quote,
        most=quote,
        days=policy.number("trial.days"),
        pot=pot_of(quote.freelancer_gets, policy),
    )
