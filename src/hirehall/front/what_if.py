"""What a piece of work would cost by each way of working, for each origin, under each version of the fees. Pure.

The payments are those that the model would make: one a milestone, one a week, one an order, one for a
trial. Each is quoted for itself, as it would be frozen, and only then added up; so the sums are what really would be
paid. Of an order by the unit the most is quoted, and what is counted is paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import QueryDict

from hirehall.engagements.trial.queries import trial_price
from hirehall.engagements.unit.queries import pool_price
from hirehall.engagements.unit.states import LEVELS, UNITS
from hirehall.foundation.money import Money, parse, zero
from hirehall.halls.models import Hall, Policy
from hirehall.money.queries import FeeLine, FeeQuote, Rules, Situation, quote_by_rules

MODELS = {
    "milestone": "By milestones",
    "hourly": "By the hour",
    "package": "As a package",
    "unit": "By the unit",
    "trial": "As a trial",
}
OF_THEIR_OWN = ("package", "unit", "trial")
"""Models whose payments each belong to a contract of its own."""
ORIGINS = {
    "marketplace": "We met at this hall",
    "invited": "The client invited the freelancer here",
    "direct": "The freelancer brought the client",
    "referral": "Somebody referred us",
}
MOST = {"units": 100_000, "parts": 50, "weeks": 104, "orders": 100, "hours": 168}
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
    "unit",
    "level",
    "most",
    "counted",
    "origin",
    "before",
    "version",
)


def offered(hall: Hall | Policy) -> tuple[str, ...]:
    """The ways whose payments can be told here; by milestones where everything is off, for what still runs."""
    return tuple(name for name in MODELS if hall.offers(name)) or ("milestone",)


@dataclass(frozen=True, slots=True)
class Question:
    """One plan of payments.

    Attributes:
        payments: each payment, in order.
        each_is_first: whether each belongs to a contract of its own, as orders do.
        before: what the two have billed together until then.
        version: the version of the fees; None for the one in force.
        counted: of each payment what the work came to, where the most is held and what is counted is paid.
    """

    model: str
    payments: tuple[Money, ...]
    each_is_first: bool
    origin: str
    before: Money
    version: int | None = None
    counted: tuple[Money, ...] = ()

    @property
    def worked(self) -> tuple[Money, ...]:
        """What is paid in the end: what was counted of each payment, where that counts; else all of it."""
        return self.counted or self.payments

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
    "orders": "1", "unit": "word", "level": "1", "most": "400", "counted": "350",
    "origin": "marketplace", "before": "0", "version": "",
}  # fmt: skip


def read(given: QueryDict, currency: str, policy: Policy, among: Sequence[str] = tuple(MODELS)) -> Read:
    """The question in an address; what is not given, is an example. ``among``: the ways that the hall offers."""
    typed = {name: given.get(name, "").strip()[:30] or start for name, start in STARTS.items()}
    typed["model"] = typed["model"] if typed["model"] in among else among[0]
    typed["origin"] = typed["origin"] if typed["origin"] in ORIGINS else "marketplace"
    errors: dict[str, str] = {}
    before = _money(typed, "before", currency, errors, least=0)
    payments, counted = _payments(typed, currency, policy, errors)
    if errors or before is None or not payments:
        return Read(typed, errors, None)
    version = int(typed["version"]) if typed["version"].isdecimal() and len(typed["version"]) < 5 else None
    each = typed["model"] in OF_THEIR_OWN
    asked = Question(typed["model"], payments, each, typed["origin"], before, version, counted)
    return Read(typed, errors, asked)


Payments = tuple[Money, ...]


def _payments(
    typed: dict[str, str], currency: str, policy: Policy, errors: dict[str, str]
) -> tuple[Payments, Payments]:
    """The payments, and what of each is counted where that decides."""
    match typed["model"]:
        case "hourly" | "trial" as model:
            rate, minutes = _money(typed, "rate", currency, errors), _minutes(typed, errors)
            weeks = _whole(typed, "weeks", errors) if model == "hourly" else 1
            if errors or rate is None:
                return (), ()
            return (
                by_weeks(rate, minutes, weeks) if model == "hourly" else by_days(rate, minutes, policy)
            ), ()
        case "package":
            price, orders = _money(typed, "price", currency, errors), _whole(typed, "orders", errors)
            return (() if errors or price is None else (price,) * orders), ()
        case "unit":
            return _units(typed, currency, policy, errors)
    amount, parts = _money(typed, "amount", currency, errors), _whole(typed, "parts", errors)
    return (() if errors or amount is None else by_parts(amount, parts)), ()


def _units(
    typed: dict[str, str], currency: str, policy: Policy, errors: dict[str, str]
) -> tuple[Payments, Payments]:
    typed["unit"] = typed["unit"] if typed["unit"] in UNITS else "word"
    typed["level"] = typed["level"] if typed["level"] in {str(level) for level in LEVELS} else "1"
    most, counted = (_whole(typed, name, errors, most="units") for name in ("most", "counted"))
    orders = _whole(typed, "orders", errors)
    if counted > most:
        errors["counted"] = "No more is counted than was ordered at most."
    if errors:
        return (), ()
    what, level = typed["unit"], int(typed["level"])
    return by_units(policy, currency, what, level, (most, counted), orders)


def by_units(
    policy: Policy, currency: str, what: str, level: int, counts: tuple[int, int], orders: int
) -> tuple[Payments, Payments]:
    """An order each at the hall’s price: the most is held, what is counted is paid."""
    most, counted = (pool_price(policy, what, level, count, currency) for count in counts)
    return (most,) * orders, (counted,) * orders


def by_days(rate: Money, minutes: int, policy: Policy) -> Payments:
    """One payment for all days of a trial, at whole hours a week as a request names them."""
    return (trial_price(rate, max(minutes // MINUTES, 1), policy),)


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


def _whole(typed: dict[str, str], name: str, errors: dict[str, str], most: str = "") -> int:
    text, limit = typed[name], MOST[most or name]
    if text.isascii() and text.isdecimal() and len(text) < 7 and 1 <= int(text) <= limit:
        return int(text)
    errors[name] = f"Write a whole number from 1 to {limit:,}."
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
    for payment, worked in zip(question.payments, question.worked, strict=True):
        first = question.each_is_first or not found
        situation = Situation(
            amount=payment.minor, origin=question.origin, pair_before=before, first_payment=first
        )
        found.append(_cut(quote_by_rules(rules, payment, situation), worked))
        before += worked.minor
    return found


def _cut(quote: FeeQuote, worked: Money) -> FeeQuote:
    """The fees of a part of what was quoted, as a release and a refund take them."""
    whole = quote.amount.minor
    if worked == quote.amount or not whole:
        return quote
    rest = whole - worked.minor
    freelancer = quote.freelancer_fee.minor * worked.minor // whole
    client = quote.client_fee.minor - quote.client_fee.minor * rest // whole
    lines = []
    for side, total in (("freelancer", freelancer), ("client", client)):
        mine = [line for line in quote.lines if line.side == side]
        for line in mine[:-1]:
            part = line.fee.minor * worked.minor // whole
            total -= part
            lines.append(FeeLine(side, line.label, Money(part, worked.currency)))
        lines += [FeeLine(side, line.label, Money(total, worked.currency)) for line in mine[-1:]]
    taken, paid = (Money(minor, worked.currency) for minor in (freelancer, client))
    return FeeQuote(quote.schedule_id, worked, taken, paid, tuple(lines))


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
