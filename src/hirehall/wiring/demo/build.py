"""Puts the demo's year together and lets it pass."""

from __future__ import annotations

import random
from collections import Counter
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
from hirehall.wiring.demo import (
    fee_vote,
    gallery,
    joining,
    paid_board,
    positions,
    small_halls,
    texts,
    writers,
)
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.cast import CAST, PASSWORD
from hirehall.wiring.demo.first_timers import FirstTimers
from hirehall.wiring.demo.hall import (
    PRACTICE_NOTICE_DAYS,
    date_practice_payouts,
    open_demo_hall,
)
from hirehall.wiring.demo.hours import Hours
from hirehall.wiring.demo.members import Members
from hirehall.wiring.demo.scenes import SCENES, Scenes
from hirehall.wiring.demo.screenings import Screenings
from hirehall.wiring.demo.stories import Stories
from hirehall.wiring.demo.trials import Trials
from hirehall.wiring.demo.trusted import Trusted

NEWCOMER_DAYS_BEFORE_END = 4
CAST_CLIENT = "Hollis & Grey Ceramics"


@dataclass(frozen=True, slots=True)
class Scale:
    """How long the simulated time is, and how much happens in it.

    Attributes:
        scenes: whether its last weeks bring a deal into every state; that takes thirty-six of the briefs.
        halls: whether there are the other halls beside the first, one a template.
    """

    days: int = 365
    freelancers: int = 60
    clients: int = 40
    briefs: int = 150
    scenes: bool = True
    halls: bool = True


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
        taken = {login.who.partition(",")[0] for login in CAST}
        names = iter(name for name in texts.names(rng, 400) if name not in taken)
        members = Members(hall, rng, names)
        operator = join(
            by=system("demo"), name="Vera Feldhaus", email="operator@harbour.example", password=PASSWORD,
            side="client", verified=True,
        )  # fmt: skip
        make_operator(operator.id, by=system("command"))
    stories = Stories(hall, rng, calendar, members)
    plan = _plan(rng, scale)
    if scale.halls:
        small_halls.PARTS["software"] = (Screenings, Trials)
        small_halls.PARTS["writers"] = (positions.Positions, paid_board.PaidBoard, writers.Writers)
        small_halls.PARTS.setdefault("designers", (gallery.Gallery,))
        small_halls.PARTS[joining.TEMPLATE] = (joining.Joining,)
        small_halls.PARTS[joining.TEMPLATE_OF_NOTICE] = (joining.UnderNotice,)
        small_halls.set_up(calendar, scale.days)
    _let_people_join(rng, calendar, members, plan)
    _let_briefs_appear(calendar, stories, plan)
    if scale.scenes:
        Scenes(stories, calendar, rng).set_up(plan.kept)
        Hours(stories, calendar, rng).set_up()
    fee_vote.set_up(calendar, hall)
    calendar.at(end - timedelta(days=PRACTICE_NOTICE_DAYS + 1), date_practice_payouts, hall)
    FirstTimers(stories, calendar, rng).set_up()
    Trusted(stories, calendar, rng).set_up()
    calendar.run(progress=progress)
    return hall, calendar.refused


def _let_people_join(rng: random.Random, calendar: Calendar, members: Members, plan: Plan) -> None:
    """Freelancers first come in a wave, then one by one; each client some days before the first own brief."""
    start, end, days = calendar.start, calendar.until, plan.scale.days
    trades = {trade.category: trade for trade in texts.trades()}
    software, design = trades["software"], trades["design"]
    calendar.at(
        start + timedelta(hours=1), members.join_freelancer, software, software.freelancers[0],
        name="Mateus Lindqvarn", email="freelancer@harbour.example", keen=True,
    )  # fmt: skip
    calendar.at(
        end - timedelta(days=NEWCOMER_DAYS_BEFORE_END), members.join_freelancer, design, design.freelancers[-1],
        name="Noor Albadari", email="newcomer@harbour.example", complete=False,
    )  # fmt: skip
    others = texts.in_turn(
        [
            [
                (trade, entry)
                for entry in trade.freelancers
                if entry not in (software.freelancers[0], design.freelancers[-1])
            ]
            for trade in trades.values()
        ]
    )
    for number, (trade, entry) in enumerate(others[: plan.scale.freelancers - 2]):
        early = number < plan.scale.freelancers // 2
        day = rng.uniform(0.1, 2) if early else rng.uniform(5, max(6, days * 0.8))
        calendar.at(start + timedelta(days=day), members.join_freelancer, trade, entry)
    for number, client in enumerate(plan.clients):
        cast = client.name == CAST_CLIENT
        first = plan.first_brief.get(client.name, days * 0.5)
        calendar.at(
            start + timedelta(days=0.1 if cast else max(0.15, first - rng.uniform(0.5, 9))),
            members.join_client,
            client,
            name="Greta Ashgrove" if cast else "",
            email="client@harbour.example" if cast else "",
            organisation=cast or number % 3 == 0,
        )


