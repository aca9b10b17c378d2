"""Money: an integer in minor units with an ISO 4217 currency. Never a float, never a bare int."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_currency, get_currency_precision

BASIS_POINTS = 10_000


class CurrencyMismatch(ArithmeticError):
    """Two currencies met in one sum; there is no exchange rate here on purpose."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount. ``Money(12_50, "EUR")`` is 12.50 euros; may be negative.

    Args:
        minor: the amount in the currency's minor unit (cents for EUR, yen for JPY).
        currency: an ISO 4217 code in capitals.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if isinstance(self.minor, bool) or not isinstance(self.minor, int):
            raise TypeError(f"minor units are a whole number, not {self.minor!r}")
        if len(self.currency) != 3 or not self.currency.isupper():
            raise ValueError(f"{self.currency!r} is not an ISO 4217 code")

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def __gt__(self, other: Money) -> bool:
        return other < self

    def __ge__(self, other: Money) -> bool:
        return other <= self

    def __bool__(self) -> bool:
        return self.minor != 0

    def share(self, basis_points: int) -> Money:
        """That many hundredths of a percent of this amount, rounded half up, away from zero."""
        product = self.minor * basis_points
        sign = -1 if product < 0 else 1
        return Money(sign * ((abs(product) + BASIS_POINTS // 2) // BASIS_POINTS), self.currency)

    def split(self, weights: Sequence[int]) -> list[Money]:
        """This amount in parts proportional to ``weights``, by largest remainder; they sum to it exactly.

        Ties go to the earlier part, so the same call always gives the same parts; a negative amount is
        the mirror image of the positive one.

        Args:
            weights: whole numbers >= 0, at least one of them positive.
        Raises:
            ValueError: for no weights, a negative one, or all zero.
        """
        total = sum(weights)
        if total <= 0 or any(weight < 0 for weight in weights):
            raise ValueError("weights must be whole numbers >= 0 with a positive sum")
        sign = -1 if self.minor < 0 else 1
        floors, remainders = zip(
            *(divmod(abs(self.minor) * weight, total) for weight in weights), strict=True
        )
        left = abs(self.minor) - sum(floors)
        order = sorted(range(len(weights)), key=lambda index: (-remainders[index], index))
        parts = list(floors)
        for index in order[:left]:
            parts[index] += 1
        return [Money(sign * part, self.currency) for part in parts]

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, exactly."""
        return Decimal(self.minor).scaleb(-precision(self.currency))

    def text(self, *, locale: str = "en", short: bool = False) -> str:
        """The amount for people, by Babel: ``€1,200.00``; ``short`` drops minor units that are zero."""
        whole = short and self.minor % 10 ** precision(self.currency) == 0
        if whole:
            return format_currency(
                self.decimal, self.currency, format="¤#,##0", locale=locale, currency_digits=False
            )
        return format_currency(self.decimal, self.currency, locale=locale)

    def __str__(self) -> str:
        return f"{self.decimal} {self.currency}"


def precision(currency: str) -> int:
    """How many decimal places the currency has (2 for EUR, 0 for JPY, 3 for BHD)."""
    return get_currency_precision(currency)


def zero(currency: str) -> Money:
    return Money(0, currency)


def parse(text: str, currency: str) -> Money:
    """Money from what a person typed: ``1200``, ``1,200.50``, ``1.200,50``, ``1 200,50``.

    ``1.200`` is twelve hundred to some and one and a bit to others, so it is nothing here: with money, ask again.

    Raises:
        ValueError: when it is not an amount, can be read in two ways, or is finer than the minor unit.
    """
    plain = "".join(text.split()).replace("'", "").replace("\u2019", "")
    digits = plain.removeprefix("-")
    place = _place_of_point(digits)
    whole, part = digits[:place], digits[place + 1 :]
    if not _WHOLE.fullmatch(whole or "0") or not _PART.fullmatch(part) or not (whole or part):
        raise ValueError(f"{text!r} is not an amount")
    exact = Decimal(f"{whole.replace(',', '').replace('.', '') or 0}.{part or 0}").scaleb(precision(currency))
    two_ways = len(part) == 3 and precision(currency) < 3
    if two_ways or exact != exact.to_integral_value() or exact >= 10**15:
        raise ValueError(f"{text!r} is not an amount of {currency}")
    return Money(-int(exact) if plain.startswith("-") else int(exact), currency)


_WHOLE = re.compile(r"\d{1,18}|\d{1,3}([.,])\d{3}(?:\1\d{3})*")
_PART = re.compile(r"\d{0,9}")


def _place_of_point(digits: str) -> int:
    """Where the minor units begin; the length of the text when all its marks group thousands."""
    point, comma = digits.rfind("."), digits.rfind(",")
    last = max(point, comma)
    if last < 0:
        return len(digits)
    grouped = digits.count(digits[last]) > 1 or (point < 0 and len(digits) - comma - 1 == 3)
    return len(digits) if grouped else last
