"""Clocks and caps that engagement models add to a hall's policy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.engagements.hourly.actions.make_offer import draft_offer
from hirehall.engagements.hourly.actions.send_drafted_offer import send_drafted_offer
from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.refused import Refused
from hirehall.front.forms import PolicyForm
from hirehall.halls import queries, states
from hirehall.halls.actions.date_policy import date_policy
from hirehall.halls.actions.open_hall import open_hall
from hirehall.halls.models import Hall
from hirehall.halls.states import PolicyNumber, declare
from hirehall.money.invariants import check
from hirehall.people.models import Person
from tests.makers.hourly import hour_terms
from tests.makers.package import make_shop
from tests.wiring.test_every_address import BACKEND

pytestmark = pytest.mark.django_db
BY = system("command")
NUMBER = PolicyNumber("raft.drift_hours", "Hours that a raft drifts", default=48, least=2, most=72)


@pytest.fixture
def hall(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    hall = open_hall(by=BY, slug="harbour", name="Harbour Hall")
    monkeypatch.setattr(states, "_declared", dict(states._declared))
    declare(NUMBER)
    return hall


def _dated(hall: Hall, value: int) -> None:
    date_policy(
        hall.id,
        by=BY,
        effective_from=clock.now() + timedelta(days=1),
        changes={NUMBER.name: value},
        reason="Storms",
    )


def test_a_policy_from_before_the_model_means_its_default(hall: Hall) -> None:
    assert queries.policy_now(hall.id).number(NUMBER.name) == 48


def test_a_new_version_holds_from_its_day_on_and_the_old_row_stays(hall: Hall) -> None:
    before = queries.policy_now(hall.id)
    _dated(hall, 12)
    with clock.later(days=2):
        assert queries.policy_now(hall.id).number(NUMBER.name) == 12
    before.refresh_from_db()
    assert before.number(NUMBER.name) == 48


@pytest.mark.parametrize("value", [1, 73])
def test_a_number_out_of_its_range_is_refused(hall: Hall, value: int) -> None:
    with pytest.raises(Refused) as caught:
        _dated(hall, value)
    assert (caught.value.code, caught.value.field) == ("hall.setting_invalid", NUMBER.name)


def test_a_number_that_nobody_declared_is_refused(hall: Hall) -> None:
    with pytest.raises(Refused, match=r"A policy has no raft\.sails"):
        date_policy(
            hall.id,
            by=BY,
            effective_from=clock.now() + timedelta(days=1),
            changes={"raft.sails": 1},
            reason="x",
        )


def test_the_desk_asks_for_it_by_its_label(hall: Hall) -> None:
    form = PolicyForm(policy=queries.policy_now(hall.id), currency=hall.currency)
    assert form.fields[NUMBER.name].label == NUMBER.label
    assert form.fields[NUMBER.name].initial == 48


def test_two_models_cannot_declare_the_same_number(hall: Hall) -> None:
    with pytest.raises(ValueError, match="not a free name"):
        declare(PolicyNumber(NUMBER.name, "Something else", default=1))


def off(hall: Hall, *ways: str) -> None:
    date_policy(
        hall.id,
        by=BY,
        effective_from=clock.now() + timedelta(seconds=1),
        changes={f"{way}.offered": 0 for way in ways},
        reason="Not here",
    )
    hall.refresh_from_db()


def test_a_hall_offers_at_least_one_way_of_working() -> None:
    hall = open_hall(by=BY, slug="harbour", name="Harbour Hall")
    assert hall.offers("package")
    with pytest.raises(Refused) as caught:
        off(hall, *states.ways())
    assert caught.value.code == "hall.setting_invalid"


def test_what_a_hall_does_not_offer_is_not_there_and_what_runs_goes_on(client: Client) -> None:
    shop = make_shop()
    order = shop.ordered()
    made = draft_offer(
        shop.hall.id, by=shop.client, terms=hour_terms(), freelancer_id=shop.freelancer.person_id
    )
    off(shop.hall, "package", "hourly")
    with clock.later(days=1):
        client.force_login(Person.objects.get(id=shop.client.person_id), backend=BACKEND)
        for path in (
            "/services/",
            f"/services/{shop.service.id}/",
            "/offers/hourly/new/",
            "/api/v1/services",
        ):
            assert client.get(path).status_code == 404, path
        assert client.get("/api/v1/services").json()["code"] == "hall.way_off"
        assert client.get("/fees/what-if/?model=hourly").status_code == 200
        assert "By the hour" not in client.get("/fees/what-if/").content.decode()
        home = client.get("/").content.decode()
        assert (shop.service.title in home, 'href="/services/"' in home) == (False, False)
        assert (
            client.get(reverse("contracts:contract", args=[order.contract_id]), follow=True).status_code
            == 200
        )
        with pytest.raises(Refused) as caught:
            shop.ordered()
        assert caught.value.code == "hall.way_off"
        with pytest.raises(Refused) as caught:
            send_drafted_offer(made.id, by=shop.client)
        assert caught.value.code == "hall.way_off"
    assert not check()
