"""The page of one’s own standing, its export, and the independent script that arrives at the same number."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from hirehall.formulas.batches import common
from hirehall.formulas.constants import published
from hirehall.formulas.ladder import readings
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat
from hirehall.reputation import queries
from hirehall.reputation.models import FormulaVersion, StandingRow
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.reputation import NO, YES, make_review_of, make_reviews, make_window

SCRIPT = Path(__file__).parents[2] / "docs" / "recompute_standing.py"


@pytest.fixture
def story(db):
    """Five clients in two fields, one of them three times, one silent after two reminders."""
    hall, ida = make_hall(), make_person("Ida Holm")
    software = hall.categories.create(slug="software", name="Software")
    design = hall.categories.create(slug="design", name="Design")
    clients = [make_person(f"Client {number}", Hat.CLIENT) for number in range(6)]
    for number, client in enumerate([*clients[:5], clients[0], clients[0]]):
        field = design if number % 2 else software
        window = make_window(hall, client, ida, paid_minor=(number + 1) * 90_00, category_id=field.id)
        make_reviews(window, of_freelancer=NO if number == 3 else YES)
    silent = make_window(hall, clients[5], ida, category_id=design.id)
    make_review_of(hall, clients[5], make_person("Somebody Else"))
    silent.invitations.filter(direction="of_freelancer").update(reminders=2)
    with clock.later(days=15):
        jobs.run_sweeps()
        jobs.drain()
    return hall, ida


def test_the_independent_script_arrives_at_the_same_numbers(story, client, tmp_path):
    _, ida = story
    client.force_login(ida)
    answer = client.get("/standing/standing.json")
    export = answer.json()
    kinds = {piece["source"] for one in export["standings"] for piece in one["pieces"]}
    assert kinds == {"contract", "rehire", "silence", "field"}
    assert len(export["standings"]) == 3
    (tmp_path / "standing.json").write_bytes(answer.content)
    ran = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(tmp_path / "standing.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.count("would hire again") == 3

    export["standings"][0]["pieces"][0]["reading"] += 0.1
    (tmp_path / "standing.json").write_text(json.dumps(export))
    ran = subprocess.run([sys.executable, "-I", str(SCRIPT), str(tmp_path / "standing.json")], check=False)
    assert ran.returncode == 1


def test_shares_and_what_they_add_make_the_whole(story):
    for row in StandingRow.objects.all():
        share = sum(piece["share"] for piece in row.pieces)
        start = published().standing.prior_precision / (
            published().standing.prior_precision + sum(piece["counted"] for piece in row.pieces)
        )
        assert share + start == pytest.approx(1, abs=1e-9)
        told = sum(piece["share"] * piece["reading"] for piece in row.pieces)
        assert told + start * row.prior == pytest.approx(row.quality, abs=1e-9)


def test_what_if_shows_a_new_number_and_keeps_nothing(story, client):
    _, ida = story
    client.force_login(ida)
    before = list(StandingRow.objects.order_by("id").values())
    page = client.get("/standing/?field=&rung1=no&rung2=no&rung3=no&amount=500&client=")
    assert page.status_code == 200
    assert "to <b>" in page.content.decode()
    assert list(StandingRow.objects.order_by("id").values()) == before
    assert client.get("/standing/?rung1=maybe&rung2=no&rung3=no").status_code == 422


def test_from_a_batch_no_answer_of_anybody_can_be_told():
    """Whatever is seen of a batch, each rung could have been answered either way by each of the three."""
    constants = published()
    answers = list(itertools.product([0.0, 1.0], repeat=3))
    z, precision = readings(answers, constants.ladder)
    seen: dict[tuple[float, float], list[tuple[int, ...]]] = defaultdict(list)
    for three in itertools.product(range(len(answers)), repeat=3):
        told = list(three)
        seen[common(z[told], precision[told], constants.privacy)].append(three)
    for said in seen.values():
        could = np.array([[answers[one] for one in three] for three in said])
        assert (could.min(axis=0) == 0).all()
        assert (could.max(axis=0) == 1).all()


def test_an_announced_version_counts_from_its_day(story):
    hall, ida = story
    row, _ = FormulaVersion.objects.get_or_create(
        version="1", defaults={"announced_at": clock.now(), "in_force_from": clock.now(), "says": "New."}
    )
    row.in_force_from = clock.now() + timedelta(days=30)
    row.save()
    interim = queries.record_of([ida.id], hall_id=hall.id)[ida.id].sentence
    assert queries.version_shown() == "0.1"
    assert queries.own_standings(actor_of(ida))[0].standing.clients == 5
    with clock.later(days=31):
        assert queries.version_shown() == "1"
        standing = queries.standings_of([ida.id], hall_id=hall.id)[ida.id]
        record = queries.record_of([ida.id], hall_id=hall.id)[ida.id]
        assert record.sentence == standing.sentence != interim
