"""The demo's services and orders alone, in the six weeks before its last day."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from hirehall.contracts.models import ExtraPayment, Offer
from hirehall.engagements.package.models import Order, RevisionPurchase
from hirehall.engagements.package.states import State
from hirehall.foundation import clock
from hirehall.foundation.actor import Hat
from hirehall.market.models import Service
from hirehall.money import invariants
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.hall import open_demo_hall
from hirehall.wiring.demo.members import Members
from hirehall.wiring.demo.orders import CLIENT, FREELANCER, Orders
from hirehall.wiring.demo.stories import Stories
from tests.makers.base import make_person


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_an_order_is_in_every_state_and_a_service_in_most() -> None:
    end, rng = clock.now(), random.Random(7)
    calendar = Calendar(start=end - timedelta(days=45), until=end)
    with clock.at(calendar.start):
        hall = open_demo_hall()
        members = Members(hall, rng, iter(texts.names(rng, 40)))
        trades = {trade.category: trade for trade in texts.trades()}
        software, design = trades["software"], trades["design"]
        members.join_freelancer(software, software.freelancers[0], name="Mateus Lindqvarn", email=FREELANCER)
        members.join_freelancer(software, software.freelancers[1])
        members.join_freelancer(design, design.freelancers[0])
        members.join_client(texts.clients()[0], name="Greta Ashgrove", email=CLIENT, organisation=True)
        members.join_client(texts.clients()[1], name="", email="", organisation=False)
        operator = make_person("Vera Feldhaus", Hat.CLIENT, operator=True)
    Orders(Stories(hall, rng, calendar, members), calendar, rng).set_up()
    calendar.run(progress=lambda share: None)
    assert calendar.refused == {}
    assert set(Order.objects.values_list("state", flat=True)) == {state.value for state in State}
    assert set(Service.objects.values_list("state", flat=True)) == {
        "draft", "published", "paused", "submitted", "sent_back", "refused",
    }  # fmt: skip
    assert Service.objects.filter(state="published").count() == 15
    assert not Service.objects.filter(state="published", cover_file_id=None).exists()
    assert operator.is_operator
    assert set(Offer.objects.values_list("state", flat=True)) == {"countered", "accepted", "declined"}
    assert set(RevisionPurchase.objects.values_list("state", flat=True)) == {"paid"}
    assert ExtraPayment.objects.get().state == "paid"
    assert invariants.check() == []
