"""What the typical work of a guide's result costs by each way of working. One query."""

from __future__ import annotations

from dataclasses import dataclass

from hirehall.foundation.money import zero
from hirehall.front.costs import whole
from hirehall.front.guide import WAYS, Result
from hirehall.front.what_if import MODELS, OF_THEIR_OWN, Question, answered, by_parts
from hirehall.halls.models import Hall
from hirehall.money.queries import FeeQuote, schedule_in_force

WEEKS, PARTS = 4, 2
PLANS = {
    "milestone": f"in {PARTS} milestones", "hourly": f"in {WEEKS} weeks", "package": "as one order",
    "unit": "as one order, counted in full", "trial": "as a trial, when content"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """One way of working and what the work costs by it."""

    name: str
    title: str
    plan: str
    chosen: bool
    quote: FeeQuote


def ways_here(hall: Hall) -> tuple[str, ...]:
    """The ways of working that the guide may advise in this hall."""
    return tuple(way for way in WAYS if hall.offers(way))


def ways_of(hall: Hall, result: Result) -> tuple[Way, ...]:
    rules = schedule_in_force(hall.id).read()
    amount, none = whole(result.amount, hall.currency), zero(hall.currency)
    advice = result.advice
    plans = {"milestone": by_parts(amount, PARTS), "hourly": by_parts(amount, WEEKS), "package": (amount,)}
    plans |= {"unit": (amount,), "trial": (amount,)}
    return tuple(
        Way(
            name=name,
            title=title,
            plan=PLANS[name],
            chosen=advice is not None and advice.way == name,
            quote=answered(rules, Question(name, plans[name], name in OF_THEIR_OWN, result.origin, none)),
        )
        for name, title in MODELS.items()
        if hall.offers(name)
    )
