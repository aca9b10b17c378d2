from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from hirehall.foundation import jobs
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.money.invariants import Broken
from hirehall.people.models import Person
from hirehall.people.queries import actor_for_token
from hirehall.ranking.queries import Figures
from hirehall.simulator.world import assumed
from hirehall.wiring import auditing, installation
from hirehall.wiring.command import main
from hirehall.wiring.config import Config, load
from hirehall.wiring.processes.worker import take_back
from tests.makers.base import make_hall, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def already(*, as_owner: bool = False) -> Iterator[Config]:
        yield load()

    monkeypatch.setattr(installation, "django", already)


def run(*words: str, **more: Any) -> Result:
    return CliRunner().invoke(main, list(words), **more)


def test_the_first_operator_opens_the_first_hall_and_the_second_does_not() -> None:
    first = run(
        "createoperator", "--email", "olga@example.org", "--name", "Olga", "--password", "nine-lanterns-77"
    )
    assert first.exit_code == 0, first.output
    hall = Hall.objects.get()
    assert "Opened Hirehall" in first.output
    assert policy_now(hall.id).silence_accepts_after_days == 14
    assert Person.objects.get(email="olga@example.org").is_operator
    again = run("createoperator", "--email", "OLGA@example.org")
    assert again.exit_code == 0
    assert (Hall.objects.count(), Person.objects.count()) == (1, 1)


def test_a_weak_password_makes_nobody() -> None:
    refused = run("createoperator", "--email", "olga@example.org", "--name", "Olga", "--password", "short")
    assert refused.exit_code == 1
    assert "at least 10 characters" in refused.output
    assert not Person.objects.exists()


def test_a_token_from_the_command_works_and_is_printed_alone() -> None:
    who = make_person("Ida Mark")
    made = run("token", "create", "--person", who.email, "--scopes", "money:read, scope:profile:read")
    assert made.exit_code == 0, made.output
    actor, owner = actor_for_token(made.output.strip())
    assert owner == who
    assert {scope.value for scope in actor.scopes or ()} == {"scope:money:read", "scope:profile:read"}


@pytest.mark.parametrize("scopes", ["bogus", "staff:read", ""])
def test_a_token_with_a_scope_that_one_cannot_have_is_refused(scopes: str) -> None:
    who = make_person("Ida Mark")
    assert run("token", "create", "--person", who.email, "--scopes", scopes).exit_code == 1


def test_audit_says_all_is_well_or_names_what_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    well = run("audit", "--json")
    assert (well.exit_code, json.loads(well.output)["ok"]) == (0, True)
    broken = Broken("nobody_is_below_zero", "payable x is at -5 EUR")
    monkeypatch.setattr(auditing.invariants, "check", lambda **more: [broken])
    told = run("audit")
    assert told.exit_code == 1
    assert "BROKEN nobody_is_below_zero: payable x is at -5 EUR" in told.output


def test_doctor_tells_of_every_part() -> None:
    told = run("doctor", "--json")
    parts = {finding["part"] for finding in json.loads(told.output)["findings"]}
    assert parts == {"configuration", "disk", "mail", "database", "jobs", "files", "books"}


def jobs_by_status() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status")
        return dict(cursor.fetchall())


def test_jobs_of_a_dead_worker_wait_again_and_those_of_a_living_one_do_not() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now()), (now() - interval '1 hour') RETURNING id"
        )
        (living,), (dead,) = cursor.fetchall()
        for worker in (living, dead, None):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id)"
                " VALUES ('default', 'test.some', 'doing', %s)",
                [worker],
            )
    assert take_back(silent_seconds=60) == 2
    assert jobs_by_status() == {"doing": 1, "todo": 2}
    assert take_back(silent_seconds=0) == 1


def test_a_dead_workers_job_that_already_waits_again_is_not_doubled() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, queueing_lock)"
            " VALUES ('default', 'test.sweep', 'doing', 'sweep'), ('default', 'test.sweep', 'todo', 'sweep')"
        )
    assert take_back(silent_seconds=60) == 0
    assert jobs_by_status() == {"todo": 1}


def test_spent_counters_are_swept_out() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO foundation_rate_count VALUES ('a', now() - interval '2 hours', 5), ('b', now(), 5)"
        )
        jobs.sweeps["wiring.sweep_out"]()
        cursor.execute("SELECT who FROM foundation_rate_count")
        assert cursor.fetchall() == [("b",)]


def test_a_halls_figures_are_settings_or_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hall = make_hall()
    assert "0 paid contracts" in run("simulate", "figures", hall.slug).output
    assert "no hall nowhere" in run("simulate", "figures", "nowhere").output
    known = Figures(
        jobs_a_week=30, freelancers=80, joiners_a_week=3, families=4, clients=90, value_spread=0.9, responds=0.7,
        goes_back=0.25,
    )  # fmt: skip
    monkeypatch.setattr("hirehall.ranking.queries.figures", lambda by, hall_id: known)
    file = tmp_path / "own.toml"
    file.write_text(run("simulate", "figures", hall.slug).output)
    world = assumed(file)
    assert (world.market.jobs_a_week, world.clients.responds, world.learning.returns) == (30, 0.7, 0.25)
