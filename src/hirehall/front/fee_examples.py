"""Worked examples of a fee schedule: by the way of working, and by how the two met. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from hirehall.engagements.unit.states import LEVELS, UNITS
from hirehall.foundation.money import zero
from hirehall.front.costs import whole
from hirehall.front.what_if import (
    MINUTES,
    OF_THEIR_OWN,
    ORIGINS,
    Question,
    answered,
    by_days,
    by_parts,
    by_units,
    by_weeks,
    offered,
)
from hirehall.halls.models import Policy
from hirehall.money.queries import FeeQuote, Rules

SHORT = {"marketplace": "met here", "invited": "invited", "direct": "own clients", "referral": "referred"}
PRICE, RATE, HOURS, PACKAGE, WORDS, LEVEL = 1_000, 60, 10, 240, 500, 2


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


def examples_of(rules: Rules, currency: str, policy: Policy) -> Examples:
    """One example for each way of working that the policy offers, for each group of origins."""
    asked = [_question(model, currency, policy) for model in offered(policy)]
    found: dict[tuple[tuple[int, int], ...], tuple[list[str], tuple[FeeQuote, ...]]] = {}
    for origin in ORIGINS:
        quotes = tuple(answered(rules, question.met_by(origin)) for _, question in asked)
        same = tuple((quote.freelancer_fee.minor, quote.client_fee.minor) for quote in quotes)
        found.setdefault(same, ([], quotes))[0].append(SHORT[origin])
    groups = tuple(Group(_joined(names), quotes) for names, quotes in found.values())
    return Examples(tuple(title for title, _ in asked), groups)


def _question(model: str, currency: str, policy: Policy) -> tuple[str, Question]:
    """A usual payment of this way of working, in words and as a question."""
    price, rate, package = (whole(amount, currency) for amount in (PRICE, RATE, PACKAGE))
    price_text, rate_text, package_text = (amount.text(short=True) for amount in (price, rate, package))
    match model:
        case "hourly":
            title = f"A week of {HOURS} hours at {rate_text}"
            payments = by_weeks(rate, HOURS * MINUTES, 1)
        case "package":
            title, payments = f"A package for {package_text}", (package,)
        case "unit":
            title = f"An order of {WORDS} {UNITS['word'].many}, level {LEVELS[LEVEL]}"
            payments, _ = by_units(policy, currency, "word", LEVEL, (WORDS, WORDS), 1)
        case "trial":
            title = f"A trial of {policy.number('trial.days')} days, {HOURS} hours a week at {rate_text}"
            payments = by_days(rate, HOURS * MINUTES, policy)
        case _:
            title, payments = f"A milestone of {price_text}", by_parts(price, 1)
    return title, Question(model, payments, model in OF_THEIR_OWN, "", zero(currency))


def _joined(names: list[str]) -> str:
    if len(names) == len(ORIGINS):
        return "However the two met"
    text = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return text[0].upper() + text[1:]
