"""The demo's writers' hall alone: what a reader of the pool wants to see of it is there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.models import CopyFound, LevelRow, PoolOrder, Reading, Team, UnitOrder
from hirehall.foundation import clock
from hirehall.foundation.actor import Hat
from hirehall.halls.models import Hall
from hirehall.money import invariants
from hirehall.wiring.demo import small_halls, writers
from hirehall.wiring.demo.calendar import Calendar
from tests.makers.base import make_hall, make_person


@pytest.mark.django_db(transaction=True)
def test_the_writers_hall_has_what_its_editors_and_clients_do(monkeypatch: pytest.MonkeyPatch) -> None:
    end = clock.now()
    calendar = Calendar(start=end - timedelta(days=44), until=end)
    with clock.at(calendar.start):
        make_hall()
        guest = make_person("Greta Ashgrove", Hat.CLIENT)
        guest.email = "client@harbour.example"
        guest.save(update_fields=["email"])
        make_person("Vera Feldhaus", Hat.CLIENT, operator=True)
    data = small_halls.files()["writers"]
    trades = [{**trade, "brief": []} for trade in data["trade"]]
    bare = {**data, "hours": [], "service": [], "trade": trades, "unit": [{**data["unit"][1], "on": 33}]}
    small_halls._trades.cache_clear()
    monkeypatch.setattr(small_halls, "PARTS", {"writers": (writers.Writers,)})
    monkeypatch.setattr(small_halls, "files", lambda: {"writers": bare})
    small_halls.set_up(calendar, 7)
    calendar.run(progress=lambda share: None)
    small_halls._trades.cache_clear()
    assert calendar.refused == {}
    hall = Hall.objects.get(slug="writers")
    ended = UnitOrder.objects.filter(contract__hall=hall)
    assert sorted(ended.values_list("state", flat=True)) == ["accepted", "accepted", "check", "delivered"]
    direct = PoolOrder.objects.get(hall=hall, writer__isnull=False)
    assert (direct.state, direct.price_minor, Reading.objects.get(source="client").mark) == ("taken", 7_00, 1)
    assert PoolOrder.objects.get(hall=hall, team=Team.objects.get()).state == "pool"
    assert len(queries.copies_waiting(hall.id)) == CopyFound.objects.count() == 1
    assert len(queries.checks_waiting(hall.id)) == 1
    levels = LevelRow.objects.filter(hall=hall, person__name="Ottilie Brandt").order_by("set_at")
    assert list(levels.values_list("level", flat=True)) == [2, 1, 2]
    assert invariants.check() == []
