"""Lines of money name the milestone, week, order or extra that they are about, whatever the model."""

from __future__ import annotations

from django.test import Client

from hirehall.contracts.actions.pay_extra import pay_extra
from hirehall.engagements.hourly.actions.run_week import approve_week
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.foundation import jobs
from hirehall.people.models import Person
from tests.hourly.test_api import Caller
from tests.makers.contracts import Pair, eur, make_pair
from tests.makers.hourly import at, in_review, weeks_of
from tests.makers.package import Shop, make_service


def test_lines_and_payments_name_the_unit_of_every_model(db: None) -> None:
    pair: Pair = make_pair()
    shop = Shop(pair.hall, pair.client, pair.freelancer, make_service(pair.hall, pair.freelancer))
    pair.accepted()
    contract, _ = in_review(pair)
    with at(days=8):
        approve_week(weeks_of(contract)[0].id, by=pair.client)
        pay_extra(contract.id, by=pair.client, amount=eur(25_00), note="Thank you.")
        jobs.drain()
        accept_order(shop.delivered().id, by=pair.client)
        lines = Caller(pair.freelancer).call("GET", "ledger-lines")["items"]
        assert [(line["contract"], line["unit"]) for line in reversed(lines)] == [
            ("Shop relaunch", "Checkout redesign"),
            ("Support by the hour", "Week of 9 November 2026"),
            ("Support by the hour", "Bonus"),
            ("A logo for a small business: Basic", "A logo for a small business: Basic"),
        ]
        pages = []
        for who, path in ((pair.freelancer, "/money/lines/"), (pair.client, "/money/payments/")):
            browser = Client()
            browser.force_login(Person.objects.get(id=who.person_id))
            pages.append(browser.get(path).content.decode())
    for page in pages:
        assert page.count("A logo for a small business: Basic") == 1, "a name is not said twice"
        for name in ("Checkout redesign", "Week of 9 November 2026", "Bonus"):
            assert f'<span class="small muted">{name}</span>' in page
