"""Puts the demo's year together and lets it pass."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.test.utils import override_settings

from hirehall.contracts.models import Contract
from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.halls.models import Hall
from hirehall.market.models import Brief, Proposal
from hirehall.money import invariants
from hirehall.people.actions.join import join
from hirehall.people.actions.make_operator import make_operator
from hirehall.people.models import Person
from hirehall.reputation.models import Review
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.cast import CAST, PASSWORD
from hirehall.wiring.demo.hall import (
    PRACTICE_NOTICE_DAYS,
    announce_gentler_fees,
    date_practice_payouts,
    open_demo_hall,
)
from hirehall.wiring.demo.members import Members
from hirehall.wiring.demo.stories import Stories

NEWCOMER_DAYS_BEFORE_END = 4


@dataclass(frozen=True, slots=True)
class Scale:
    """How long the simulated time is, and how much happens in it."""

    days: int = 365
    freelancers: int = 60
    clients: int = 40
    briefs: int = 150


@dataclass(frozen=True, slots=True)
class Built:
    """What was made.

    Attributes:
        broken: names of broken invariants; empty in every demo that is worth anything.
        refused: what people tried and were refused, by code.
    """

    hall: str
    people: int
    briefs: int
    proposals: int
    contracts: int
    reviews: int
    broken: list[str]
    refused: dict[str, int]
    logins: list[dict[str, str]]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def is_empty() -> bool:
    """Whether the database holds no hall yet, so that a demo may be built."""
    return not Hall.objects.exists()


def build(
    *, size: int = 0, seed: int = 7, progress: Callable[[float, str], None] = lambda share, text: None,
    until: datetime | None = None,
    scale: Scale | None = None,
) -> Built:  # fmt: skip
    """Build the demo into an empty database.

    Args:
        size: how many people in all; beyond the living hundred they come by the bulk path, for measurements.
        seed: the same seed and the same ``until`` make the same market.
        progress: called with the share done (0..1) and what is being done.
        until: the instant at which the simulated year ends; now by default.
        scale: how much of a market; a full year by default.
    Raises:
        RuntimeError: when there is a hall already.
    """
    if not is_empty():
        raise RuntimeError("There is a hall in this database already; the demo needs an empty one.")
    end = until or clock.now()
    rng = random.Random(seed)
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
        hall, refused = _year(
            rng, end, scale or Scale(), lambda share: progress(share * 0.95, "A year passes")
        )
        if size > 0:
            from hirehall.wiring.demo.bulk import grow

            grow(hall, people=size, seed=seed, progress=lambda share, text: progress(share, text))
    broken = [f"{item.name}: {item.detail}" for item in invariants.check()]
    progress(1.0, "Done")
    return _summary(hall, broken, refused)


def _year(
    rng: random.Random, end: datetime, scale: Scale, progress: Callable[[float], None]
) -> tuple[Hall, dict[str, int]]:
    calendar = Calendar(start=end - timedelta(days=scale.days), until=end)
    with clock.at(calendar.start):
        hall = open_demo_hall()
        names = iter(texts.names(rng, 400))
        members = Members(hall, rng, names)
        operator = join(
            by=system("demo"), name="Vera Feldhaus", email="operator@harbour.example", password=PASSWORD,
            side="client", verified=True,
        )  # fmt: skip
        make_operator(operator.id, by=system("command"))
    stories = Stories(hall, rng, calendar, members)
    _let_people_join(rng, calendar, members, scale)
    _let_briefs_appear(rng, calendar, stories, scale)
    calendar.at(end - timedelta(days=10), announce_gentler_fees, hall)
    calendar.at(end - timedelta(days=PRACTICE_NOTICE_DAYS), date_practice_payouts, hall)
    calendar.run(progress=progress)
    return hall, calendar.refused


def _let_people_join(rng: random.Random, calendar: Calendar, members: Members, scale: Scale) -> None:
    trades = texts.trades()
    software = next(trade for trade in trades if trade.category == "software")
    design = next(trade for trade in trades if trade.category == "design")
    start, end = calendar.start, calendar.until
    calendar.at(
        start + timedelta(hours=1),
        members.join_freelancer,
        software,
        name="Mateus Lindqvarn",
        email="freelancer@harbour.example",
        keen=True,
    )
    for number in range(scale.freelancers - 2):
        trade = trades[number % len(trades)]
        day = rng.uniform(0.1, 2) if number < scale.freelancers // 2 else rng.uniform(5, scale.days - 6)
        calendar.at(start + timedelta(days=day), members.join_freelancer, trade)
    calendar.at(
        end - timedelta(days=NEWCOMER_DAYS_BEFORE_END),
        members.join_freelancer,
        design,
        name="Noor Albadari",
        email="newcomer@harbour.example",
        complete=False,
    )
    for number, client in enumerate(_hollis_first()[: scale.clients]):
        first = client.name.startswith("Hollis")
        day = (
            0.1
            if first
            else rng.uniform(0.1, 3)
            if number < scale.clients // 2
            else rng.uniform(5, scale.days * 0.8)
        )
        calendar.at(
            start + timedelta(days=day),
            members.join_client,
            client,
            name="Greta Ashgrove" if first else "",
            email="client@harbour.example" if first else "",
            organisation=first or number % 3 == 0,
        )


def _hollis_first() -> list[texts.Client]:
    return sorted(texts.clients(), key=lambda client: not client.name.startswith("Hollis"))


def _let_briefs_appear(rng: random.Random, calendar: Calendar, stories: Stories, scale: Scale) -> None:
    """Briefs spread over the year, denser towards its end; every template comes before one is used again."""
    kinds = [(trade, entry) for trade in texts.trades() for entry in trade.briefs]
    order: list[Any] = []
    while len(order) < scale.briefs:
        rng.shuffle(kinds)
        order += kinds
    used: set[str] = set()
    for number in range(scale.briefs):
        trade, entry = order[number]
        day = 4 + (scale.days - 5) * (number / scale.briefs) ** 0.85 + rng.uniform(-1, 1)
        calendar.at(
            calendar.start + timedelta(days=day),
            _publish,
            stories,
            trade,
            entry,
            number,
            used,
        )


def _publish(
    stories: Stories, trade: texts.Trade, entry: dict[str, Any], number: int, used: set[str]
) -> None:
    clients = stories.members.clients
    ours = [client for client in clients if client.text.name.startswith("Hollis")]
    client = ours[0] if ours and number % 13 == 0 else stories.rng.choice(clients)
    for _ in range(20):
        key = f"{entry['title']}:{client.text.name}"
        if key not in used:
            used.add(key)
            break
        client = stories.rng.choice(clients)
    stories.brief(client, trade, entry, draft_only=number % 37 == 36)


def _summary(hall: Hall, broken: list[str], refused: dict[str, int]) -> Built:
    return Built(
        hall=hall.name,
        people=Person.objects.count(),
        briefs=Brief.objects.filter(hall=hall).count(),
        proposals=Proposal.objects.filter(hall=hall).count(),
        contracts=Contract.objects.filter(hall=hall).count(),
        reviews=Review.objects.count(),
        broken=broken,
        refused=dict(sorted(refused.items())),
        logins=[asdict(login) for login in CAST],
    )
