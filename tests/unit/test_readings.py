"""Accepted work is read by its client and, blind, by an editor; the figures speak, and an editor decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.answer_delivery import accept_order
from hirehall.engagements.unit.actions.read_work import rate_work, read_work
from hirehall.engagements.unit.actions.set_level import set_level
from hirehall.engagements.unit.models import Reading, UnitOrder
from hirehall.engagements.unit.rules.levels import Figures, suggested
from hirehall.foundation import clock, jobs
from hirehall.foundation.refused import Refused
from hirehall.people.models import Person
from tests.makers.base import make_hall
from tests.makers.unit import WHY, Pool, make_editor, make_pool
from tests.unit.test_pages import at, browser


@pytest.mark.parametrize(
    ("level", "figures", "to"),
    [
        (2, Figures(client=(0, 1, 2)), 2),
        (2, Figures(client=(0, 2, 8)), 3),
        (3, Figures(client=(0, 2, 8)), 3),
        (2, Figures(client=(0, 2, 7), editor=(1, 0, 0)), 2),
        (2, Figures(client=(0, 6, 3), editor=(0, 0, 2)), 3),
        (2, Figures(client=(6, 4, 0)), 1),
        (1, Figures(client=(9, 1, 0)), 1),
        (3, Figures(rejected=2), 2),
        (2, Figures(client=(2, 3, 9), rejected=1), 2),
    ],
)
def test_a_level_that_figures_speak_for(level: int, figures: Figures, to: int) -> None:
    assert suggested(level, figures, least=10)[0] == to


def accepted(pool: Pool) -> UnitOrder:
    work = accept_order(pool.delivered().id, by=pool.client)
    jobs.drain()
    return work


@pytest.fixture
def reading_pool(db: None) -> Pool:
    terms = {"unit.readings_percent": 100, "unit.readings_for_level": 3, "unit.claims_at_once": 20}
    return make_pool(make_hall(slug="readings", of_models=terms))


def test_an_editor_sees_whose_work_speaks_for_another_level_and_decides(reading_pool: Pool) -> None:
    pool = reading_pool
    client, desk = browser(pool.client), browser(pool.editor)
    works = [accepted(pool) for _ in range(2)]
    with pytest.raises(Refused, match="Only work that was accepted"):
        rate_work(pool.delivered().id, by=pool.client, mark=1)
    with pytest.raises(Refused, match="below, as ordered, or above"):
        rate_work(works[0].id, by=pool.client, mark=2)
    for work in works:
        assert "How was it, for its level?" in client.get(at("contract", work.id)).content.decode()
        client.post(at("mark", work.id), {"mark": "0", "key": f"a{work.id}"})
        client.post(at("mark", work.id), {"mark": "1", "key": f"b{work.id}"})
    assert "Above its level" in client.get(at("contract", works[0].id)).content.decode()
    assert "How was it" not in browser(pool.freelancer).get(at("contract", works[0].id)).content.decode()
    editing = reverse("front:desk_editing")
    page = desk.get(editing).content.decode()
    assert ("Ordered at level 1" in page, "Every level fits" in page) == (True, True)
    assert "Mateus Lindqvist" not in page.split("Accepted work to read")[1]
    waiting = queries.readings_waiting(pool.hall.id)
    desk.post(editing, {"reading_id": str(waiting[0].id), "mark": "1"})
    with pytest.raises(Refused, match="already"):
        read_work(pool.hall.id, waiting[0].id, by=make_editor("Second Editor"), mark=0)
    (case,) = queries.level_cases(pool.hall.id)
    assert (case.words, case.figures) == (
        ("2 Good", "3 Excellent"), Figures(client=(0, 0, 2), editor=(0, 0, 1), accepted=2)
    )  # fmt: skip
    page = desk.get(editing).content.decode()
    assert ("Level 3 Excellent" in page, "0 · 0 · 2" in page) == (True, True)
    handle = Person.objects.get(id=pool.freelancer.person_id).handle
    desk.post(editing, {"handle": handle, "level": "3", "reason": WHY})
    assert queries.level_of(pool.hall.id, pool.freelancer.require_person()) == 3
    assert queries.level_cases(pool.hall.id) == []  # what was read before the decision has been heard


def test_a_writer_reads_the_sums_and_only_from_five_marks_on(reading_pool: Pool) -> None:
    pool, writer = reading_pool, reading_pool.freelancer.require_person()
    for number in range(3):
        rate_work(accepted(pool).id, by=pool.client, mark=0)
        for row in queries.readings_waiting(pool.hall.id)[: number and 1]:
            read_work(pool.hall.id, row.id, by=pool.editor, mark=-1)
        told = browser(pool.freelancer).get(at("level")).content.decode()
        assert ("What is read of your work" in told) is (number == 2)
    assert "5 readings: 2 below the level, 3 as ordered, 0 above it" in told
    with clock.later(days=1):
        set_level(pool.hall.id, writer, by=pool.editor, level=2, reason=WHY)
    assert queries.figures_of(pool.hall.id, [writer]) == {}


def test_who_stands_on_a_side_does_not_read_it_and_only_a_share_is_drawn(pool: Pool) -> None:
    for _ in range(3):
        accepted(pool)
    drawn = {row.order_id for row in Reading.objects.all()}
    assert drawn == {one for one in UnitOrder.objects.values_list("id", flat=True) if one.int % 100 < 5}
    work = UnitOrder.objects.all()[0]
    row, _ = Reading.objects.get_or_create(
        order=work, source="editor",
        defaults={"hall": pool.hall, "person_id": pool.freelancer.person_id, "drawn_at": clock.now() - timedelta(1)},
    )  # fmt: skip
    work.contract.client_id = pool.editor.require_person()
    work.contract.save(update_fields=["client_id"])
    with pytest.raises(Refused) as refused:
        read_work(pool.hall.id, row.id, by=pool.editor, mark=0)
    assert refused.value.code == "unit.own_case"
