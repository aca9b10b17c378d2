"""The demo's order pool alone, in the three weeks before its last day."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest

from hirehall.engagements.unit.models import PoolOrder, Sample, UnitOrder
from hirehall.engagements.unit.queries import level_of
from hirehall.foundation import clock
from hirehall.foundation.actor import Hat
from hirehall.money import invariants
from hirehall.people.models import Person
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.hall import open_demo_hall
from hirehall.wiring.demo.members import Members
from hirehall.wiring.demo.pool import CLIENT, FREELANCER, NEWCOMER, Pool
from hirehall.wiring.demo.stories import Stories
from tests.makers.base import make_person


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_an_order_of_the_pool_stands_at_each_point_of_its_way() -> None:
    end, rng = clock.now(), random.Random(7)
    calendar = Calendar(start=end - timedelta(days=22), until=end)
    with clock.at(calendar.start):
        hall = open_demo_hall()
        members = Members(hall, rng, iter(texts.names(rng, 40)))
        trade = next(iter(texts.trades()))
        for email, entry in zip((FREELANCER, NEWCOMER, "", ""), trade.freelancers, strict=False):
            members.join_freelancer(trade, entry, email=email)
        members.join_client(texts.clients()[0], name="Greta Ashgrove", email=CLIENT, organisation=True)
        members.join_client(texts.clients()[1], name="", email="", organisation=False)
        members.join_client(texts.clients()[2], name="", email="", organisation=False)
        make_person("Vera Feldhaus", Hat.CLIENT, operator=True)
    Pool(Stories(hall, rng, calendar, members), calendar, rng).set_up()
    calendar.run(progress=lambda share: None)
    assert calendar.refused == {}
    assert Counter(PoolOrder.objects.values_list("state", flat=True)) == {
        "pool": 4, "asked": 1, "claimed": 1, "working": 1, "taken": 4,
    }  # fmt: skip
    in_pool = PoolOrder.objects.filter(state="pool")
    assert set(in_pool.values_list("what", "level")) == {
        ("item", 1), ("page", 2), ("minute", 3), ("word", 1)
    }  # fmt: skip
    assert Counter(UnitOrder.objects.values_list("state", flat=True)) == {
        "accepted": 1, "check": 1, "delivered": 1, "revision": 1,
    }  # fmt: skip
    assert UnitOrder.objects.get(state="delivered").contract.client.email == CLIENT
    cast = Person.objects.get(email=FREELANCER)
    assert UnitOrder.objects.get(state="revision").contract.freelancer_id == cast.id
    assert (level_of(hall.id, cast.id), PoolOrder.objects.filter(holder=cast).count()) == (2, 0)
    assert Sample.objects.get(answered_at=None).person.email == NEWCOMER
    assert invariants.check() == []
