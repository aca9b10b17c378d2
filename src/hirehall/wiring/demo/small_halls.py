"""The halls beside the demo's first one: opened from their templates, each with a year of its own trade.

What happens in them is data, a file each in ``halls/``: people, briefs, services with their orders, weeks by the
hour, orders of the pool. What is more than that stands in ``PARTS``, by the template.
"""

from __future__ import annotations

import random
import tomllib
from datetime import timedelta
from functools import cache
from typing import Any

from hirehall.engagements.hourly.actions.end_contract import give_notice
from hirehall.engagements.hourly.actions.hold_week import pay_week
from hirehall.engagements.unit.actions.answer_delivery import accept_order
from hirehall.engagements.unit.actions.claim_order import claim_order, start_work
from hirehall.engagements.unit.actions.deliver_order import deliver_order
from hirehall.engagements.unit.actions.post_order import post_order
from hirehall.engagements.unit.actions.set_level import set_level
from hirehall.foundation.actor import staff
from hirehall.foundation.money import Money
from hirehall.front.actions.import_hall import import_hall
from hirehall.front.hall_file.templates import begun
from hirehall.front.hall_file.toml import dumps
from hirehall.halls.models import Hall
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.models import Person
from hirehall.people.queries import actor_for
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.hall import DEMO
from hirehall.wiring.demo.hours import Hours, first_week
from hirehall.wiring.demo.members import Freelancer, Hirer, Members
from hirehall.wiring.demo.orders import Offered, Orders
from hirehall.wiring.demo.stage import Deal, Stage, Steps
from hirehall.wiring.demo.stories import Stories

FOLDER = texts.HERE / "halls"
OPENED_AFTER_DAYS, SETTLED_AFTER_DAYS = 3, 8
LEVEL_REASON = "Read by two editors; clear, in order, and counted honestly."
PARTS: dict[str, tuple[type[SmallHall], ...]] = {}
"""More of one template's hall: a ``SmallHall`` with a ``set_up`` of its own, made with the same arguments."""


@cache
def files() -> dict[str, dict[str, Any]]:
    """What happens in each hall, by its template."""
    rows = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    return {row["template"]: row for row in rows}


