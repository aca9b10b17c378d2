"""The board: an editor beside the sender, two editors at once, two files, a feed read twice; one of them wins."""

from __future__ import annotations

from typing import Any

import pytest

from hirehall.engagements.listing.actions.read_source import enter_feed, take_in_feed
from hirehall.engagements.listing.actions.screen_position import list_position, refuse_position
from hirehall.engagements.listing.actions.submit_position import send_again, withdraw_position
from hirehall.engagements.listing.actions.take_in import take_in_positions, upload_positions
from hirehall.engagements.listing.models import FeedItem, Position
from hirehall.engagements.listing.operations import Reading
from hirehall.engagements.listing.rules.feeds import Item
from hirehall.engagements.listing.states import Outcome
from hirehall.foundation.actor import system
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from tests.makers.listing import SHEET, WHY, Board, again, content, make_board
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def refusals(outcomes: list[Any]) -> list[str]:
    """The codes; anything but a result or a refusal fails."""
    assert not [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, Refused)], (
        outcomes
    )
    return [one.code for one in outcomes if isinstance(one, Refused)]


def facts_of(position: Position) -> list[str]:
    rows = FactRow.objects.filter(about__contains=[position.id]).order_by("id")
    return list(rows.values_list("name", flat=True))


def test_screened_and_withdrawn_at_once_is_one_of_the_two(board: Board) -> None:
    for _ in range(3):
        position = board.submitted()
        outcomes = together(
            lambda position=position: list_position(position.id, by=board.editor, answers=board.checks),
            lambda position=position: withdraw_position(position.id, by=board.poster),
        )
        assert refusals(outcomes) == ["position.wrong_state"]
        state = again(position).state
        assert state in {"listed", "withdrawn"}
        assert facts_of(position) == ["position.submitted", f"position.{state}"]


def test_two_editors_decide_once_and_about_what_they_saw(board: Board) -> None:
    position = board.submitted()
    seen = position.version
    decisions = together(
        lambda: list_position(position.id, by=board.editor, answers=board.checks, version=seen),
        lambda: refuse_position(position.id, by=board.editor, reason=WHY, version=seen),
        lambda: send_again(position.id, by=board.poster, content=content(title="Another one"), version=seen),
    )
    assert len(refusals(decisions)) == 2
    assert set(refusals(decisions)) <= {"position.wrong_state", "position.stale"}
    assert len(facts_of(position)) == 2


def test_a_file_and_a_feed_are_taken_in_once() -> None:
    board = make_board()
    intake = upload_positions(board.hall.id, by=board.poster, text=SHEET)
    outcomes = together(*[lambda: take_in_positions(intake.id, by=board.poster)] * 3)
    assert refusals(outcomes) == ["position.file_taken"] * 2
    address = "https://juniper-press.example/work.xml"
    told = {"employer": "Juniper Press", "site": "https://juniper-press.example/"}
    feed = enter_feed(board.hall.id, by=board.editor, name="Juniper", address=address, mapping=told)
    said = {"title": "Editor of maps", "description": "Edit the words on maps of old towns. " * 4}
    item = Item("one", "https://juniper-press.example/maps", said, {})
    reading = Reading(Outcome.READ, "", (item,))
    read = together(*[lambda: take_in_feed(feed.id, by=system("feed"), reading=reading)] * 3)
    assert refusals(read) == ["feed.not_due"] * 2
    assert (Position.objects.count(), FeedItem.objects.count()) == (2, 1)


@pytest.fixture
def board() -> Board:
    return make_board()
