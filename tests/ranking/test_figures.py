"""A hall's own figures: about no single person, and settings that the simulator reads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.ids import first_id_at, new_id
from hirehall.foundation.refused import Refused
from hirehall.people.models import Person
from hirehall.ranking.queries import figures
from hirehall.reputation.states import Direction, Invited
from tests.makers.base import actor_of, make_person
from tests.makers.market import make_brief
from tests.makers.ranking import Stage
from tests.makers.reputation import make_window

pytestmark = pytest.mark.django_db


def _full(many: int = 20) -> Stage:
    """A hall with so many of each, half of whose clients answered, one of whom came back."""
    stage = Stage(people=many)
    for number, freelancer in enumerate(stage.people):
        client = make_person(f"Client {number}")
        make_brief(stage.hall, actor_of(client))
        paid = 100_00 if number % 2 else 400_00
        person = Person.objects.get(id=freelancer.require_person())
        window = make_window(stage.hall, client, person, paid_minor=paid)
        window.together = 2 if number == 0 else 1
        window.save(update_fields=["together"])
        invitation = window.invitations.get(direction=Direction.OF_FREELANCER)
        invitation.state = Invited.ANSWERED if number % 2 else Invited.SILENT
        invitation.answered_at = clock.now() if number % 2 else None
        invitation.save(update_fields=["state", "answered_at"])
    return stage


def test_a_year_of_a_hall_comes_to_settings(django_assert_num_queries: Any) -> None:
    stage = _full()
    staff = system("command")
    with clock.later(days=70), django_assert_num_queries(1):
        found = figures(staff, stage.hall.id)
    assert (found.freelancers, found.clients, found.families) == (20, 21, 1)
    assert found.jobs_a_week == 2, "21 briefs in ten weeks"
    assert found.joiners_a_week == 2
    assert (found.responds, found.goes_back) == (0.5, 0.05)
    assert found.value_spread == 0.71


def test_a_hall_with_few_of_anything_is_refused_and_says_why() -> None:
    stage = _full(3)
    with pytest.raises(Refused, match="3 paid contracts"):
        figures(system("command"), stage.hall.id)


def test_nobody_but_staff_and_the_system_may() -> None:
    stage = Stage()
    with pytest.raises(Refused):
        figures(stage.client, stage.hall.id)


def test_an_id_divides_what_was_made_before_from_what_comes_after() -> None:
    with clock.later(days=-1):
        before = new_id()
    border = first_id_at(clock.now() - timedelta(seconds=1))
    assert before < border < new_id()
