"""What is held under an agency's contract counts for each of its people by their share, to the cent."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hirehall.contracts.queries import held_for, held_in_shares
from hirehall.foundation import clock
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money.queries import balances_of, escrow_of
from tests.makers.agencies import Studio, make_studio, units
from tests.makers.contracts import eur, make_pair, planned
from tests.makers.tokens import Caller


@pytest.fixture
def studio(db: None) -> Studio:
    return make_studio()


def held(studio: Studio) -> dict[str, int]:
    """What is held for each, in cents; who has nothing is left out."""
    balances = {name: balances_of(who.id, studio.hall)[0].held.minor for name, who in studio.people.items()}
    return {name: minor for name, minor in balances.items() if minor}


def test_each_has_their_own_share_as_held_and_the_sums_are_exact(studio: Studio) -> None:
    contract = studio.contract(planned("One", 100_01), planned("Two", 100_00))
    first, second = units(contract)
    studio.fund(first)
    assert held(studio) == {"Mateus": 100_01}  # nothing is agreed: all is the lead's
    studio.agree(contract, Mateus=33.34, Cyr=33.33, Dan=33.33)
    assert held(studio) == {"Mateus": 33_35, "Cyr": 33_33, "Dan": 33_33}
    with clock.later(days=1):
        studio.leaves("Cyr")
    with clock.later(days=2):
        studio.fund(second)
        now = held(studio)
        assert now == {"Mateus": 33_35 + 50_01, "Cyr": 33_33, "Dan": 33_33 + 49_99}
        assert eur(sum(now.values())) == escrow_of(contract.id)
        studio.release(first)
        assert held(studio) == {"Mateus": 50_01, "Dan": 49_99}
    assert invariants.check() == []


def test_pages_and_calls_say_the_same_and_the_client_is_told_nothing(studio: Studio) -> None:
    cache.clear()
    contract = studio.contract(planned("One", 900_00))
    studio.agree(contract, Bea=50, Cyr=30, Mateus=20)
    studio.fund(units(contract)[0])
    shown = [(one.name, one.held.minor) for one in held_for(studio.by("Cyr"), contract.id)]
    assert shown == [("Bea Member", 450_00), ("Cyr Member", 270_00), ("Mateus Lindqvist", 180_00)]
    cyr = Caller(studio.by("Cyr"))
    assert cyr.call("GET", "balances")[0]["held"]["minor"] == 270_00
    parts = cyr.call("GET", f"contracts/{contract.id}/held-shares")
    assert [one["held"]["minor"] for one in parts] == [450_00, 270_00, 180_00]
    Caller(studio.client).call("GET", f"contracts/{contract.id}/held-shares", status=(404,))
    browser = Client()
    browser.force_login(studio.people["Cyr"])
    assert "€270.00" in browser.get(reverse("contracts:split", args=[contract.id])).content.decode()
    assert "€270.00" in browser.get(reverse("money:overview")).content.decode()
    with pytest.raises(Refused, match="not"):
        held_for(studio.by("Dan"), contract.id)


def test_who_is_in_no_agency_pays_one_query_for_it(studio: Studio, django_assert_num_queries: Any) -> None:
    alone = make_pair(studio.hall, client="Nadia Brandt", freelancer="Joao Teles").freelancer
    with django_assert_num_queries(1):
        assert held_in_shares(alone.require_person(), studio.hall.id)[1] == {}
    for _ in range(3):
        contract = studio.contract(planned("One", 90_00))
        studio.agree(contract, Bea=50, Cyr=50)
        studio.fund(units(contract)[0])
    with django_assert_num_queries(5):
        assert held_in_shares(studio.id("Bea"), studio.hall.id)[1] == {"EUR": 135_00}
