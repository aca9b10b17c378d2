"""The kinds of charge that a fee schedule is made of. Pure: whole minor units in, whole minor units out.

Rounding, once and for all: every charge is rounded half up to a whole minor unit by itself. Marginal tiers
are the exception that makes them fair: the fee on everything the pair ever billed is rounded once, and a
payment is charged the difference, so paying in parts costs exactly what paying at once costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

WHOLE = 10_000  # basis points
THOUSANDTHS = 1_000


@dataclass(frozen=True, slots=True)
class Situation:
    """What a charge may depend on, in minor units of one currency.

    Attributes:
        amount: the price of this payment.
        origin: where the relationship came from.
        pair_before: what this client has paid this freelancer before, less refunds.
        first_payment: whether nothing was paid under this contract yet.
        chosen: the side's level, plan or anything else that a schedule selects by.
        units: words, items or pages, where the work is priced by them.
        months: how many months an ongoing contract is charged for now.
    """

    amount: int
    origin: str = "marketplace"
    pair_before: int = 0
    first_payment: bool = True
    chosen: Mapping[str, str] = field(default_factory=dict)
    units: int = 0
    months: int = 0

    def selected(self, by: str) -> str:
        return self.origin if by == "origin" else self.chosen.get(by, "")


@dataclass(frozen=True, slots=True)
class Part:
    """One charge: what it is for, how much, and whether it comes back when nothing is ever released."""

    label: str
    minor: int
    returned: bool = False


class Charge(Protocol):
    """One entry of a schedule. ``base`` is the amount plus what this side was charged above it."""

    def parts(self, situation: Situation, base: int) -> list[Part]: ...


def half_up(product: int, divisor: int) -> int:
    return (product + divisor // 2) // divisor


@dataclass(frozen=True, slots=True)
class Tier:
    """``basis_points`` of everything up to ``up_to`` (None: of all the rest)."""

    up_to: int | None
    basis_points: int


def tiered(amount: int, tiers: tuple[Tier, ...]) -> int:
    """The charge on ``amount`` from zero, each tier on its own slice, rounded once."""
    product, floor = 0, 0
    for tier in tiers:
        top = amount if tier.up_to is None else min(amount, tier.up_to)
        product += max(0, top - floor) * tier.basis_points
        floor = max(floor, top)
    return half_up(product, WHOLE)


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of the amount, or of the amount and the charges above; never below ``minimum``."""

    label: str
    basis_points: int
    minimum: int = 0
    of_total: bool = False

    def parts(self, situation: Situation, base: int) -> list[Part]:
        share = half_up((base if self.of_total else situation.amount) * self.basis_points, WHOLE)
        return [Part(self.label, max(share, self.minimum))]


@dataclass(frozen=True, slots=True)
class Marginal:
    """Falling shares of what the pair has billed in its life; refunds lower the sum, and so raise the share."""

    label: str
    tiers: tuple[Tier, ...]

    def parts(self, situation: Situation, base: int) -> list[Part]:
        before = max(0, situation.pair_before)
        return [Part(self.label, tiered(before + situation.amount, self.tiers) - tiered(before, self.tiers))]


@dataclass(frozen=True, slots=True)
class Graduated:
    """Shares that fall with the size of this one payment."""

    label: str
    tiers: tuple[Tier, ...]

    def parts(self, situation: Situation, base: int) -> list[Part]:
        return [Part(self.label, tiered(situation.amount, self.tiers))]


@dataclass(frozen=True, slots=True)
class Flat:
    """A fixed sum with the first payment of a contract, or with each."""

    label: str
    minor: int
    each: bool = False
    returned: bool = False

    def parts(self, situation: Situation, base: int) -> list[Part]:
        due = self.each or situation.first_payment
        return [Part(self.label, self.minor, self.returned)] if due else []


@dataclass(frozen=True, slots=True)
class SmallOrder:
    """A surcharge on payments below a threshold."""

    label: str
    below: int
    minor: int

    def parts(self, situation: Situation, base: int) -> list[Part]:
        return [Part(self.label, self.minor)] if situation.amount < self.below else []


@dataclass(frozen=True, slots=True)
class PerUnit:
    """A commission per word, item or page (in thousandths of a minor unit), and a fixed sum an order."""

    label: str
    thousandths: int
    flat: int = 0

    def parts(self, situation: Situation, base: int) -> list[Part]:
        return [Part(self.label, half_up(situation.units * self.thousandths, THOUSANDTHS) + self.flat)]


@dataclass(frozen=True, slots=True)
class Monthly:
    """A fixed sum for every month in which the contract runs."""

    label: str
    minor: int

    def parts(self, situation: Situation, base: int) -> list[Part]:
        return [Part(self.label, self.minor * situation.months)] if situation.months else []


@dataclass(frozen=True, slots=True)
class Selected:
    """Other charges by origin, level or plan; ``otherwise`` for every value that is not named."""

    by: str
    options: Mapping[str, tuple[Charge, ...]]
    otherwise: tuple[Charge, ...]

    def parts(self, situation: Situation, base: int) -> list[Part]:
        return charged(self.options.get(situation.selected(self.by), self.otherwise), situation, base)


@dataclass(frozen=True, slots=True)
class Capped:
    """The charges within, together never above ``most``; the last ones give way first."""

    most: int
    within: tuple[Charge, ...]

    def parts(self, situation: Situation, base: int) -> list[Part]:
        left, kept = self.most, []
        for part in charged(self.within, situation, base):
            kept.append(Part(part.label, min(part.minor, left), part.returned))
            left -= kept[-1].minor
        return kept


def charged(charges: tuple[Charge, ...], situation: Situation, base: int) -> list[Part]:
    """Every part that ``charges`` add to ``base``, in their order."""
    parts: list[Part] = []
    for charge in charges:
        for part in charge.parts(situation, base):
            parts.append(part)
            base += part.minor
    return parts
