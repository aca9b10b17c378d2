"""The demo's two agencies alone, in the five weeks before its last day."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from hirehall.contracts.models import Contract, ExtraPayment, Split, SplitShare
from hirehall.contracts.states import AskState
from hirehall.engagements.package.models import Order
from hirehall.foundation import clock
from hirehall.money import invariants
from hirehall.money.models import Earning
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.agencies import CLIENT, FREELANCER, Agencies
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.hall import open_demo_hall
from hirehall.wiring.demo.members import Members
from hirehall.wiring.demo.stories import Stories


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_split_is_in_every_state_and_a_member_has_left() -> None:
    end, rng = clock.now(), random.Random(7)
    calendar = Calendar(start=end - timedelta(days=40), until=end)
    with clock.at(calendar.start):
        hall = open_demo_hall()
        members = Members(hall, rng, iter(texts.names(rng, 40)))
        trade = next(iter(texts.trades()))
        for number, entry in enumerate(trade.freelancers[:6]):
            cast = {"name": "Mateus Lindqvarn", "email": FREELANCER} if number == 0 else {}
            members.join_freelancer(trade, entry, **cast)
        members.join_client(texts.clients()[0], name="Greta Ashgrove", email=CLIENT, organisation=True)
        members.join_client(texts.clients()[1], name="", email="", organisation=False)
    Agencies(Stories(hall, rng, calendar, members), calendar, rng).set_up()
    calendar.run(progress=lambda share: None)
    assert calendar.refused == {}
    assert set(Split.objects.values_list("state", flat=True)) == {state.value for state in AskState}
    assert Contract.objects.exclude(agency=None).count() == 5
    [hourly] = Contract.objects.filter(model="hourly")
    assert Earning.objects.filter(contract_id=hourly.id).values("freelancer_id").distinct().count() == 2
    [standing] = Split.objects.filter(is_standing=True)
    running = Order.objects.get(state="in_progress")
    assert running.contract.splits.get().shares.count() == standing.shares.count() == 3
    assert [order.state for order in Order.objects.order_by("ordered_at")] == ["accepted", "in_progress"]
    [tip] = ExtraPayment.objects.filter(state="paid")
    assert Earning.objects.filter(unit_id=tip.id).count() == 3
    [left] = SplitShare.objects.filter(left_at__isnull=False, split__state="accepted")
    earned = Earning.objects.filter(freelancer_id=left.person_id).order_by("released_at")
    assert [row.share_basis_points for row in earned] == [5_000, 5_000]
    assert earned[1].released_at > left.left_at
    assert invariants.check() == []
