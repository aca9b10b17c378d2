"""Worked examples of a fee schedule: by the way of working, and by how the two met. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from hirehall.foundation.money import zero
from hirehall.front.costs import whole
from hirehall.front.what_if import MINUTES, ORIGINS, Question, answered, by_parts, by_weeks
from hirehall.money.queries import FeeQuote, Rules

SHORT = {"marketplace": "met here", "invited": "invited", "direct": "own clients", "referral": "referred"}
PRICE, RATE, HOURS, PACKAGE = 1_000, 60, 10, 240


@dataclass(frozen=True, slots=True)
class Group:
    """Origins under which everything costs the same.

    Attributes:
        name: "Met here, invited or referred".
        examples: the quote of each example, in the order of ``Examples.titles``.
    """

    name: str
    examples: tuple[FeeQuote, ...]


@dataclass(frozen=True, slots=True)
class Examples:
    titles: tuple[str, ...]
    groups: tuple[Group, ...]


def examples_of(rules: Rules, currency: str) -> Examples:
    """One example for each way of working, for each group of origins."""
    asked = _questions(currency)
    found: dict[tuple[tuple[int, int], ...], tuple[list[str], tuple[FeeQuote, ...]]] = {}
    for origin in ORIGINS:
        quotes = tuple(answered(rules, question.met_by(origin)) for _, question in asked)
        same = tuple((quote.freelancer_fee.minor, quote.client_fee.minor) for quote in quotes)
        found.setdefault(same, ([], quotes))[0].append(SHORT[origin])
    groups = tuple(Group(_joined(names), quotes) for names, quotes in found.values())
    return Examples(tuple(title for title, _ in asked), groups)


def _questions(currency: str) -> tuple[tuple[str, Question], ...]:
    price, rate, package = (whole(amount, currency) for amount in (PRICE, RATE, PACKAGE))

    def text(amount: int) -> str:
        return whole(amount, currency).text(short=True)

    none = zero(currency)
    return (
        (f"A milestone of {text(PRICE)}", Question("milestone", by_parts(price, 1), False, "", none)),
        (
            f"A week of {HOURS} hours at {text(RATE)}",
            Question("hourly", by_weeks(rate, HOURS * MINUTES, 1), False, "", none),
        ),
        (f"A package for {text(PACKAGE)}", Question("package", (package,), True, "", none)),
    )


def _joined(names: list[str]) -> str:
    if len(names) == len(ORIGINS):
        return "However the two met"
    text = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return text[0].upper() + text[1:]
