"""What an order costs: units at the level's price, and the fees of somebody whom one has not met."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hirehall.contracts.queries import Pricing
from hirehall.contracts.states import Origin
from hirehall.engagements.unit import rules
from hirehall.engagements.unit.states import LEVELS, UNITS, UnitKind
from hirehall.foundation.money import Money, zero
from hirehall.halls.models import Hall, Policy
from hirehall.money.queries import FeeQuote


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client asks for: how much of what, at which level, in how many hours."""

    what: str
    least: int
    most: int
    level: int
    hours: int

    @property
    def kind(self) -> UnitKind:
        return UNITS[self.what]


@dataclass(frozen=True, slots=True)
class Quoted:
    """What that costs at least and at most, with the fees of the most, which is what is held."""

    price_minor: int
    least: Money
    most: Money
    quote: FeeQuote
    kind: UnitKind
    level: int

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.most.currency)


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One unit's prices by level, for the page and the form."""

    kind: UnitKind
    prices: tuple[tuple[str, Money], ...]


@dataclass(frozen=True, slots=True)
class Direct:
    """From whom an order is ordered directly, at which price, and what becomes of it if they do not take it on.

    Attributes:
        billed: what the two have billed before; nothing where the order may go to somebody else after all.
        origin: how the two have met; of the market where it may go to somebody else.
    """

    writer_id: UUID
    writer_name: str
    to_pool: bool
    price_minor: int
    billed: Money
    origin: Origin = Origin.MARKETPLACE


def quoted(hall: Hall, policy: Policy, wanted: Wanted, direct: Direct | None = None) -> Quoted:
    """One query. Where nobody knows yet who will write, the quote is that of a first meeting on the market."""
    price = direct.price_minor if direct else rules.price_now(policy, wanted.what, wanted.level)
    most = Money(rules.price_of(wanted.what, wanted.most, price), hall.currency)
    billed = direct.billed if direct else zero(hall.currency)
    origin = direct.origin if direct else Origin.MARKETPLACE
    pricing = Pricing(hall_id=hall.id, origin=origin, billed_before=billed)
    return Quoted(
        price_minor=price,
        least=Money(rules.price_of(wanted.what, wanted.least, price), hall.currency),
        most=most,
        quote=pricing.quote(most),
        kind=wanted.kind,
        level=wanted.level,
    )


def pool_price(policy: Policy, what: str, level: int, count: int, currency: str) -> Money:
    """What so many units of a level cost in the pool by the policy."""
    return Money(rules.price_of(what, count, rules.price_now(policy, what, level)), currency)


def price_table(hall: Hall, policy: Policy) -> list[PriceRow]:
    """The prices that are in force; no query."""
    return [
        PriceRow(
            kind,
            tuple(
                (word, Money(rules.price_now(policy, kind.code, level), hall.currency))
                for level, word in LEVELS.items()
            ),
        )
        for kind in UNITS.values()
    ]
