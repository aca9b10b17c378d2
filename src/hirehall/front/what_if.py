"""What a piece of work would cost by each way of working, for each origin, under each version of the fees. Pure.

The payments are those that the model would make: one a milestone, one a week, one an order. Each is quoted for itself,
as it would be frozen, and only then added up; so the sums are what really would be paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import QueryDict

from hirehall.foundation.money import Money, parse, zero
from hirehall.money.queries import FeeLine, FeeQuote, Rules, Situation, quote_by_rules

MODELS = {
    "milestone": "By milestones",
    "hourly": "By the hour",
    "package": "As a package",
}
ORIGINS = {
    "marketplace": "We met at this hall",
    "invited": "The client invited the freelancer here",
    "direct": "The freelancer brought the client",
    "referral": "Somebody referred us",
}
MOST = {"parts": 50, "weeks": 104, "orders": 100, "hours": 168}
LARGEST_MINOR = 10**10
MINUTES = 60
FIELDS = (
    "model",
    "amount",
    "parts",
    "rate",
    "hours",
    "weeks",
    "price",
    "orders",
    "origin",
    "before",
    "version",
)


@dataclass(frozen=True, slots=True)
class Question:
    """One plan of payments.

    Attributes:
        payments: each payment, in order.
        each_is_first: whether each belongs to a contract of its own, as orders do.
        before: what the two have billed together until then.
        version: the version of the fees; None for the one in force.
    """

    model: str
    payments: tuple[Money, ...]
    each_is_first: bool
    origin: str
    before: Money
    version: int | None = None

    @property
    def total(self) -> Money:
        return sum(self.payments[1:], self.payments[0])

    def met_by(self, origin: str) -> Question:
        """The same between two who met otherwise."""
        return replace(self, origin=origin)


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, and the question that it makes; none where something has to be mended."""

    typed: dict[str, str]
    errors: dict[str, str]
    question: Question | None


STARTS = {
    "model": "milestone", "amount": "1000", "parts": "1", "rate": "60", "hours": "10", "weeks": "4", "price": "240",
    "orders": "1", "origin": "marketplace", "before": "0", "version": "",
}  # fmt: skip


def read(given: QueryDict, currency: str, among: Sequence[str] = tuple(MODELS)) -> Read:
    """The question in an address; what is not given, is an example. ``among``: the ways that the hall offers."""
    typed = {name: given.get(name, "").strip()[:30] or start for name, start in STARTS.items()}
    typed["model"] = typed["model"] if typed["model"] in among else among[0]
    typed["origin"] = typed["origin"] if typed["origin"] in ORIGINS else "marketplace"
    errors: dict[str, str] = {}
    before = _money(typed, "before", currency, errors, least=0)
    payments = _payments(typed, currency, errors)
    if errors or before is None or not payments:
        return Read(typed, errors, None)
    version = int(typed["version"]) if typed["version"].isdecimal() and len(typed["version"]) < 5 else None
    asked = Question(typed["model"], payments, typed["model"] == "package", typed["origin"], before, version)
    return Read(typed, errors, asked)


def _payments(typed: dict[str, str], currency: str, errors: dict[str, str]) -> tuple[Money, ...]:
    if typed["model"] == "hourly":
        rate, weeks = _money(typed, "rate", currency, errors), _whole(typed, "weeks", errors)
        minutes = _minutes(typed, errors)
        return () if errors or rate is None else by_weeks(rate, minutes, weeks)
    if typed["model"] == "package":
        price, orders = _money(typed, "price", currency, errors), _whole(typed, "orders", errors)
        return () if errors or price is None else (price,) * orders
    amount, parts = _money(typed, "amount", currency, errors), _whole(typed, "parts", errors)
    return () if errors or amount is None else by_parts(amount, parts)


def by_parts(amount: Money, parts: int) -> tuple[Money, ...]:
    """Milestones of the same size, to the cent."""
    return tuple(amount.split([1] * parts))


def by_weeks(rate: Money, minutes: int, weeks: int) -> tuple[Money, ...]:
    """A payment a week, counted as a contract by the hour counts it."""
    return (Money(rate.minor * minutes // MINUTES, rate.currency),) * weeks


def _money(
    typed: dict[str, str], name: str, currency: str, errors: dict[str, str], least: int = 1
) -> Money | None:
    try:
        amount = parse(typed[name], currency)
    except ValueError:
        errors[name] = "Write the amount in numbers, for example 1200 or 1200.50."
        return None
    if not least <= amount.minor <= LARGEST_MINOR:
        errors[name] = "Write an amount that somebody could pay."
        return None
    return amount


def _whole(typed: dict[str, str], name: str, errors: dict[str, str]) -> int:
    text = typed[name]
    if text.isascii() and text.isdecimal() and len(text) < 5 and 1 <= int(text) <= MOST[name]:
        return int(text)
    errors[name] = f"Write a whole number from 1 to {MOST[name]}."
    return 1


def _minutes(typed: dict[str, str], errors: dict[str, str]) -> int:
    try:
        hours = Decimal(typed["hours"].replace(",", "."))
        minutes = int(hours * MINUTES) if hours.is_finite() and hours < MOST["hours"] + 1 else 0
    except ArithmeticError:
        minutes = 0
    if not 1 <= minutes <= MOST["hours"] * MINUTES:
        errors["hours"] = f"Write hours from 0.25 to {MOST['hours']}."
        return MINUTES
    return minutes


def answered(rules: Rules, question: Question) -> FeeQuote:
    """All payments of the plan, each quoted for itself and added up; equal lines stand as one."""
    return summed(quotes(rules, question), question.before.currency)


def quotes(rules: Rules, question: Question) -> list[FeeQuote]:
    """What each payment costs, with what the two have billed growing from one to the next."""
    found: list[FeeQuote] = []
    before = question.before.minor
    for payment in question.payments:
        first = question.each_is_first or not found
        situation = Situation(
            amount=payment.minor, origin=question.origin, pair_before=before, first_payment=first
        )
        found.append(quote_by_rules(rules, payment, situation))
        before += payment.minor
    return found


def summed(parts: Iterable[FeeQuote], currency: str) -> FeeQuote:
    listed = list(parts)
    lines: dict[tuple[str, str], Money] = {}
    for part in listed:
        for line in part.lines:
            key = (line.side, line.label)
            lines[key] = lines.get(key, zero(currency)) + line.fee
    nothing = zero(currency)
    return FeeQuote(
        None,
        sum((part.amount for part in listed), nothing),
        sum((part.freelancer_fee for part in listed), nothing),
        sum((part.client_fee for part in listed), nothing),
        tuple(FeeLine(side, label, fee) for (side, label), fee in lines.items()),
    )
