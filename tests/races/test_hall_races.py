"""Two operators at the same moment, in matters of where halls are found."""

from __future__ import annotations

import pytest

from hirehall.foundation.actor import system
from hirehall.foundation.refused import Refused
from hirehall.halls.actions.change_hall_address import change_hall_address
from hirehall.halls.actions.invite_to_hall import make_join_code
from hirehall.halls.actions.join_hall import join_hall
from hirehall.halls.actions.open_hall import open_hall
from hirehall.halls.models import FormerAddress, Hall, Member
from tests.makers.base import actor_of, make_hall, make_person
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def codes(outcomes: list[object]) -> list[str]:
    assert not [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, Refused)]
    return [one.code for one in outcomes if isinstance(one, Refused)]


def test_of_two_operators_who_move_one_hall_the_second_is_asked_to_look_again() -> None:
    hall, by = make_hall(), system("desk")
    seen = (hall.slug, hall.domain)
    outcomes = together(
        *[
            lambda slug=slug: change_hall_address(hall.id, by=by, slug=slug, domain="", seen=seen)
            for slug in ("quay", "pier")
        ]
    )
    hall.refresh_from_db()
    assert codes(outcomes) == ["hall.address_moved"]
    assert [row.name for row in FormerAddress.objects.all()] == ["harbour"]
    assert hall.slug in {"quay", "pier"}


def test_what_one_hall_leaves_while_another_wants_it_has_one_hall() -> None:
    first, second, by = make_hall(), make_hall(slug="second", name="Second"), system("desk")
    outcomes = together(
        lambda: change_hall_address(first.id, by=by, slug="quay", domain=""),
        lambda: change_hall_address(second.id, by=by, slug="harbour", domain=""),
        lambda: open_hall(by=by, slug="harbour", name="Third"),
        lambda: open_hall(by=by, slug="quay", name="Fourth"),
    )
    assert set(codes(outcomes)) <= {"hall.taken", "hall.address_kept"}
    has = dict(Hall.objects.values_list("slug", "id"))
    kept = dict(FormerAddress.objects.values_list("name", "hall_id"))
    assert {name for name in has.keys() & kept.keys() if has[name] != kept[name]} == set()
    assert {**kept, **has}["harbour"] == first.id
    assert "quay" in has


def test_the_last_place_of_a_code_goes_to_one_person_and_each_takes_one() -> None:
    hall = make_hall(of_models={"joining.open": 0, "joining.invitation": 1})
    people = [make_person(f"Guest {number}") for number in range(4)]
    code = make_join_code(hall.id, by=system("desk"), most_uses=2, days=7)
    together(*[lambda: join_hall(hall.id, by=actor_of(people[0]), code=code.code)] * 2)
    code.refresh_from_db()
    assert (code.uses, Member.objects.count()) == (1, 1)
    outcomes = together(
        *[lambda who=who: join_hall(hall.id, by=actor_of(who), code=code.code) for who in people[1:]]
    )
    code.refresh_from_db()
    assert codes(outcomes) == ["invitation.unusable"] * 2
    assert (code.uses, Member.objects.count()) == (2, 2)
