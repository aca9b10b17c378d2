"""An operator hides a piece while its maker withdraws, shows or changes it, and two people report it."""

from __future__ import annotations

from functools import partial

import pytest

from hirehall.foundation.refused import Refused
from hirehall.portfolio.actions.hide_piece import answer_hiding, hide_piece
from hirehall.portfolio.actions.report_piece import report_piece
from hirehall.portfolio.models import Hiding, Report
from hirehall.portfolio.queries import WallAsked, wall
from hirehall.skills.actions.change_piece import change_piece
from hirehall.skills.actions.show_piece import show_piece, withdraw_piece
from hirehall.skills.models import Showing
from tests.makers.base import actor_of, make_hall, make_person, staff_of
from tests.makers.portfolio import make_shown
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WHY = "The same drawing stands in a book of 1987."


@pytest.mark.parametrize("move", [show_piece, withdraw_piece, change_piece])
def test_whatever_its_maker_does_meanwhile_a_hidden_piece_is_hidden(move: object) -> None:
    hall = make_hall()
    maker, greta = (actor_of(make_person(name)).at(hall.id) for name in ("Maker", "Greta"))
    first, second = (staff_of(make_person(name, operator=True)) for name in ("Omar", "Oda"))
    shown = make_shown(maker, pictures=0)
    moved = (
        partial(change_piece, shown.piece_id, by=maker, title="Changed", text="", link="", image_ids=[])
        if move is change_piece
        else partial(move, shown.piece_id, hall_id=hall.id, by=maker)  # type: ignore[call-overload]
    )
    hide = partial(hide_piece, shown.id, wrong="copied", words=WHY)
    report = partial(report_piece, shown.id, by=greta, wrong="copied")
    results = together(moved, partial(hide, by=first), partial(hide, by=second), report, report)
    unexpected = [one for one in results if isinstance(one, Exception) and not isinstance(one, Refused)]
    assert unexpected == []
    assert Showing.objects.get(id=shown.id).state == "hidden"
    assert Hiding.objects.count() == 1
    assert Report.objects.count() <= 1
    lifted = together(
        *(partial(answer_hiding, shown.id, by=one, lifts=True, words=WHY) for one in (first, second))
    )
    assert sum(isinstance(one, Refused) for one in lifted) == 1
    assert Showing.objects.get(id=shown.id).state == Hiding.objects.get().was
    assert wall(greta, hall.id, WallAsked()).cards == ()
