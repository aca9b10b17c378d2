from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import transaction

from hirehall.foundation import clock, facts, jobs
from hirehall.foundation.actor import Hat, person, staff, system
from hirehall.foundation.ids import new_id
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipNamed(facts.Fact):
    name: ClassVar[str] = "test.ship_named"
    version: ClassVar[int] = 2
    ship_id: UUID
    price: Money
    colour: Colour = Colour.RED
    built_on: date = date(2026, 1, 2)
    length: Decimal = Decimal("12.50")
    crew: tuple[UUID, ...] = ()


@pytest.fixture
def reactions() -> Iterator[dict[type[facts.Fact], tuple[Any, ...]]]:
    table = facts._reactions()
    assert isinstance(table, dict)
    kept = dict(table)
    yield table
    table.clear()
    table.update(kept)


def test_a_fact_is_kept_whole_with_who_when_and_about_what() -> None:
    ship, who, crew = new_id(), new_id(), new_id()
    with clock.at(MOMENT), transaction.atomic():
        row = facts.record(
            ShipNamed(ship_id=ship, price=Money(5_00, "EUR"), crew=(crew,)),
            by=person(who, hat=Hat.CLIENT),
            hall_id=None,
            about=[ship],
        )
    kept = facts.read(row.id)
    assert (kept.name, kept.version, kept.recorded_at, kept.about) == ("test.ship_named", 2, MOMENT, [ship])
    assert (kept.actor_kind, kept.actor_person_id) == ("person", who)
    assert kept.data == {
        "ship_id": str(ship),
        "price": {"minor": 500, "currency": "EUR"},
        "colour": "red",
        "built_on": "2026-01-02",
        "length": "12.50",
        "crew": [str(crew)],
    }


def test_staff_and_system_are_named_in_the_fact() -> None:
    ship, session = new_id(), new_id()
    fact = ShipNamed(ship_id=ship, price=Money(1, "EUR"))
    by_staff = facts.record(fact, by=staff(new_id(), staff_session_id=session), hall_id=None, about=[ship])
    by_clock = facts.record(fact, by=system("clock"), hall_id=None, about=[ship])
    assert by_staff.staff_session_id == session
    assert (by_clock.actor_kind, by_clock.actor_name) == ("system", "clock")


def test_a_timeline_shows_the_newest_first_and_nothing_else() -> None:
    ship, other = new_id(), new_id()
    for day, about in [(1, ship), (2, other), (3, ship)]:
        with clock.at(MOMENT.replace(day=day)):
            facts.record(
                ShipNamed(ship_id=about, price=Money(day, "EUR")), by=system("t"), hall_id=None, about=[about]
            )
    assert [row.data["price"]["minor"] for row in facts.timeline(ship)] == [3, 1]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        facts.record(
            ShipNamed(ship_id=new_id(), price=Money(1, "EUR")), by=system("t"), hall_id=None, about=[]
        )
    assert FactRow.objects.count() == 0


def test_a_reaction_is_enqueued_with_the_fact_and_gets_its_id(
    reactions: dict[type[facts.Fact], tuple[Any, ...]], heard: list[str], listener: jobs.Job
) -> None:
    reactions[ShipNamed] = (listener,)
    row = facts.record(
        ShipNamed(ship_id=new_id(), price=Money(1, "EUR")), by=system("t"), hall_id=None, about=[]
    )
    assert heard == []
    assert jobs.drain() == 1
    assert heard == [str(row.id)]


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_fact_causes_no_job(
    reactions: dict[type[facts.Fact], tuple[Any, ...]], heard: list[str], listener: jobs.Job
) -> None:
    reactions[ShipNamed] = (listener,)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        facts.record(
            ShipNamed(ship_id=new_id(), price=Money(1, "EUR")), by=system("t"), hall_id=None, about=[]
        )
        _ = 1 / 0
    assert jobs.drain() == 0
    assert heard == []


def test_every_fact_class_is_known_by_name() -> None:
    assert facts.known()["test.ship_named"] is ShipNamed
