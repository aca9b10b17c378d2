"""Everything that waits for a person, from every module that has such things. The list is the wiring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from hirehall.contracts import queries as contracts
from hirehall.credentials import queries as credentials
from hirehall.engagements.hourly import queries as hourly
from hirehall.engagements.listing import queries as listing
from hirehall.engagements.milestone import queries as milestone
from hirehall.engagements.package import queries as package
from hirehall.engagements.trial import queries as trial
from hirehall.engagements.unit import queries as unit
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address
from hirehall.foundation.turns import Turn
from hirehall.halls.queries.joining import applications_for
from hirehall.look.formats import day_text
from hirehall.market import queries as market
from hirehall.money import queries as money
from hirehall.people import queries as people
from hirehall.reputation import queries as reputation
from hirehall.vetting import queries as vetting


def fee_votes(by: Actor) -> list[Turn]:
    """Votes on fees in which the person has not said anything yet."""
    return [
        Turn(
            title="Vote on new fees",
            text=f"Open until {day_text(vote.closes_at.date())}. Read what they would have meant for you last year.",
            href=address("front:fee_vote", vote.id),
            button="Read and vote",
            due_at=vote.closes_at,
        )
        for vote in money.fee_votes_waiting_for(by)
    ]


def applications(by: Actor) -> list[Turn]:
    """What an operator of the hall, or of the installation, has to answer about joining."""
    many, since = applications_for(by)
    if not many or since is None:
        return []
    return [
        Turn(
            title="Answer 1 application to join" if many == 1 else f"Answer {many} applications to join",
            text=f"Since {day_text(since.date())}. At the desk, in a session with its reason.",
            href=address("front:desk_joining"),
            button="Go to the desk",
        )
    ]


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
    fee_votes,
    applications,
    reputation.turns_for,
    credentials.turns_for,
    people.turns_for,
)
NEVER = datetime.max.replace(tzinfo=UTC)


def turns_of(actor: Actor) -> list[Turn]:
    """What waits, the nearest deadline first."""
    turns = [turn for source in SOURCES for turn in source(actor)]
    return sorted(turns, key=lambda turn: (turn.due_at or NEVER, turn.title))
