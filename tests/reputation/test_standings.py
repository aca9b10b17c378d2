"""Standings: from batches that tell no single answer, decomposed exactly, one person at a time."""

from __future__ import annotations

import pytest

from hirehall.foundation import jobs
from hirehall.foundation.actor import Hat, system
from hirehall.reputation import actions, queries
from hirehall.reputation.models import BatchMember, ReadingBatch, StandingRow
from tests.makers.base import make_hall, make_person
from tests.makers.reputation import NO, YES, make_review_of

pytestmark = pytest.mark.django_db
CLOCK = system("clock")


@pytest.fixture
def ida():
    return make_person("Ida Holm")


def clients(many: int):
    return [make_person(f"Client {number}", Hat.CLIENT) for number in range(many)]


def test_nothing_counts_before_three_clients_have_answered_and_then_all_carry_one_reading(ida):
    hall = make_hall()
    first, second, third, fourth = clients(4)
    for client, rungs in [(first, YES), (second, NO)]:
        make_review_of(hall, client, ida, rungs)
    actions.refresh_standing(ida.id, by=CLOCK)
    assert not BatchMember.objects.exists()
    assert queries.standings_of([ida.id])[ida.id].is_new

    make_review_of(hall, third, ida, YES)
    actions.refresh_standing(ida.id, by=CLOCK)
    row = StandingRow.objects.get(person=ida, category_id=None)
    assert {piece["reading"] for piece in row.pieces} == {ReadingBatch.objects.get().reading}
    assert len(row.pieces) == 3
    assert row.clients == 3

    make_review_of(hall, fourth, ida, NO)
    jobs.drain()
    again = StandingRow.objects.get(person=ida, category_id=None)
    assert [piece["reading"] for piece in again.pieces] == [piece["reading"] for piece in row.pieces]
    assert again.quality == pytest.approx(row.quality, abs=1e-6)
    assert queries.standings_of([ida.id])[ida.id].sentence.endswith("in 10 would hire again")