@dataclass(slots=True)
class Plan:
    """Which briefs appear when, which are kept for the scenes at the end, and who must be there by then.

    Attributes:
        first_brief: client's name -> day of the first own brief.
    """

    scale: Scale
    clients: list[texts.Client]
    by_day: list[tuple[float, tuple[texts.Trade, dict[str, Any]]]]
    kept: list[tuple[texts.Trade, dict[str, Any]]]
    first_brief: dict[str, float]


def _plan(rng: random.Random, scale: Scale) -> Plan:
    """Spread the briefs over the year, denser towards its end; no brief comes twice."""
    clients = sorted(texts.clients(), key=lambda client: client.name != CAST_CLIENT)[: scale.clients]
    there = {client.name for client in clients}
    kinds = [(trade, entry) for trade in texts.trades() for entry in trade.briefs if entry["client"] in there]
    rng.shuffle(kinds)
    kept = _for_scenes(kinds) if scale.scenes else []
    kinds = [kind for kind in kinds if kind not in kept][: scale.briefs - len(kept)]
    by_day = []
    for number, kind in enumerate(kinds):
        day = 4 + (scale.days - 5) * (number / len(kinds)) ** 0.85 + rng.uniform(-1, 1)
        by_day.append((day, kind))
    first: dict[str, float] = {}
    for day, (_, entry) in sorted(by_day, key=lambda pair: pair[0]):
        first.setdefault(entry["client"], day)
    for _, entry in kept:
        first[entry["client"]] = min(first.get(entry["client"], scale.days), scale.days - 46)
    return Plan(scale, clients, by_day, kept, first)


def _for_scenes(
    kinds: list[tuple[texts.Trade, dict[str, Any]]],
) -> list[tuple[texts.Trade, dict[str, Any]]]:
    """Enough briefs for the scenes: five of the cast's client, software for the cast's freelancer, others."""

    def some(many: int, fits: Callable[[str, str], bool]) -> list[tuple[texts.Trade, dict[str, Any]]]:
        return [kind for kind in kinds if fits(kind[0].category, kind[1]["client"])][:many]

    wanted = Counter(wish for _, wish, _ in SCENES)
    cast = some(wanted["client"], lambda category, client: client == CAST_CLIENT)
    software = some(
        wanted["freelancer"], lambda category, client: category == "software" and client != CAST_CLIENT
    )
    design = some(2, lambda category, client: category == "design" and client != CAST_CLIENT)
    others = some(
        wanted[""], lambda category, client: category not in ("software", "design") and client != CAST_CLIENT
    )
    return cast + software + others + design


def _let_briefs_appear(calendar: Calendar, stories: Stories, plan: Plan) -> None:
    for number, (day, (trade, entry)) in enumerate(plan.by_day):
        calendar.at(
            calendar.start + timedelta(days=day),
            _publish,
            stories,
            trade,
            entry,
            draft_only=number % 37 == 5,
        )


def _publish(stories: Stories, trade: texts.Trade, entry: dict[str, Any], *, draft_only: bool) -> None:
    client = next(one for one in stories.members.clients if one.text.name == entry["client"])
    stories.brief(client, trade, entry, draft_only=draft_only)


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
