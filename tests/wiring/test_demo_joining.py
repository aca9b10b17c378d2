"""The demo's hall that people apply to and whose members vote, and the one with fees under notice, alone."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from hirehall.foundation import clock
from hirehall.halls.models import Application, HallOperator
from hirehall.money.models import FeeDraft, FeeSchedule, FeeVote
from hirehall.people.actions.make_operator import make_operator
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.hall import DEMO, VOTE_DAYS, open_demo_hall
from hirehall.wiring.demo.joining import Joining, UnderNotice
from hirehall.wiring.demo.members import Members
from hirehall.wiring.demo.stories import Stories
from tests.makers.base import make_person


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", [Joining, UnderNotice])
def test_applications_wait_and_are_decided_and_fees_are_voted_on_or_under_notice(part: type[Joining]) -> None:
    end = clock.now()
    calendar, rng = Calendar(start=end - timedelta(days=40), until=end), random.Random(7)
    trade = next(one for one in texts.trades() if one.category == "software")
    with clock.at(calendar.start):
        hall = open_demo_hall(vote_days=VOTE_DAYS if part is Joining else 0)
        members = Members(hall, rng, iter(()))
        make_operator(make_person("Vera Desk").id, by=DEMO)
        for number in range(3):
            members.join_freelancer(trade, trade.freelancers[number], name=f"Ferry Number{number}")
    part(Stories(hall, rng, calendar, members), calendar, rng, {}).set_up()
    calendar.run(progress=lambda share: None)
    assert calendar.refused == {}
    draft = FeeDraft.objects.get()
    assert draft.replayed_at is not None
    if part is Joining:
        states = Application.objects.order_by("applied_at").values_list("state", flat=True)
        assert list(states) == ["accepted", "appealed", "waiting", "waiting"]
        assert FeeVote.objects.get().is_open
        assert HallOperator.objects.filter(hall=hall, ended_at=None).exists()
    else:
        assert FeeSchedule.objects.filter(hall=hall, effective_from__gt=end).exists()
