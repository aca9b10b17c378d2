from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from hirehall.engagements.milestone import rules
from hirehall.files.rules import FILES_PER_SUBJECT_AT_MOST, LIMITS
from hirehall.foundation import clock
from hirehall.foundation.actor import Hat, Scope
from hirehall.people.actions.make_token import make_token
from hirehall.people.queries import new_secret
from hirehall.wiring import limits
from hirehall.wiring.requests import LARGEST_REQUEST_BYTES
from tests.makers.base import actor_of, make_hall, make_person

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 3, 1, 12, 0, 20, tzinfo=UTC)


def test_alive_asks_nobody(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_ready_names_what_is_not(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    told = answer.json()
    assert (told["ready"], told["database"], told["migrations"]) == (False, "ok", "ok")
    assert "worker" in told["jobs"]


def test_every_answer_has_a_number_and_keeps_a_proxys(client: Client) -> None:
    assert len(client.get("/healthz")["X-Request-ID"]) == 32
    assert client.get("/healthz", headers={"X-Request-ID": "abc-12345"})["X-Request-ID"] == "abc-12345"
    forged = client.get("/healthz", headers={"X-Request-ID": "a b\tc<script>"})["X-Request-ID"]
    assert len(forged) == 32


def test_a_foreign_host_is_turned_away_and_a_halls_own_is_not(client: Client) -> None:
    hall = make_hall()
    hall.domain = "harbour.example"
    hall.save(update_fields=["domain"])
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/account/login/", headers={"host": "localhost:8000"}).status_code == 200
    assert Client().get("/healthz", headers={"host": "10.0.0.7"}).status_code == 200


def test_a_request_that_is_too_large_is_not_read(client: Client) -> None:
    answer = client.post("/account/login/", CONTENT_LENGTH=str(10**9))
    assert answer.status_code == 413
    assert client.post("/account/login/", CONTENT_LENGTH="9" * 5000).status_code == 413
    assert client.post("/account/login/", CONTENT_LENGTH="²").status_code in (200, 400, 403)


def test_a_request_without_its_token_is_told_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a@example.org"})
    assert answer.status_code == 403
    assert b"reload the page" in answer.content


def test_programs_get_problems_and_people_get_pages(client: Client) -> None:
    missing = client.get("/api/v1/nothing")
    assert (missing.status_code, missing["Content-Type"]) == (404, "application/problem+json")
    assert missing.json()["code"] == "request.not_found"
    assert client.get("/nothing")["Content-Type"].startswith("text/html")


def test_the_api_without_a_token_is_a_problem_and_not_a_log_in(client: Client) -> None:
    answer = client.get("/api/v1/files/00000000-0000-0000-0000-000000000007")
    assert (answer.status_code, answer.json()["code"]) == (401, "request.unauthenticated")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_the_api_says_how_much_is_left_and_when_to_come_back(client: Client) -> None:
    with clock.at(MOMENT):
        first = client.get("/api/v1/nothing")
        assert (first["RateLimit-Limit"], first["RateLimit-Remaining"], first["RateLimit-Reset"]) == (
            "300",
            "299",
            "40",
        )
        for _ in range(299):
            limits.count("address:127.0.0.1", MOMENT.replace(second=0))
        over = client.get("/api/v1/nothing")
        assert (over.status_code, over["Retry-After"], over["RateLimit-Remaining"]) == (429, "40", "0")
        assert over.json()["code"] == "request.too_many"
        other = client.get("/api/v1/nothing", headers={"Authorization": "Bearer another"})
        assert other["RateLimit-Remaining"] == "299"
    with clock.at(MOMENT.replace(minute=1)):
        assert client.get("/api/v1/nothing").status_code == 404


def test_one_token_has_one_count_however_the_scheme_is_written(client: Client) -> None:
    with clock.at(MOMENT):
        left = [
            client.get("/api/v1/nothing", headers={"Authorization": f"{word} secret"})["RateLimit-Remaining"]
            for word in ("Bearer", "bearer", "BEARER", "bEaReR")
        ]
    assert left == ["299", "298", "297", "296"]


def test_inventing_a_token_for_each_call_is_counted_by_address(client: Client) -> None:
    with clock.at(MOMENT):
        asked = [
            client.get("/api/v1/contracts", headers={"Authorization": f"Bearer guess-{number}"})
            for number in range(2)
        ]
        assert [(answer.status_code, answer["RateLimit-Remaining"]) for answer in asked] == [
            (401, "299"),
            (401, "298"),
        ]
        for _ in range(298):
            limits.count("address:127.0.0.1", MOMENT.replace(second=0))
        over = client.get("/api/v1/contracts", headers={"Authorization": "Bearer guess-301"})
        assert (over.status_code, over["Retry-After"]) == (429, "40")


@pytest.mark.parametrize(
    "body",
    [
        b'{"title": "a\\u0000b"}',
        '{"title": "a\x00b"}'.encode("utf-16"),
        '{"title": "plain"}'.encode("utf-16"),
        b'{"title": "\xff"}',
        b"[" * 100_000,
        b"not json",
    ],
)
def test_a_body_that_is_no_json_in_utf8_is_told_what_to_send(client: Client, body: bytes) -> None:
    secret = new_secret()
    by = actor_of(make_person("Ida", Hat.CLIENT))
    make_token(secret, by=by, name="program", scopes=[Scope.BRIEFS_WRITE])
    make_hall()
    answer = client.post(
        "/api/v1/briefs", body, content_type="application/json", headers={"Authorization": f"Bearer {secret}"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "request.unreadable")
    assert "UTF-8" in answer.json()["title"]


def test_the_largest_file_that_a_rule_takes_is_not_turned_away_at_the_door() -> None:
    assert max(limit.largest_bytes for limit in LIMITS.values()) < LARGEST_REQUEST_BYTES
    assert rules.MOST_FILES == FILES_PER_SUBJECT_AT_MOST  # one sentence about how many fit, not two


def test_counting_a_call_is_one_statement(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        assert limits.count("token:x", MOMENT) == 1


def test_metrics_are_for_this_machine_or_the_token(client: Client) -> None:
    here = client.get("/metrics")
    assert here.status_code == 200
    assert b"hirehall_workers 0" in here.content
    assert b"# TYPE hirehall_database_deadlocks_total counter" in here.content
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.1").status_code == 404


def test_the_policy_allows_nothing_inline(client: Client) -> None:
    policy = client.get("/account/login/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.django_db
def test_pages_travel_compressed_to_those_who_can_read_that(client: Client) -> None:
    make_hall()
    squeezed = client.get("/help/", headers={"accept-encoding": "gzip"})
    assert squeezed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in squeezed["Vary"]
    plain = client.get("/help/")
    assert "Content-Encoding" not in plain
    assert len(squeezed.content) < len(plain.content) / 2
