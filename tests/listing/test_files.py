"""A file of positions: read row by row, shown, and what can come in waits for the desk."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hirehall.engagements.listing.actions import screen_position as screening
from hirehall.engagements.listing.actions.take_in import (
    read_positions,
    take_in_positions,
    upload_positions,
)
from hirehall.engagements.listing.models import Intake, Position
from hirehall.engagements.listing.queries import intake_page
from hirehall.engagements.listing.rules.intake import READER, template
from hirehall.foundation import clock, jobs
from hirehall.foundation.refused import Refused
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_person
from tests.makers.listing import SHEET, Board, make_board

GOOD = next(csv.DictReader(io.StringIO(SHEET)))
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sheet(*rows: dict[str, str]) -> str:
    """A file with these rows, each the good one with something else."""
    out = io.StringIO()
    writer = csv.DictWriter(out, tuple(GOOD), delimiter=";")
    writer.writeheader()
    writer.writerows({**GOOD, "Title": f"Editor number {number}", **row} for number, row in enumerate(rows))
    return out.getvalue()


def test_a_file_is_shown_row_by_row_and_then_waits_for_the_desk(board: Board, client: Client) -> None:
    client.force_login(Person.objects.get(id=board.poster.person_id), backend=BACKEND)
    file = SimpleUploadedFile(
        "spring.csv", sheet({}, {"Country": "Atlantis"}, {"Link": ""}).encode("utf-8-sig")
    )
    answer = client.post(reverse("listing:upload"), {"file": file, "key": "one"})
    intake = Intake.objects.get()
    assert answer["Location"] == reverse("listing:intake", args=[intake.id])
    page = client.get(answer["Location"]).content.decode()
    assert "Country: “Atlantis” is no country or code of one." in page
    assert "Where to apply: Say how people apply" in page
    assert not Position.objects.exists()
    chosen = {
        "row": [row.number for row in intake_page(board.poster, intake.id).rows],
        "version": 1,
        "key": "two",
    }
    client.post(reverse("listing:take_in", args=[intake.id]), chosen)
    position = Position.objects.get()
    assert (position.title, position.state, position.source) == ("Editor number 0", "submitted", "csv")
    assert (position.pay_min_minor, position.country, position.poster_id) == (
        35_00,
        "DE",
        board.poster.person_id,
    )
    assert position.origin == "spring.csv, line 4"
    assert "\n\nWe choose" in position.description
    with pytest.raises(Refused) as taken:
        take_in_positions(intake.id, by=board.poster)
    assert taken.value.code == "position.file_taken"
    again = upload_positions(board.hall.id, by=board.poster, text=sheet({}))
    assert [row.problem for row in intake_page(board.poster, again.id).rows] == [
        "The same words wait for the desk or are listed already."
    ]


def test_what_the_desk_brings_in_has_no_poster_and_any_editor_screens_it(board: Board) -> None:
    intake = upload_positions(board.hall.id, by=board.editor, text=SHEET)
    take_in_positions(intake.id, by=board.editor)
    position = Position.objects.get()
    assert (position.poster_id, position.brought_by_id) == (None, board.editor.person_id)
    listed = screening.list_position(position.id, by=board.editor, answers=board.checks)
    jobs.drain()
    assert listed.state == "listed"
    for stranger in (board.poster, board.member, actor_of(make_person("Ada Stern"))):
        with pytest.raises(Refused) as unseen:
            intake_page(stranger, intake.id)
        assert unseen.value.code == "file.not_found"


def test_columns_with_other_names_are_mapped_by_who_uploaded_them(board: Board) -> None:
    text = SHEET.replace("Title,Company", "What,Who")
    intake = upload_positions(board.hall.id, by=board.poster, text=text)
    page = intake_page(board.poster, intake.id)
    assert (page.missing, page.rows) == ("Say which column holds: title, employer.", [])
    with pytest.raises(Refused) as none:
        read_positions(intake.id, by=board.poster, columns={"title": 99})
    assert none.value.field == "file"
    columns = {**intake.columns, "title": 0, "employer": 1}
    read_positions(intake.id, by=board.poster, columns=columns, version=1)
    assert intake_page(board.poster, intake.id).ready == 1
    with pytest.raises(Refused) as stale:
        read_positions(intake.id, by=board.poster, columns=columns, version=1)
    assert stale.value.code == "position.stale"


@pytest.mark.django_db
def test_no_more_come_in_than_may_wait_and_the_file_is_forgotten() -> None:
    board = make_board(**{"listing.waiting_per_person": 2, "listing.csv_rows": 3})
    intake = upload_positions(board.hall.id, by=board.poster, text=sheet({}, {}, {}))
    page = intake_page(board.poster, intake.id)
    assert (page.ready, page.room, len(page.chosen)) == (3, 2, 2)
    with pytest.raises(Refused) as many:
        take_in_positions(intake.id, by=board.poster)
    assert many.value.code == "position.too_many_wait"
    assert take_in_positions(intake.id, by=board.poster, rows=tuple(page.chosen)).taken == 2
    with pytest.raises(Refused) as long:
        upload_positions(board.hall.id, by=board.poster, text=sheet({}, {}, {}, {}))
    assert long.value.code == "position.too_many_rows"
    with clock.later(days=8):
        jobs.run_sweeps()
    assert not Intake.objects.exists()


def test_the_file_to_begin_from_can_be_taken_in(board: Board) -> None:
    intake = upload_positions(board.hall.id, by=board.poster, text=template())
    assert [(row.title, row.problem) for row in intake_page(board.poster, intake.id).rows] == [
        ("Editor for a magazine about gardens", "")
    ]


NO_FILES: list[Any] = [b"", b"\x00\x01", b"one line only", b"a,b\n" + b"x" * 2_000_001]


@pytest.mark.parametrize("content", NO_FILES, ids=["empty", "binary", "no rows", "too large"])
def test_what_is_no_table_is_refused_at_the_file(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        READER.table_of(READER.text_in(content))
    assert refused.value.field == "file"
