"""The API of money: the same actions as the pages, under tokens, with idempotency keys and keyset pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Scope
from hirehall.money.models import Payout
from hirehall.people.models import Person, Token
from hirehall.people.queries import digest
from tests.makers import money as make

pytestmark = pytest.mark.usefixtures("books")


class Caller:
    """A program with a token."""

    def __init__(self, client: Client, who: Person, *scopes: Scope) -> None:
        self.client, self.secret = client, f"secret of {who.handle} {len(scopes)}"
        Token.objects.create(
            person=who,
            name="test",
            digest=digest(self.secret),
            hint="secr",
            scopes=list(scopes),
            made_at=clock.now(),
        )

    def get(self, path: str) -> Any:
        return self.client.get("/api/v1" + path, headers={"Authorization": f"Bearer {self.secret}"})

    def post(self, path: str, body: dict[str, Any], key: str | None = None) -> Any:
        headers = {"Authorization": f"Bearer {self.secret}"} | ({"Idempotency-Key": key} if key else {})
        return self.client.post(
            "/api/v1" + path, json.dumps(body), content_type="application/json", headers=headers
        )


@pytest.fixture
def deal(db: None) -> make.Deal:
    deal = make.make_deal()
    make.fund(deal)
    make.release(deal, 500_00)
    return deal


def test_a_program_is_paid_out_once_per_key(client: Client, deal: make.Deal) -> None:
    caller = Caller(client, deal.freelancer, Scope.MONEY_READ, Scope.MONEY_WRITE)
    saved = caller.post(
        "/destinations", {"kind": "iban", "holder": "Ada", "number": "DE89370400440532013000"}
    )
    assert (saved.status_code, saved.json()["hint"]) == (201, "DE … 3000")
    body = {"destination_id": saved.json()["id"], "amount": {"minor": 100_00, "currency": "EUR"}}
    first, again = (caller.post("/payouts", body, key="k1") for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    other = caller.post("/payouts", body | {"amount": {"minor": 1, "currency": "EUR"}}, key="k1")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency.key_reused")
    jobs.drain()
    read = caller.get(f"/payouts/{first.json()['id']}").json()
    assert (read["status"], Payout.objects.count()) == ("paid", 1)
    [balance] = caller.get("/balances").json()
    assert balance["available"] == {"minor": 300_00, "currency": "EUR"}
    assert balance["held"] == {"minor": 500_00, "currency": "EUR"}


def test_refusals_are_problems_with_a_stable_code(client: Client, deal: make.Deal) -> None:
    caller = Caller(client, deal.freelancer, Scope.MONEY_READ, Scope.MONEY_WRITE)
    wrong = caller.post("/destinations", {"kind": "iban", "holder": "Ada", "number": "DE00"})
    assert (wrong.status_code, wrong.json()["code"], wrong.json()["field"]) == (
        422, "destination.iban_invalid", "number",
    )  # fmt: skip
    destination = make.save_practice_account(deal)
    much = {"destination_id": str(destination.id), "amount": {"minor": 400_01, "currency": "EUR"}}
    assert caller.post("/payouts", much).json()["code"] == "payout.more_than_available"
    assert caller.post("/payouts/00000000-0000-0000-0000-000000000000/cancellation", {}).status_code == 404


def test_a_token_needs_the_scope(client: Client, deal: make.Deal) -> None:
    nobody = Caller(client, deal.freelancer)
    for path in ("/balances", "/spendings", "/payments", "/payouts", "/destinations", "/ledger-lines"):
        assert nobody.get(path).status_code == 403, path
    reader = Caller(client, deal.freelancer, Scope.MONEY_READ)
    refused = reader.post("/destinations", {"kind": "iban", "holder": "Ada", "number": "DE00"})
    assert (refused.status_code, refused.json()["code"]) == (403, "token.scope_missing")


def test_lists_go_on_by_cursor(client: Client, deal: make.Deal) -> None:
    for _ in range(4):
        make.release(deal, 10_00)
        make.fund(deal, 10_00, client_fee=0)
    caller = Caller(client, deal.freelancer, Scope.MONEY_READ)
    first = caller.get("/ledger-lines?limit=3").json()
    rest = caller.get(f"/ledger-lines?limit=3&after={first['next']}").json()
    amounts = [line["amount"]["minor"] for line in first["items"] + rest["items"]]
    assert (amounts, rest["next"]) == ([8_00, 8_00, 8_00, 8_00, 400_00], None)
    payer = Caller(client, deal.client, Scope.MONEY_READ)
    page = payer.get("/payments?limit=4").json()
    assert len(page["items"]) == 4
    last = payer.get(f"/payments?limit=4&after={page['next']}").json()
    assert [item["amount"]["minor"] for item in last["items"]] == [1_000_00]


def test_a_client_reads_payments_refunds_and_spending(client: Client, deal: make.Deal) -> None:
    make.refund(deal, 100_00, fee_back=3_00)
    caller = Caller(client, deal.client, Scope.MONEY_READ)
    [payment] = caller.get("/payments").json()["items"]
    assert payment["refunds"][0]["amount"] == {"minor": 100_00, "currency": "EUR"}
    assert caller.get(f"/payments/{payment['id']}").json() == payment
    [spending] = caller.get("/spendings").json()
    assert (spending["paid"]["minor"], spending["given_back"]["minor"]) == (1_030_00, 103_00)
    stranger = Caller(client, deal.freelancer, Scope.MONEY_READ)
    assert stranger.get(f"/payments/{payment['id']}").status_code == 404
    assert len(caller.get("/payment-methods").json()) == 8
