"""The answer to a what-if: by the chosen version, by every other, by every origin, and elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from hirehall.engagements.trial.queries import pot_of
from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.front.costs import Costs, drawn
from hirehall.front.platforms import compared_payments
from hirehall.front.what_if import ORIGINS, Question, answered
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.money.models import FeeSchedule
from hirehall.money.queries import FeeQuote, schedules_of


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the hall's fees, and what the question costs by it."""

    number: int
    state: str  # in force, announced, past
    since: datetime
    chosen: bool
    quote: FeeQuote


@dataclass(frozen=True, slots=True)
class Answer:
    """The question answered by the chosen version, by every other, by every origin, and elsewhere.

    Attributes:
        held: what the client pays first, where the rest of it comes back after the count.
        pot: what the guarantee pot pays the freelancer of a trial that the client is not content with.
    """

    quote: FeeQuote
    versions: tuple[Version, ...]
    origins: tuple[tuple[str, str, FeeQuote], ...]
    costs: Costs
    payments: int
    held: Money | None = None
    pot: Money | None = None


def counting(hall: Hall) -> list[FeeSchedule]:
    """The versions that count, will, or did; the latest first. One query."""
    return [row for row in schedules_of(hall.id) if row.withdrawn_at is None]


def answer_to(question: Question, hall: Hall, schedules: list[FeeSchedule]) -> Answer:
    now = clock.now()
    in_force = next(row for row in schedules if row.effective_from <= now)
    chosen = next((row for row in schedules if row.version == question.version), in_force)
    rules = {row.version: row.read() for row in schedules}
    versions = tuple(
        Version(
            number=row.version,
            state="announced" if row.effective_from > now else "in force" if row is in_force else "past",
            since=row.effective_from,
            chosen=row is chosen,
            quote=answered(rules[row.version], question),
        )
        for row in schedules
    )
    quote = answered(rules[chosen.version], question)
    places = compared_payments(
        [part.decimal for part in question.worked], each_is_first=question.each_is_first
    )
    return Answer(
        quote=quote,
        versions=versions,
        origins=tuple(
            (origin, text, answered(rules[chosen.version], question.met_by(origin)))
            for origin, text in ORIGINS.items()
        ),
        costs=drawn(hall, quote, tuple(places), since=chosen.effective_from),
        payments=len(question.payments),
        held=answered(rules[chosen.version], replace(question, counted=())).client_pays
        if question.counted
        else None,
        pot=pot_of(quote.freelancer_gets, policy_now(hall.id)) if question.model == "trial" else None,
    )