class SmallHall(Stage):
    """One hall with its people; steps are put into the calendar by how many days before the end they begin.

    Attributes:
        data: the hall's file.
    """

    def __init__(
        self, stories: Stories, calendar: Calendar, rng: random.Random, data: dict[str, Any]
    ) -> None:
        super().__init__(stories, calendar, rng)
        self.data, self.members = data, stories.members
        self.orders, self.hours = Orders(stories, calendar, rng), Hours(stories, calendar, rng)

    def set_up(self) -> None:
        """Everybody joins in the first days; then all that the file names happens in its time."""
        soon = self.calendar.start + timedelta(days=OPENED_AFTER_DAYS)
        for trade, rows in trades_of(self.data):
            for number, row in enumerate(rows):
                self.calendar.at(soon + timedelta(hours=2 + 7 * number), self._joins, trade, row)
        for number, row in enumerate(self.data["client"]):
            self.calendar.at(soon + timedelta(hours=1 + 5 * number), self._hires, row)
        self.calendar.at(soon + timedelta(days=3), self._levels)
        for trade, _ in trades_of(self.data):
            for entry in trade.briefs:
                self._when(entry["on"], self._brief, trade, entry)
        for row in self.data.get("hours", ()):
            self._when(row["on"], self.play, self._by_the_hour(row))
        for number, row in enumerate(self.data.get("service", ())):
            self._when(row["orders"][0][1] + 8, self._offers, row, number)
        for row in self.data.get("unit", ()):
            self._when(row["on"], self.play, self._by_the_unit(row))

    def _when(self, days_before_end: float, happening: Any, *with_what: Any) -> None:
        """So many days before the end; never, where nobody would be there yet."""
        if days_before_end > (self.calendar.until - self.calendar.start).days - SETTLED_AFTER_DAYS:
            return
        self.calendar.at(self.calendar.until - timedelta(days=days_before_end), happening, *with_what)

    def freelancer(self, name: str) -> Freelancer:
        return next(one for one in self.members.freelancers if one.name == name)

    def client(self, company: str) -> Hirer:
        return next(one for one in self.members.clients if one.text.name == company)

    def editor(self) -> Any:
        """The operator in a staff session."""
        operator = Person.objects.filter(is_operator=True)[0]
        session = start_staff_session(by=actor_for(operator), reason=f"Looking after {self.hall.name}")
        return staff(operator.id, staff_session_id=session.id)

    def _joins(self, trade: texts.Trade, row: dict[str, Any]) -> None:
        self.members.join_freelancer(trade, row, name=row["name"], email=row.get("email", ""))

    def _hires(self, row: dict[str, Any]) -> None:
        text = texts.Client(
            row["company"], row["goods"], row["business"], row["city"], row["country"], row["about"]
        )
        if "guest" not in row:
            self.members.join_client(text, name=row["name"])
            return
        who = Person.objects.get(email=row["guest"])  # somebody of the first hall: one log-in opens all
        guest = Hirer(who.id, who.name, text, None, patience=self.rng.random(), email=row["guest"])
        self.members.clients.append(guest)

    def _levels(self) -> None:
        if not any("level" in row for _, rows in trades_of(self.data) for row in rows):
            return
        editor = self.editor()
        for _, rows in trades_of(self.data):
            for row in rows:
                if "level" in row:
                    who = self.freelancer(row["name"])
                    set_level(self.hall.id, who.person_id, by=editor, level=row["level"], reason=LEVEL_REASON)

    def _brief(self, trade: texts.Trade, entry: dict[str, Any]) -> None:
        """The newest ones live as others do; the earlier ones came to a good end."""
        client = self.client(entry["client"])
        if entry["on"] < 40:
            self.stories.brief(client, trade, entry)
            return
        wanted = set(entry["must"])
        taker = max(
            (one for one in self.members.freelancers if one.trade.category == trade.category),
            key=lambda one: len(one.skills & wanted),
        )
        self.play(self._to_the_end(Deal(client, taker, trade, entry)))

    def _to_the_end(self, deal: Deal) -> Steps:
        yield from self.finished(deal)
        self.deals.be_paid(deal.taker)
        contract = deal.contract
        yield 0.5
        if contract is not None:
            self.deals.say_goodbye(contract.id, deal.client, deal.taker)

    def _by_the_hour(self, row: dict[str, Any]) -> Steps:
        client, taker = self.client(row["client"]), self.freelancer(row["taker"])
        contract = self.hours.agree(client, taker, row["title"], row["rate"] * 100, row["cap"])
        pay_week(first_week(contract).id, by=client.actor)
        for day in range(row["days"]):
            yield 1.0
            self.hours.log(contract, taker, day)
        if "bye" in row:
            give_notice(contract.id, by=client.actor, note=row["bye"])
        self.deals.be_paid(taker)

    def _offers(self, row: dict[str, Any], number: int) -> None:
        who = self.freelancer(row["by"])
        service = self.orders.publish(who, Offered.read({**row, "trade": who.trade.category}), number)
        if service is None:
            return
        for company, days in row["orders"]:
            steps = self.orders.accepted if days > 15 else self.orders.begun
            self._when(days, self.play, steps(who, service, self.client(company)))
        self._when(row["orders"][0][1] - 6, self.deals.be_paid, who)

    def _by_the_unit(self, row: dict[str, Any]) -> Steps:
        client = self.client(row["client"])
        order = post_order(
            self.hall.id, by=client.actor, organisation_id=client.organisation_id, **row["order"]
        )
        if "writer" not in row:
            return
        writer = self.freelancer(row["writer"])
        yield 0.1
        claim_order(order.posting_id, by=writer.actor)
        start_work(order.posting_id, by=writer.actor)
        yield 0.6
        deliver_order(order.posting_id, by=writer.actor, text=row["text"])
        yield 0.5
        accept_order(order.posting_id, by=client.actor)
        self.deals.be_paid(writer)

    def money(self, units: int) -> Money:
        """So many whole units of the hall's currency."""
        return Money(units * 100, self.hall.currency)


@cache
def _trades(template: str) -> tuple[tuple[texts.Trade, tuple[dict[str, Any], ...]], ...]:
    return tuple(
        (
            texts.Trade(
                row["category"], row["image"], row["freelancer"], row["brief"], row["praise"], row["grumble"]
            ),
            tuple(row["freelancer"]),
        )
        for row in files()[template]["trade"]
    )


def trades_of(data: dict[str, Any]) -> tuple[tuple[texts.Trade, tuple[dict[str, Any], ...]], ...]:
    """Each field of work of the hall with those who join in it."""
    return _trades(data["template"])


def set_up(calendar: Calendar, seed: object) -> None:
    """Open the halls in the first days of the year and put into the calendar what happens there."""
    for number, (template, data) in enumerate(files().items()):
        opening = calendar.start + timedelta(days=1, hours=number)
        calendar.at(opening, _open, calendar, template, data, seed)


def opened(template: str, data: dict[str, Any]) -> Hall:
    """The hall of a template, but for its screening: the demo's own has a test in it, and a history."""
    values = {**begun(template, given=data["hall"]), "texts": data.get("texts", {})}
    values.pop("screening", None)
    return import_hall(dumps(values), by=DEMO)


def _open(calendar: Calendar, template: str, data: dict[str, Any], seed: object) -> None:
    hall = opened(template, data)
    rng = random.Random(f"{seed}:{template}")
    members = Members(hall, rng, iter(()))
    stories = Stories(hall, rng, calendar, members)
    parts: tuple[type[SmallHall], ...] = (SmallHall, *PARTS.get(template, ()))
    for part in parts:
        part(stories, calendar, rng, data).set_up()
