"""Amounts and dates are written for who reads, never for whoever was served before."""

from __future__ import annotations

import pytest
from django.test import Client

from hirehall.people.models import Person
from tests.makers.contracts import make_pair

pytestmark = pytest.mark.django_db


def test_a_view_writes_in_the_readers_zone_whoever_was_served_before() -> None:
    pair = make_pair()
    milestone = pair.delivered()
    room = f"/contracts/milestone/{milestone.contract_id}/"
    far = _signed_in(pair.freelancer.person_id, "America/Bogota")
    near = _signed_in(pair.client.person_id, "Asia/Tokyo")
    for _ in range(2):
        assert "UTC−5" in (text := far.get(room).content.decode())
        assert "UTC+9" not in text
        assert "UTC+9" in (text := near.get(room).content.decode())
        assert "UTC−5" not in text


def _signed_in(person_id: object, zone: str) -> Client:
    who = Person.objects.get(id=person_id)
    who.time_zone = zone
    who.save(update_fields=["time_zone"])
    browser = Client()
    browser.force_login(who)
    return browser
