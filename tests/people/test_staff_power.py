"""Staff power hangs on the session and on still being an operator."""

from __future__ import annotations

import pytest

from hirehall.foundation import clock
from hirehall.people.actions.end_staff_session import end_staff_session
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.models import Person
from hirehall.people.queries import staff_actor
from tests.makers.base import actor_of, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Person:
    return make_person("Olga Operator", operator=True)


def test_a_session_gives_power_to_its_operator_for_half_an_hour(operator: Person) -> None:
    session = start_staff_session(by=actor_of(operator), reason="Looking at payouts")
    assert staff_actor(operator, session.id) is not None
    assert staff_actor(make_person("Piet Operator", operator=True), session.id) is None
    with clock.later(minutes=31):
        assert staff_actor(operator, session.id) is None


def test_who_is_no_operator_any_more_has_no_power_left_in_a_running_session(operator: Person) -> None:
    session = start_staff_session(by=actor_of(operator), reason="Looking at payouts")
    operator.is_operator = False
    operator.save(update_fields=["is_operator"])
    assert staff_actor(operator, session.id) is None


def test_an_ended_session_gives_none(operator: Person) -> None:
    session = start_staff_session(by=actor_of(operator), reason="Looking at payouts")
    by = staff_actor(operator, session.id)
    assert by is not None
    end_staff_session(by=by)
    assert staff_actor(operator, session.id) is None
