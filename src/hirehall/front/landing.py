"""What a hall's home page shows of its ways of working: what it lives by first, and only what is there to be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hirehall.engagements.listing.queries import newest_positions
from hirehall.engagements.trial.states import ONLY_VETTED
from hirehall.engagements.unit.queries import PriceRow, price_table, waiting_in_pool
from hirehall.engagements.unit.states import UNITS
from hirehall.foundation.actor import Actor
from hirehall.front.dashboard import newest_briefs
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.halls.states.leading import FIRST
from hirehall.market.queries.find import listed_among, newest_services
from hirehall.people.queries import PersonCard, public_card
from hirehall.portfolio.queries import WallAsked, wall
from hirehall.vetting.queries import Way, newest_vetted, open_ways

ORDER = ("unit", "portfolio", "trial", "vetting", "listing", "milestone", "package")
"""After what the hall leads with."""
PIECES, POSITIONS, PEOPLE, SERVICES = 8, 4, 6, 4


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page: the way of working that it shows, and what the template of that way draws."""

    way: str
    shown: Any


@dataclass(frozen=True, slots=True)
class Pool:
    """The order pool from outside: what waits for a writer in each unit, and what a unit is paid at each level."""

    waiting: tuple[str, ...]
    prices: tuple[PriceRow, ...]


@dataclass(frozen=True, slots=True)
class Vetted:
    """How people are screened here, and who has passed."""

    ways: tuple[Way, ...]
    people: tuple[PersonCard, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """How a matcher finds somebody here, and whom they can think of."""

    hours: int
    days: int
    only_vetted: bool
    people: tuple[PersonCard, ...]


def lead_of(hall: Hall) -> str:
    """What the hall lives by, as its operator has chosen; briefs, where that way is off today."""
    return hall.leads_with if hall.offers(hall.leads_with) else FIRST


def sections(hall: Hall, by: Actor, lead: str) -> list[Section]:
    """The parts of a hall's home page that have something to show. At most four queries for each way that is on."""
    ways = sorted(ORDER, key=lambda way: (way != lead, ORDER.index(way)))
    made = ((way, SHOWN[way](hall, by)) for way in ways if hall.offers(way))
    return [Section(way, shown) for way, shown in made if shown]


def _pool(hall: Hall, by: Actor) -> Pool | None:
    waiting = waiting_in_pool(hall.id)
    if not waiting and lead_of(hall) != "unit":
        return None
    rows = price_table(hall, policy_now(hall.id))
    return Pool(
        tuple(f"{UNITS[what].said(most)} in {orders}" for what, (orders, most) in waiting.items()),
        tuple(row for row in rows if row.kind.code in waiting) or tuple(rows[:1]),
    )


def _matching(hall: Hall, by: Actor) -> Matching | None:
    """Only where the hall leads with it: elsewhere the screening says it, and the menu."""
    if lead_of(hall) != "trial":
        return None
    number = policy_now(hall.id).number
    return Matching(
        number("trial.proposal_hours"),
        number("trial.days"),
        bool(number(ONLY_VETTED)),
        () if open_ways(hall.id) else _lately(hall),
    )


def _vetted(hall: Hall, by: Actor) -> Vetted | None:
    ways = open_ways(hall.id)
    return Vetted(tuple(ways), _lately(hall)) if ways else None


def _lately(hall: Hall) -> tuple[PersonCard, ...]:
    lately = newest_vetted(hall.id, limit=4 * PEOPLE)
    shown = listed_among(hall.id, lately)
    found = [one for one in lately if one in shown][:PEOPLE]
    cards = public_card(found)
    return tuple(cards[one] for one in found)


SHOWN: dict[str, Callable[[Hall, Actor], Any]] = {
    "unit": _pool,
    "portfolio": lambda hall, by: wall(by, hall.id, WallAsked(), limit=PIECES).cards,
    "trial": _matching,
    "vetting": _vetted,
    "listing": lambda hall, by: newest_positions(hall.id, limit=POSITIONS),
    "milestone": lambda hall, by: newest_briefs(hall),
    "package": lambda hall, by: newest_services(hall.id, limit=SERVICES),
}
