"""The API's documentation is made from its own document."""

from __future__ import annotations

from typing import Any

from django.test import Client

from hirehall.front.apidocs import problems


def test_docs_list_every_chapter_and_each_opens(hall: Any, client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode()
    assert "/api/v1/docs/fees" in page
    chapter = client.get("/api/v1/docs/fees").content.decode()
    assert "fees.quote" in chapter
    assert "curl" in chapter
    assert client.get("/api/v1/docs/nothing").status_code == 404


def test_every_refusal_has_a_page(hall: Any, client: Client) -> None:
    known = {problem.code: problem for problem in problems()}
    assert known["fee_schedule.too_soon"].status == 422
    assert known["brief.not_found"].status == 404
    assert client.get("/api/v1/problems/fee_schedule.too_soon").status_code == 200
    assert client.get("/api/v1/problems/made.up").status_code == 404
    assert client.get("/api/v1/problems").status_code == 200
    for code in ("milestone.more_than_held", "order.delivered", "hourly.entry_disputed", "payout.is_paid",
                 "join.email", "second_step.code", "passkey.credential", "email.too_many", "proof.needed"):  # fmt: skip
        page = client.get(f"/api/v1/problems/{code}")
        assert page.status_code == 200, code
        assert code in page.content.decode()


def test_docs_say_which_scope_a_call_needs(hall: Any, client: Client) -> None:
    assert "scope:staff:write" in client.get("/api/v1/docs/fees").content.decode()
