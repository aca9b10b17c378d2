"""How answers become a figure: pure functions over the published settings in ``formula.toml``.

A figure is a band of a Beta posterior, in tenths. It is made from batches of answers with at least three
different counterparties each, so that no single answer can be read off a change.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from hirehall.reputation.states import Answer


@dataclass(frozen=True, slots=True)
class Settings:
    """The published settings; see the comments in ``formula.toml``."""

    version: str
    interim: bool
    least_counterparties: int
    prior_mean: float
    prior_weight: float
    band: float
    reminders_at: list[float]
    text_length: int
    reply_length: int


@cache
def settings() -> Settings:
    text = files("hirehall.reputation").joinpath("formula.toml").read_text(encoding="utf-8")
    return Settings(**tomllib.loads(text))


@dataclass(frozen=True, slots=True)
class Reading:
    """One released answer to one rung: who gave it, what, and when it became visible."""

    counterparty: Hashable
    answer: Answer
    released_at: datetime


@dataclass(frozen=True, slots=True)
class Figure:
    """What may be shown of one rung.

    Attributes:
        low, high: the ends of the band, in tenths.
        counterparties: how many different people have answered.
        until: the quarter of the latest answer in it, like ``2026 Q4``.
    """

    low: int
    high: int
    counterparties: int
    until: str

    @property
    def share(self) -> str:
        """For example ``8 or 9 in 10``."""
        if self.low == self.high:
            return f"{self.low} in 10"
        return f"{self.low} {'or' if self.high == self.low + 1 else 'to'} {self.high} in 10"


def quarter(at: datetime) -> str:
    return f"{at.year} Q{(at.month + 2) // 3}"


def figure(readings: Iterable[Reading]) -> Figure | None:
    """The figure of one rung; None while too few different counterparties have answered yes or no.

    Args:
        readings: in any order; "cannot tell" does not count.
    """
    counted = in_batches(readings)
    if not counted:
        return None
    yes = sum(reading.answer is Answer.YES for reading in counted)
    low, high = band(yes, len(counted) - yes)
    return Figure(
        low=round(low * 10),
        high=round(high * 10),
        counterparties=len({reading.counterparty for reading in counted}),
        until=quarter(max(reading.released_at for reading in counted)),
    )


def in_batches(readings: Iterable[Reading]) -> list[Reading]:
    """The readings that count by now: whole batches, each of at least three different counterparties."""
    told = [reading for reading in readings if reading.answer is not Answer.CANNOT_TELL]
    told.sort(key=lambda reading: (reading.released_at, str(reading.counterparty)))
    counted: list[Reading] = []
    batch: list[Reading] = []
    for reading in told:
        batch.append(reading)
        if len({waiting.counterparty for waiting in batch}) >= settings().least_counterparties:
            counted.extend(batch)
            batch = []
    return counted


@cache
def band(yes: int, no: int) -> tuple[float, float]:
    """The ends of the central band of Beta(prior + yes, prior + no)."""
    rules = settings()
    a = rules.prior_mean * rules.prior_weight + yes
    b = (1 - rules.prior_mean) * rules.prior_weight + no
    tail = (1 - rules.band) / 2
    return quantile(tail, a, b), quantile(1 - tail, a, b)


def quantile(share: float, a: float, b: float) -> float:
    """Where the cumulative Beta(a, b) reaches ``share``, by bisection to 1e-9."""
    low, high = 0.0, 1.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if cumulative(middle, a, b) < share else (low, middle)
    return (low + high) / 2


def cumulative(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by Lentz's continued fraction (Abramowitz and Stegun 26.5.8)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - cumulative(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction 1/(1 + d1/(1 + d2/(1 + ...))) of the incomplete beta function."""
    upper, lower = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = lower
    for step in range(1, 300):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for term in (even, odd):
            lower = 1 / _away(1 + term * lower)
            upper = _away(1 + term / upper)
            value *= upper * lower
        if abs(upper * lower - 1) < 1e-12:
            break
    return value


def _away(value: float) -> float:
    """Away from zero, so that one may divide by it."""
    return value if abs(value) > 1e-300 else 1e-300
