"""The software hall's tests and screening alone, in the ten weeks before the demo's last day."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest

from hirehall.engagements.trial.models import MatchRequest, Trial
from hirehall.foundation import clock
from hirehall.foundation.actor import Hat
from hirehall.money import invariants
from hirehall.reputation.models import OtherEvidence
from hirehall.vetting import queries
from hirehall.vetting.models import Certificate, QuestionAppeal, Screening, ScreeningAppeal, Sitting, Step
from hirehall.vetting.rules import bank_file
from hirehall.wiring.demo import small_halls, texts
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.hall import open_demo_hall
from hirehall.wiring.demo.members import Members
from hirehall.wiring.demo.screenings import Screenings
from hirehall.wiring.demo.stories import Stories
from hirehall.wiring.demo.trials import Trials
from tests.makers.base import make_person


@pytest.mark.parametrize("name", ["python", "postgresql"])
def test_the_demos_banks_can_be_read(name: str) -> None:
    found = bank_file.read((texts.HERE / "banks" / f"{name}.toml").read_text(encoding="utf-8"))
    assert found.wrong == []
    assert len(found.questions) >= found.numbers["drawn"]


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_somebody_stands_at_each_stage_of_the_screening() -> None:
    end = clock.now()
    calendar = Calendar(start=end - timedelta(days=82), until=end)
    with clock.at(calendar.start):
        open_demo_hall()
        make_person("Vera Feldhaus", Hat.CLIENT, operator=True)
        for number in range(40):
            make_person(f"Guest {number}")
        data, rng = small_halls.files()["software"], random.Random(7)
        hall = small_halls.opened("software", data)
        members = Members(hall, rng, iter(()))
        for text, name in zip(texts.clients(), ("Greta Ashgrove", "Ines Falk"), strict=False):
            members.join_client(text, name=name, email="", organisation=False)
        stories = Stories(hall, rng, calendar, members)
        Screenings(stories, calendar, rng, data).set_up()
        Trials(stories, calendar, rng, data).set_up()
    calendar.run(progress=lambda share: None)
    assert calendar.refused == {}
    assert Counter(Screening.objects.values_list("state", flat=True)) == {
        "running": 9, "passed": 11, "failed": 3, "lapsed": 1,
    }  # fmt: skip
    marks = OtherEvidence.objects.filter(source="proof", says__startswith="Task: ")
    assert sorted(marks.values_list("mark", flat=True)) == pytest.approx([0.65, 0.75, 0.9], abs=0.06)
    standing = Step.objects.filter(state__in=["todo", "booked", "examining"])
    assert set(standing.values_list("kind", "state")) == {
        ("form", "todo"), ("form", "examining"), ("test", "todo"), ("interview", "todo"), ("interview", "booked"),
        ("project", "todo"), ("project", "examining"),
    }  # fmt: skip
    assert ScreeningAppeal.objects.get().state == QuestionAppeal.objects.get().state == "waiting"
    assert Counter(Sitting.objects.values_list("passed", flat=True)).keys() == {True, False, None}
    assert Certificate.objects.count() > 8
    hall_id = Screening.objects.all()[0].hall_id
    assert len(queries.vetted_people(hall_id)) == 7  # one of the eight is vetted no longer
    assert Counter(MatchRequest.objects.values_list("state", flat=True)) == {
        "matched": 4,
        "shown": 1,
        "at_desk": 1,
    }
    assert Counter(Trial.objects.values_list("state", flat=True)) == {
        "content": 1, "not_content": 1, "kept": 1, "running": 1
    }  # fmt: skip
    owed = Trial.objects.get(state="not_content")
    assert owed.pot_minor > 0
    assert invariants.check() == []
