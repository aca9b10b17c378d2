"""The operator's list of memberships and deposits: who, until when, how much, and nobody of another hall."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.engagements.listing.queries.paid import paid_for_board
from hirehall.foundation.actor import Hat
from hirehall.people.models import Person
from tests.front.test_desk_api import Program, code_of
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.listing import bought, make_board, put_down, switch_on

pytestmark = pytest.mark.django_db


def test_the_desk_lists_searches_and_takes_out_who_paid(django_assert_num_queries: object) -> None:
    board = make_board(**{"listing.membership_sold": 1, "listing.deposit_asked": 1})
    elsewhere = replace(board, hall=make_hall(slug="elsewhere"))
    switch_on(elsewhere.hall, **{"listing.membership_sold": 1})
    running, declined = bought(board, renews=True), bought(board, by=board.poster, method="sandbox.declined")
    bought(elsewhere, by=actor_of(make_person("Eve Else", Hat.CLIENT)))
    held = put_down(board, title="Editor for a yearbook")
    client, address = Client(), reverse("front:desk_paid")
    client.force_login(Person.objects.get(id=board.editor.person_id))
    client.post(reverse("people:staff_session"), {"reason": "Who has paid for the board"})
    page = client.get(address).content.decode()
    assert running.person.name in page
    assert "renews itself" in page
    assert "Not paid" in page
    assert "Eve Else" not in page
    assert running.person.name not in client.get(address, {"state": "failed"}).content.decode()
    assert declined.person.name in client.get(address, {"q": "pia p"}).content.decode()
    asked = {"kind": "deposits", "q": "yearbook"}
    assert held.position.title in client.get(address, asked).content.decode()
    assert "Nothing found" in client.get(address, {**asked, "q": "almanac"}).content.decode()
    rows = list(csv.DictReader(StringIO(client.get(address, {"as": "csv"}).content.decode())))
    assert [(row["state"], row["amount"], row["renews"]) for row in rows] == [
        ("failed", "9.00", ""),
        ("running", "9.00", "yes"),
    ]
    with django_assert_num_queries(2):  # type: ignore[operator]
        told = paid_for_board(board.hall, "deposits")
    assert (told.standing, told.held.minor, len(told.rows)) == (1, 20_00, 1)


def test_programs_read_the_same_lists_in_pages_and_in_a_session_alone() -> None:
    board = make_board(**{"listing.membership_sold": 1, "listing.deposit_asked": 1})
    elsewhere = replace(board, hall=make_hall(slug="elsewhere"))
    switch_on(elsewhere.hall, **{"listing.membership_sold": 1})
    running, declined = bought(board, renews=True), bought(board, by=board.poster, method="sandbox.declined")
    bought(elsewhere, by=actor_of(make_person("Eve Else", Hat.CLIENT)))
    held, due = (
        put_down(board, title="Editor for a yearbook"),
        put_down(board, paid=False, title="Proof reader"),
    )
    desk = Program(Person.objects.get(id=board.editor.person_id))
    for path in ("board-memberships", "position-deposits"):
        assert code_of(desk.call("GET", path)) == (403, "staff.session_needed")
    desk.start()
    first = desk.call("GET", "board-memberships?limit=1").json()
    assert (first["standing"], first["held"], first["next"]) == (
        1, {"minor": 9_00, "currency": "EUR"}, str(declined.id),
    )  # fmt: skip
    (last,) = desk.call("GET", f"board-memberships?limit=1&after={first['next']}").json()["items"]
    assert (last["id"], last["state"], last["renews"]) == (str(running.id), "running", True)
    assert (last["payment_id"], last["ends_at"] is None) == (str(running.payment_id), False)
    (failed,) = desk.call("GET", "board-memberships?state=failed").json()["items"]
    assert (failed["id"], failed["begins_at"]) == (str(declined.id), None)
    assert desk.call("GET", "board-memberships?state=rich").status_code == 422
    told = desk.call("GET", "position-deposits").json()
    assert [(one["id"], one["state"]) for one in told["items"]] == [
        (str(due.id), "due"),
        (str(held.id), "held"),
    ]
    assert (told["standing"], told["held"]["minor"], told["next"]) == (1, 20_00, None)
    (found,) = desk.call("GET", "position-deposits?q=yearbook").json()["items"]
    assert (found["position_title"], found["amount"]["minor"], found["until"]) == (
        "Editor for a yearbook",
        20_00,
        None,
    )
