"""The demo's two panels alone, in the seven weeks before its last day."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from hirehall.foundation import clock
from hirehall.market.models import Brief, Proposal
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.hall import open_demo_hall
from hirehall.wiring.demo.members import Members
from hirehall.wiring.demo.panels import CLIENT, Panels
from hirehall.wiring.demo.stories import Stories


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_one_panel_has_awarded_and_one_agrees() -> None:
    end = clock.now()
    calendar, rng = Calendar(start=end - timedelta(days=53), until=end), random.Random(7)
    trade = next(one for one in texts.trades() if one.category == "software")
    with clock.at(calendar.start):
        hall = open_demo_hall()
        members = Members(hall, rng, iter(()))
        for number in range(3):
            members.join_freelancer(
                trade, trade.freelancers[number], name=f"Ferry Number{number}", keen=not number
            )
        clients = texts.clients()[:3]
        for number, text in enumerate(clients):
            members.join_client(text, name=f"Client {number}", email=CLIENT if not number else "")
    Panels(Stories(hall, rng, calendar, members), calendar, rng).set_up()
    calendar.run(progress=lambda share: None)
    assert calendar.refused == {}
    assert sorted(Brief.objects.values_list("panel", flat=True)) == ["awarded", "consensus"]
    winner = Proposal.objects.get(state="shortlisted")
    assert winner.freelancer.name == "Ferry Number1"
