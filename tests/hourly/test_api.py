"""The API does what the pages do, by the same actions: a week, one call a step."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, Scope
from hirehall.people.models import Token
from hirehall.people.queries import digest
from tests.makers.contracts import Pair
from tests.makers.hourly import at, run

TERMS: dict[str, Any] = {
    "title": "Support by the hour",
    "scope": "Answer what the shop's customers ask.",
    "rate": {"minor": 60_00, "currency": "EUR"},
    "cap_hours": 10,
}


class Caller:
    """Somebody with a token that may do everything."""

    def __init__(self, who: Actor) -> None:
        secret = f"secret of {who.person_id}"
        Token.objects.create(  # type: ignore[misc]
            person_id=who.person_id,
            name="test",
            digest=digest(secret),
            hint="s",
            scopes=[scope.value for scope in Scope],
            made_at=clock.now(),
        )
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.browser = Client()

    def call(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.browser.generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body or {}),
            content_type="application/json",
            headers=self.headers,
        )
        assert answer.status_code in (200, 201), answer.content
        return answer.json()

    def post(self, path: str, body: Any = None) -> Any:
        return self.call("POST", path, body)


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


def test_a_whole_week_with_a_disputed_entry_by_calls(pair: Pair) -> None:
    with at(hours=1):
        client, freelancer = Caller(pair.client), Caller(pair.freelancer)
        offer = client.post("hourly-offers", {**TERMS, "freelancer_id": str(pair.freelancer.person_id)})
        offer = freelancer.post(f"hourly-offers/{offer['id']}/counter-offer", {**TERMS, "cap_hours": 8})
        contract = client.post(f"hourly-offers/{offer['id']}/acceptance")["id"]
        week = client.call("GET", f"hourly-contracts/{contract}")["weeks"][0]
        paid = client.post(f"weeks/{week['id']}/payment")
        assert (paid["payment_status"], paid["week"]["state"]) == ("succeeded", "open")
        jobs.drain()
    with at(days=2):
        entry = {"starts_at": "2026-11-10T09:00:00Z", "minutes": 60, "memo": "Tickets"}
        one = freelancer.post(f"hourly-contracts/{contract}/entries", entry)
        two = freelancer.post(
            f"hourly-contracts/{contract}/entries", {**entry, "starts_at": "2026-11-10T11:00:00Z"}
        )
        six = freelancer.post(
            f"hourly-contracts/{contract}/entries", {**entry, "starts_at": "2026-11-10T15:00:00Z"}
        )
        freelancer.post(f"entries/{six['id']}/removal")
        freelancer.call(
            "PUT", f"entries/{two['id']}", {**entry, "starts_at": "2026-11-10T11:00:00Z", "minutes": 30}
        )
    with at(days=7, hours=13):
        run()
        run()
    with at(days=8):
        client.post(f"entries/{one['id']}/dispute", {"reason": "Nobody asked for this."})
        freelancer.post(f"entries/{one['id']}/dispute/answer", {"answer": "You did, by telephone."})
        assert client.post(f"weeks/{week['id']}/approval")["state"] == "disputed"
        client.post(f"entries/{one['id']}/split", {"minutes": 20})
        settled = freelancer.post(f"entries/{one['id']}/split/acceptance")
        assert (settled["state"], settled["split_minutes"]) == ("settled", 20)
        found = client.call("GET", f"weeks/{week['id']}")
    assert (found["week"]["state"], found["week"]["released"]["minor"]) == ("released", 50_00)


def test_terms_pause_and_notice_by_calls(pair: Pair) -> None:
    with at(hours=1):
        client, freelancer = Caller(pair.client), Caller(pair.freelancer)
        offer = client.post("hourly-offers", {**TERMS, "freelancer_id": str(pair.freelancer.person_id)})
        contract = freelancer.post(f"hourly-offers/{offer['id']}/acceptance")["id"]
        terms = freelancer.post(f"hourly-contracts/{contract}/terms", {**TERMS, "cap_hours": 5})
        client.post(f"hourly-terms/{terms['id']}/acceptance")
        assert client.post(f"hourly-contracts/{contract}/pause")["cap_hours"] == 5
        assert client.post(f"hourly-contracts/{contract}/resumption")["paused_at"] is None
        assert client.post(f"hourly-contracts/{contract}/notice")["state"] == "ended"
