"""The API does what the pages do, by the same actions: the whole deal, one call a step."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, Scope
from hirehall.money.models import Transfer
from hirehall.people.models import Token
from hirehall.people.queries import digest
from tests.makers.contracts import Pair

TERMS: dict[str, Any] = {
    "title": "Shop relaunch",
    "scope": "Redesign the checkout of our shop, from basket to receipt.",
    "milestones": [
        {
            "title": "Checkout",
            "amount": {"minor": 1_000_00, "currency": "EUR"},
            "criteria": ["It works by keyboard"],
        }
    ],
}


FEE = {"minor": 30_00, "currency": "EUR"}


class Caller:
    """Somebody with a token."""

    def __init__(self, who: Actor, *, scopes: list[Scope] | None = None) -> None:
        secret = f"secret of {who.person_id}"
        Token.objects.create(
            person_id=who.person_id,
            name="test",
            digest=digest(secret),
            hint="s",
            scopes=[scope.value for scope in (list(Scope) if scopes is None else scopes)],
            made_at=clock.now(),
        )
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.browser = Client()

    def post(self, path: str, body: dict[str, Any] | None = None, *, key: str = "") -> tuple[int, Any]:
        headers = {**self.headers, **({"Idempotency-Key": key} if key else {})}
        answer = self.browser.post(
            f"/api/v1{path}", json.dumps(body or {}), content_type="application/json", headers=headers
        )
        return answer.status_code, answer.json()

    def get(self, path: str) -> tuple[int, Any]:
        answer = self.browser.get(f"/api/v1{path}", headers=self.headers)
        return answer.status_code, answer.json()


@pytest.fixture
def callers(pair: Pair) -> tuple[Caller, Caller]:
    cache.clear()
    return Caller(pair.client), Caller(pair.freelancer)


def test_a_deal_from_offer_to_release_one_call_a_step(pair: Pair, callers: tuple[Caller, Caller]) -> None:
    client, freelancer = callers
    status, offer = client.post(
        "/milestone-offers", {**TERMS, "freelancer_id": str(pair.freelancer.person_id)}
    )
    assert (status, offer["state"]) == (201, "offered")
    status, contract = freelancer.post(
        f"/milestone-offers/{offer['id']}/acceptance", {"version": offer["version"]}
    )
    assert (status, contract["state"]) == (201, "active")
    _, room = client.get(f"/milestone-contracts/{contract['id']}")
    milestone = room["milestones"][0]["id"]
    assert (room["next"]["side"], room["milestones"][0]["client_fee"]) == (
        "client",
        {"minor": 30_00, "currency": "EUR"},
    )
    status, funded = client.post(f"/milestones/{milestone}/funding", {"method": "sandbox.instant"})
    assert (status, funded["milestone"]["state"], funded["payment_status"]) == (200, "funded", "succeeded")
    status, delivered = freelancer.post(f"/milestones/{milestone}/delivery", {"note": "Here it is."})
    assert (status, delivered["state"]) == (200, "delivered")
    status, accepted = client.post(f"/milestones/{milestone}/acceptance", {"met": [True]})
    assert (status, accepted["state"], accepted["held"]["minor"]) == (200, "accepted", 0)
    jobs.drain()
    _, ended = client.get(f"/contracts/{contract['id']}")
    assert (ended["state"], ended["ended_by"], ended["paid"]["minor"]) == ("ended", "completion", 1_000_00)
    _, terms = client.get(f"/contracts/{contract['id']}/terms")
    assert len(terms[0]["agreement_sha256"]) == 64


def test_an_offer_is_kept_as_a_draft_that_only_its_side_sees_until_it_is_sent(
    pair: Pair, callers: tuple[Caller, Caller]
) -> None:
    client, freelancer = callers
    body = {**TERMS, "freelancer_id": str(pair.freelancer.person_id)}
    status, kept = client.post("/milestone-offer-drafts", body, key="one")
    assert (status, kept["state"]) == (201, "draft")
    assert client.post("/milestone-offer-drafts", body, key="one")[1]["id"] == kept["id"]
    assert freelancer.get(f"/offers/{kept['id']}")[0] == 404
    _, sent = client.post(f"/milestone-offers/{kept['id']}/dispatch", {"version": kept["version"]})
    assert sent["state"] == "offered"
    assert freelancer.get(f"/offers/{kept['id']}")[0] == 200


def test_a_repeated_call_with_one_key_has_one_effect(pair: Pair, callers: tuple[Caller, Caller]) -> None:
    client, _ = callers
    row = pair.delivered()
    first = client.post(f"/milestones/{row.id}/acceptance", {}, key="one")
    assert first == client.post(f"/milestones/{row.id}/acceptance", {}, key="one")
    assert Transfer.objects.filter(kind="release").count() == 1
    status, problem = client.post(f"/milestones/{row.id}/acceptance", {"met": [True, True]}, key="one")
    assert (status, problem["code"]) == (409, "idempotency.key_reused")


def test_refusals_are_problems_with_a_stable_code(pair: Pair, callers: tuple[Caller, Caller]) -> None:
    client, freelancer = callers
    row = pair.funded()
    assert client.post(f"/milestones/{row.id}/acceptance")[1]["code"] == "milestone.funded"
    assert client.post(f"/milestones/{row.id}/delivery", {"note": "No."})[0] == 403
    over = {"amount": {"minor": 1_000_01, "currency": "EUR"}}
    status, problem = client.post(f"/milestones/{row.id}/part-release", over)
    assert (status, problem["code"], problem["field"]) == (422, "milestone.more_than_held", "amount")
    assert freelancer.get(f"/milestone-contracts/{row.id}")[0] == 404


def test_a_token_does_only_what_its_scopes_say(pair: Pair) -> None:
    cache.clear()
    row = pair.delivered()
    reader = Caller(pair.client, scopes=[Scope.CONTRACTS_READ])
    assert reader.get("/contracts")[0] == 200
    status, problem = reader.post(f"/milestones/{row.id}/acceptance")
    assert (status, problem["code"]) == (403, "token.scope_missing")
    writer = Caller(pair.freelancer, scopes=[Scope.CONTRACTS_WRITE])
    assert writer.get("/offers")[0] == 403


def test_lists_page_by_a_cursor(pair: Pair, callers: tuple[Caller, Caller]) -> None:
    client, _ = callers
    for minutes in range(3):
        with clock.later(minutes=minutes):
            pair.contract()
    _, page = client.get("/contracts?limit=2")
    _, rest = client.get(f"/contracts?limit=2&after={page['next'].replace('+', '%2B')}")
    assert (len(page["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert client.get("/contracts?limit=101")[0] == 422
