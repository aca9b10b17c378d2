"""What ``doctor``, ``audit``, the error page and ``/metrics`` say when something is wrong, and how to mend it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from typing import Any
from urllib.parse import urlparse

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner, Result
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from hirehall.people.login import SecondFactorAdapter
from hirehall.wiring import doctoring, installation, pages, pooling, readiness, trouble
from hirehall.wiring.command import main
from hirehall.wiring.config import Config, load
from hirehall.wiring.doctoring import Finding, examine
from hirehall.wiring.postgres.cluster import ServerTrouble
from tests.makers.base import make_person
from tests.makers.contracts import make_pair

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def already(*, as_owner: bool = False) -> Iterator[Config]:
        yield load()

    monkeypatch.setattr(installation, "django", already)
    monkeypatch.setattr(trouble, "reach", lambda config: None)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def wrong(part: str, findings: list[Finding]) -> Finding:
    (found,) = [one for one in findings if (one.part, one.state) == (part, "wrong")]
    assert found.mend
    return found


def test_a_database_that_is_down_missing_or_closed_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    url = load().database_url
    nobody = wrong(
        "database", examine(replace(load(), database_url="postgresql://a:secret@127.0.0.1:1/hall"))
    )
    assert "does not answer" in nobody.text
    assert "127.0.0.1:1/hall" in nobody.text
    assert "secret" not in nobody.text + nobody.mend
    missing = wrong(
        "database", examine(replace(load(), database_url=url.replace(urlparse(url).path, "/nowhere")))
    )
    assert "no such database" in missing.text
    stranger = url.replace("//postgres@", "//nobody-here@").replace("user=hirehall_owner", "user=nobody-here")
    closed = wrong("database", examine(replace(load(), database_url=stranger)))
    assert "account" in closed.text


class Pooled:
    """A connection to something that looks like the server: the queue says which process answers next."""

    def __init__(self, answers: Iterator[int]) -> None:
        self.answers = answers

    def __enter__(self) -> Pooled:
        return self

    def __exit__(self, *failed: object) -> None:
        pass

    def execute(self, statement: str) -> list[tuple[int]]:
        return [(next(self.answers),)]


@pytest.mark.parametrize(
    ("first", "second", "is_proof"),
    [
        ("1", "2", False),  # the server itself, or whole sessions
        ("1", "1", True),  # the pooler lends the one that is free again
        ("12", "34", True),  # the pooler lends them in turn
    ],
)
def test_a_pooler_that_the_configuration_does_not_know_is_found_out(
    monkeypatch: pytest.MonkeyPatch, first: str, second: str, is_proof: bool
) -> None:
    served = cycle([Pooled(cycle(int(pid) for pid in pids)) for pids in (first, second)])
    monkeypatch.setattr(pooling.psycopg, "connect", lambda url, **more: next(served))
    config = replace(
        load(), database_url="postgresql://pool/hirehall", database_direct_url="postgresql://pool/hirehall"
    )
    assert pooling.is_unnoticed(config) is is_proof
    assert not pooling.is_unnoticed(replace(config, pooler="yes"))
    assert not pooling.is_unnoticed(replace(config, database_direct_url="postgresql://server/hirehall"))
    found = doctoring._pooler(config)
    assert [(one.state, "HIREHALL_POOLER=yes" in one.mend) for one in found] == [("wrong", True)] * is_proof


def test_mail_that_does_not_answer_is_named() -> None:
    found = wrong("mail", examine(replace(load(), mail_url="smtp://127.0.0.1:1")))
    assert "127.0.0.1:1 does not answer" in found.text


def test_a_full_disk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage("/")._replace(free=10 * 1024**2)
    monkeypatch.setattr(doctoring.shutil, "disk_usage", lambda path: full)
    assert "Make room now" in wrong("disk", examine(load())).mend


def test_another_secret_key_is_found_out(settings: Settings) -> None:
    stored = SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")
    Authenticator.objects.create(
        user=make_person("Ida Mark"), type=Authenticator.Type.TOTP, data={"secret": stored}
    )
    assert all(one.state != "wrong" for one in examine(load()) if one.part == "configuration")
    settings.SECRET_KEY = "another key, of another installation"
    assert "secret key" in wrong("configuration", examine(load())).text


def test_a_dead_job_is_named_with_where_to_go() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('x', 'money.drive', 'failed')"
        )
    (found,) = [one for one in examine(load()) if one.part == "jobs" and one.state == "warn"]
    assert "money.drive (1)" in found.text
    assert "desk" in found.mend


def test_missing_migrations_stop_the_questions_behind_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "unapplied_migrations", lambda: ["people.0009_next"])
    told = run("doctor", "--json")
    findings = [Finding(**one) for one in json.loads(told.output)["findings"]]
    assert told.exit_code == 1
    assert wrong("database", findings).mend == "Run: hirehall migrate"
    assert {one.part for one in findings if one.mend == "Run: hirehall migrate"} == {
        "database", "jobs", "files", "books",
    }  # fmt: skip


def test_one_part_that_cannot_be_looked_at_does_not_hide_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> list[Finding]:
        raise RuntimeError("a broken index")

    monkeypatch.setattr(doctoring, "_content", failing)
    found = examine(load())
    assert "a broken index" in wrong("files", found).text
    assert any(one.part == "books" and one.state == "fine" for one in found)


def test_books_that_a_superuser_made_wrong_are_named() -> None:
    make_pair().delivered()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE money_entry DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE money_entry SET amount_minor = amount_minor + 1 WHERE id = (SELECT max(id) FROM money_entry)"
        )
    told = run("audit")
    assert told.exit_code == 1
    assert "BROKEN each_transfer_sums_to_zero_per_currency: transfer " in told.output
    assert "is off by 1 EUR" in told.output
    assert "Stop payouts" in told.output
    assert "each_transfer_sums_to_zero_per_currency" in wrong("books", examine(load())).text


def test_books_that_cannot_be_asked_are_neither_well_nor_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def down(*, as_owner: bool = False) -> Iterator[Config]:
        raise ServerTrouble("the database does not answer")
        yield load()

    monkeypatch.setattr(installation, "django", down)
    told = run("audit", "--json")
    assert told.exit_code == 2
    answer = json.loads(told.output)
    assert (answer["ok"], answer["trouble"]) == (False, "the database does not answer")
    assert answer["mend"]


def test_the_error_page_shows_the_number_that_is_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaking() -> Any:
        raise RuntimeError("it broke")

    monkeypatch.setattr(pages, "readiness", breaking)
    answer = Client(raise_request_exception=False).get("/readyz", headers={"X-Request-ID": "number-12345"})
    assert answer.status_code == 500
    assert b"<code>number-12345</code>" in answer.content
    assert "it broke" not in answer.content.decode()


def test_metrics_count_requests_by_page_and_status(client: Client) -> None:
    def counted(labels: str) -> int:
        text = client.get("/metrics").content.decode()
        found = [
            line for line in text.splitlines() if line.startswith(f"hirehall_requests_total{{{labels}}}")
        ]
        return int(found[0].rpartition(" ")[2]) if found else 0

    before = counted('page="healthz",method="GET",status="200"')
    for _ in range(3):
        client.get("/healthz")
    client.get("/no/such/page")
    assert counted('page="healthz",method="GET",status="200"') - before == 3
    assert counted('page="none",method="GET",status="404"') >= 1
    text = client.get("/metrics").content.decode()
    assert "# TYPE hirehall_requests_total counter" in text
    assert 'hirehall_request_seconds_total{page="healthz"' in text
