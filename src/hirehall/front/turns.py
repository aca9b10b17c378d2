"""Everything that waits for a person, from every module that has such things. The list is the wiring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from hirehall.contracts import queries as contracts
from hirehall.engagements.hourly import queries as hourly
from hirehall.engagements.listing import queries as listing
from hirehall.engagements.milestone import queries as milestone
from hirehall.engagements.package import queries as package
from hirehall.engagements.trial import queries as trial
from hirehall.engagements.unit import queries as unit
from hirehall.foundation.actor import Actor
from hirehall.foundation.turns import Turn
from hirehall.market import queries as market
from hirehall.money import queries as money
from hirehall.people import queries as people
from hirehall.reputation import queries as reputation
from hirehall.vetting import queries as vetting

SOURCES: tuple[Callable[[Actor], list[Turn]], ...] = (
    contracts.offer_turns,
    contracts.split_turns,
    milestone.turns_for,
    hourly.turns_for,
    package.turns_for,
    unit.turns_for,
    trial.turns_for,
    listing.turns_for,
    market.turns_for,
    vetting.turns_for,
    money.turns_for,
    reputation.turns_for,
    people.turns_for,
)
NEVER = datetime.max.replace(tzinfo=UTC)


def turns_of(actor: Actor) -> list[Turn]:
    """What waits, the nearest deadline first."""
    turns = [turn for source in SOURCES for turn in source(actor)]
    return sorted(turns, key=lambda turn: (turn.due_at or NEVER, turn.title))
