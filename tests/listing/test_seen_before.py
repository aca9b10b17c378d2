"""A position that was here before is shown beside the new one, with what both have; an editor decides."""

from __future__ import annotations

from typing import Any

import pytest

from hirehall.engagements.listing.models import Position
from hirehall.engagements.listing.queries import beside, desk_cards, seen_before, waiting
from hirehall.engagements.listing.rules.domains import one_address
from hirehall.foundation.refused import Refused
from tests.makers.base import make_hall
from tests.makers.listing import Board, switch_on

PASSAGE = (
    "You read twelve chapters about old gardens, one a month, and say in the margin what a reader would stumble over. "
    "We pay for each chapter within a week, also for the trial chapter that comes first."
)
OTHER = "A month of recipes for a magazine about bread: tested in our kitchen, edited at your desk, two calls a week."


def texts(board: Board) -> tuple[Position, Position, Position]:
    old = board.refused(
        title="Garden editor", description=f"Last year. {PASSAGE}", apply_url="https://one.example/a"
    )
    near = board.submitted(
        title="Editor of gardens", description=f"{PASSAGE} Say hello.", apply_url="https://one.example/b"
    )
    other = board.submitted(title="Editor of bread", description=OTHER, apply_url="https://one.example/c")
    return old, near, other


def test_the_same_passages_and_the_same_address_are_shown_with_the_evidence(
    board: Board, django_assert_num_queries: Any
) -> None:
    old, near, other = texts(board)
    again = board.submitted(
        title="Something else", description="Quite another text, long enough to be taken by the desk, about nothing."
        " It only leads to the same place.", apply_url="http://WWW.one.example/c/?utm_source=mail#top",
    )  # fmt: skip
    with django_assert_num_queries(2):
        found = seen_before([near, other, again])
    assert [(one.position.id, one.same_address) for one in found[near.id]] == [(old.id, False)]
    assert found[near.id][0].percent > 60
    assert [(one.position.id, one.why) for one in found[again.id]] == [
        (other.id, "the same address for applications")
    ]
    page = beside(board.editor, near.id, old.id)
    shared = " ".join(piece for piece, both in page.new.pieces if both)
    assert "old gardens, one a month" in shared
    assert "Say hello" not in shared
    assert page.seen is not None
    assert page.seen.why.endswith("% of the passages")
    cards = {card.position.id: card for card in desk_cards(waiting(board.hall.id))}
    assert cards[near.id].seen[0].position.reason == "The employer does not exist."


def test_nothing_of_another_hall_and_nothing_for_anybody_but_the_desk(board: Board) -> None:
    old, near, _ = texts(board)
    hall = make_hall(slug="second", name="Second Hall")
    switch_on(hall)
    there = Board(hall, board.poster, board.member, board.editor)
    copy = there.submitted(description=near.description, apply_url="https://one.example/b")
    assert seen_before([copy]).get(copy.id, []) == []
    with pytest.raises(Refused) as unseen:
        beside(board.member, near.id, old.id)
    assert unseen.value.code == "position.not_found"


def test_one_address_is_written_in_many_ways() -> None:
    for way in (
        "http://one.example/a",
        "https://www.one.example/a/",
        "https://ONE.example/a?utm_medium=x&fbclid=1#b",
    ):
        assert one_address(way) == "one.example/a"
    assert one_address("https://one.example/a?id=2&b=1") == "one.example/a?b=1&id=2"
    assert one_address("nothing") == ""
