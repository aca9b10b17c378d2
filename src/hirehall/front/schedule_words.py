"""A fee schedule as sentences that a member can check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.front.costs import whole
from hirehall.front.fee_examples import Examples, examples_of
from hirehall.halls.models import Hall, Policy
from hirehall.money.models import FeeSchedule
from hirehall.money.queries import FeeQuote, Rules, Situation, quote_by_rules, read_rules

EXAMPLES = (50, 250, 1_000, 5_000)


@dataclass(frozen=True, slots=True)
class ScheduleCard:
    """One version for people: what each side bears, since when, with worked examples."""

    id: str
    version: int
    state: str  # in force, announced, past, withdrawn
    effective_from: datetime
    announced_at: datetime
    note: str
    withdrawn_reason: str
    freelancer: tuple[str, ...]
    client: tuple[str, ...]
    shared: tuple[str, ...]
    tips: tuple[str, ...]
    examples: tuple[FeeQuote, ...]
    by_model: Examples


def card(schedule: FeeSchedule, *, hall: Hall, current_id: Any, policy: Policy) -> ScheduleCard:
    if schedule.withdrawn_at is not None:
        state = "withdrawn"
    elif schedule.effective_from > clock.now():
        state = "announced"
    else:
        state = "in force" if schedule.id == current_id else "past"
    return ScheduleCard(
        id=str(schedule.id),
        version=schedule.version,
        state=state,
        effective_from=schedule.effective_from,
        announced_at=schedule.announced_at,
        note=schedule.note,
        withdrawn_reason=schedule.withdrawn_reason,
        freelancer=tuple(words(schedule.rules.get("freelancer", []), hall.currency)),
        client=tuple(words(schedule.rules.get("client", []), hall.currency)),
        shared=tuple(words(schedule.rules.get("shared", []), hall.currency)),
        tips=tuple(_tips(schedule.rules.get("tips", {}), hall.currency)),
        examples=examples(read_rules(schedule.rules), hall.currency),
        by_model=examples_of(read_rules(schedule.rules), hall.currency, policy),
    )


def examples(rules: Rules, currency: str) -> tuple[FeeQuote, ...]:
    amounts = [whole(amount, currency) for amount in EXAMPLES]
    return tuple(quote_by_rules(rules, amount, Situation(amount=amount.minor)) for amount in amounts)


def _tips(rules: dict[str, list[dict[str, Any]]], currency: str) -> list[str]:
    """What is charged on tips and bonuses, by side; nothing at all is said too."""
    sides = (("Freelancer", rules.get("freelancer", [])), ("Client", rules.get("client", [])))
    return [f"{who}: {line}" for who, charges in sides if charges for line in words(charges, currency)] or [
        "Nothing"
    ]


def words(charges: list[dict[str, Any]], currency: str) -> list[str]:
    """Each charge as one line; nothing at all is said too."""
    return [_one(charge, currency) for charge in charges] or ["Nothing"]


def percent(basis_points: int) -> str:
    return f"{basis_points / 100:g}%"


def _one(charge: dict[str, Any], currency: str) -> str:
    def money(minor: int) -> str:
        return Money(minor, currency).text(short=True)

    match charge["kind"]:
        case "percent":
            least = charge.get("minimum_minor", 0)
            of = " of the price and the fees above" if charge.get("of") == "total" else " of the price"
            return percent(charge["basis_points"]) + of + (f", at least {money(least)}" if least else "")
        case "marginal":
            return _tiers(charge, money) + " of what you two have billed in all"
        case "graduated":
            return _tiers(charge, money) + " of one payment"
        case "flat":
            when = "with each payment" if charge.get("on") == "each_payment" else "once a contract"
            back = ", returned if nothing is released" if charge.get("returned_if_unreleased") else ""
            return f"{money(charge['minor'])} {when}{back}"
        case "small_order":
            return f"{money(charge['minor'])} below {money(charge['below_minor'])}"
        case "per_unit":
            flat = charge.get("flat_minor", 0)
            each = Money(charge["thousandths_of_minor"], currency).text()
            return f"{each} for each 1,000 units" + (f" and {money(flat)} an order" if flat else "")
        case "monthly":
            return f"{money(charge['minor'])} a month"
        case "capped":
            return "; ".join(words(charge["within"], currency)) + f", at most {money(charge['most_minor'])}"
        case _:
            return _selected(charge, currency)


def _tiers(charge: dict[str, Any], money: Any) -> str:
    parts, floor = [], 0
    for tier in charge["tiers"]:
        up_to = tier.get("up_to_minor")
        share = percent(tier["basis_points"])
        if up_to is None:
            parts.append(f"{share} above" if floor else share)
        else:
            parts.append(f"{share} {'of the first' if not floor else 'up to'} {money(up_to)}")
            floor = up_to
    return ", ".join(parts)


def _selected(charge: dict[str, Any], currency: str) -> str:
    if charge["by"] == "origin":
        return _by_origin(charge, currency)
    named = [
        f"{name.replace('_', ' ')}: {'; '.join(words(inner, currency)).lower()}"
        for name, inner in charge["options"].items()
    ]
    rest = "; ".join(words(charge.get("otherwise", []), currency)).lower()
    return f"By {charge['by']}: " + ", ".join([*named, f"otherwise: {rest}"])


MET = {
    "marketplace": "where the two met here",
    "invited": "where the client invited",
    "direct": "with clients of one’s own",
    "referral": "where somebody referred",
}


def _by_origin(charge: dict[str, Any], currency: str) -> str:
    """The usual share first, then what differs: "20% of the price; with clients of one’s own: nothing"."""
    usual = "; ".join(words(charge.get("otherwise", []), currency))
    others = [
        f"{MET.get(origin, origin)}: {'; '.join(words(inner, currency)).lower()}"
        for origin, inner in charge["options"].items()
    ]
    return "; ".join([usual, *others])
