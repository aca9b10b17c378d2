"""The same work at several places. Each is computed in its own currency; nothing is converted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hirehall.foundation.money import Money, precision, zero
from hirehall.front.platforms.reading import Platform, Terms, platforms
from hirehall.front.what_if import Question, answered
from hirehall.money.queries import FeeQuote


@dataclass(frozen=True, slots=True)
class Share:
    """An amount that may be a range; None at both ends where it is not known."""

    low: Money | None
    high: Money | None

    @property
    def known(self) -> bool:
        return self.low is not None

    def text(self) -> str:
        """``$850``, ``$850-1,000``, ``unknown``."""
        if self.low is None or self.high is None:
            return "unknown"
        if self.low == self.high:
            return self.low.text(short=True)
        return f"{self.low.text(short=True)} to {self.high.text(short=True)}"


UNKNOWN = Share(None, None)


@dataclass(frozen=True, slots=True)
class Compared:
    """One place and what the job comes to there.

    Attributes:
        price: the job's price, in the place's currency.
        gets: what the freelancer keeps of it.
        pays: what the client pays for it.
        share: what the freelancer keeps of each 1,000 that the client pays, lowest and highest; None if unknown.
    """

    name: str
    slug: str
    way: str
    works: str
    label: str
    note: str
    source: str
    since: str
    price: Money
    gets: Share
    pays: Share
    share: tuple[int, int] | None


def compared(whole: int) -> list[Compared]:
    """A job at ``whole`` major units of each platform's currency, as the first between two strangers."""
    return compared_payments((Decimal(whole),))


def compared_payments(payments: Sequence[Decimal], *, each_is_first: bool = False) -> list[Compared]:
    """Work that is paid in parts, in major units of each platform's currency, between two who were strangers."""
    return [_compared(platform, payments, each_is_first) for platform in platforms() if platform.current]


def _compared(platform: Platform, payments: Sequence[Decimal], each_is_first: bool) -> Compared:
    first = platform.current[0]
    parts = [Money(int(part * 10 ** precision(first.currency)), first.currency) for part in payments]
    price = sum(parts[1:], parts[0])
    quotes = [
        (terms, _quoted(terms, parts, each_is_first)) for terms in platform.current if terms.per_payment
    ]
    return Compared(
        name=platform.name,
        slug=platform.slug,
        way=platform.way,
        works=platform.works,
        label=" / ".join(terms.label for terms in platform.current),
        note=" ".join(terms.note for terms in platform.current),
        source=first.source_text,
        since=first.since,
        price=price,
        gets=_range([q.freelancer_gets for terms, q in quotes if terms.freelancer_known]),
        pays=_range([q.client_pays for terms, q in quotes if terms.client_known]),
        share=_shares([q for terms, q in quotes if terms.freelancer_known and terms.client_known]),
    )


def _quoted(terms: Terms, parts: Sequence[Money], each_is_first: bool) -> FeeQuote:
    asked = Question("", tuple(parts), each_is_first, "marketplace", zero(parts[0].currency))
    return answered(terms.rules, asked)


def _range(amounts: list[Money]) -> Share:
    if not amounts:
        return UNKNOWN
    ordered = sorted(amounts, key=lambda amount: amount.minor)
    return Share(ordered[0], ordered[-1])


def _shares(quotes: list[FeeQuote]) -> tuple[int, int] | None:
    shares = [q.freelancer_gets.minor * 1000 // q.client_pays.minor for q in quotes if q.client_pays]
    return (min(shares), max(shares)) if shares else None
