"""The gallery of the demo's designers alone, in the six weeks before its last day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hirehall.foundation import clock
from hirehall.foundation.actor import Hat
from hirehall.halls.models import Hall
from hirehall.portfolio.models import Collection, Follow, Kept, Like, Project
from hirehall.skills.models import Showing
from hirehall.wiring.demo import gallery, small_halls
from hirehall.wiring.demo.calendar import Calendar
from tests.makers.base import make_hall, make_person


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_the_designers_show_work_that_is_liked_kept_and_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    end = clock.now()
    calendar = Calendar(start=end - timedelta(days=42), until=end)
    with clock.at(calendar.start):
        make_hall()
        guest = make_person("Greta Ashgrove", Hat.CLIENT)
        guest.email = "client@harbour.example"
        guest.save(update_fields=["email"])
        make_person("Vera Feldhaus", Hat.CLIENT, operator=True)
    monkeypatch.setattr(gallery, "PIECES_EACH", 1)
    monkeypatch.setattr(gallery, "FIRST_DAYS", 25)
    monkeypatch.setattr(small_halls, "PARTS", {"designers": (gallery.Gallery,)})
    designers = small_halls.files()["designers"]
    bare = {**designers, "hours": [], "service": [], "unit": []}
    monkeypatch.setattr(small_halls, "files", lambda: {"designers": bare})
    small_halls.set_up(calendar, 7)
    calendar.run(progress=lambda share: None)
    assert calendar.refused == {}
    shown = Showing.objects.filter(hall=Hall.objects.get(slug="designers"), piece__alts__0__isnull=False)
    assert shown.exclude(skill_ids=[]).count() == 4
    assert set(shown.values_list("state", flat=True)) == {"shown"}
    assert Like.objects.count() > 0
    assert (Collection.objects.get().public, Kept.objects.count() > 0, Follow.objects.count()) == (
        True,
        True,
        3,
    )
    assert Project.objects.get().asked.count() == 3
