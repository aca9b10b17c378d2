from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from hirehall.foundation import clock, jobs

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def sweep(heard: list[str]) -> Iterator[jobs.Job]:
    @jobs.periodic("test.sweep", cron="*/10 * * * *")
    def sweep() -> None:
        heard.append("swept")

    yield sweep
    del jobs.sweeps["test.sweep"]
    del app.tasks["test.sweep"]
    app.periodic_registry.periodic_tasks.pop(("test.sweep", ""))


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        return int(cursor.fetchone()[0])


def test_jobs_run_in_the_order_in_which_they_were_put_in(listener: jobs.Job, heard: list[str]) -> None:
    for name in ("a", "b", "c"):
        jobs.enqueue(listener, fact_id=name)
    assert jobs.drain() == 3
    assert heard == ["a", "b", "c"]
    assert waiting() == 0


@pytest.mark.django_db(transaction=True)
def test_a_job_is_rolled_back_with_its_transaction(listener: jobs.Job) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.enqueue(listener, fact_id="a")
        _ = 1 / 0
    assert waiting() == 0


def test_a_job_for_later_waits_for_its_time(listener: jobs.Job, heard: list[str]) -> None:
    with clock.at(MOMENT):
        jobs.enqueue(listener, at=MOMENT + timedelta(days=1), fact_id="tomorrow")
        assert jobs.drain() == 0
    with clock.at(MOMENT + timedelta(days=1)):
        assert jobs.drain() == 1
    assert heard == ["tomorrow"]


def test_a_job_that_is_wanted_once_waits_once(listener: jobs.Job, heard: list[str]) -> None:
    jobs.enqueue(listener, once="digest:7", fact_id="first")
    jobs.enqueue(listener, once="digest:7", fact_id="second")
    jobs.enqueue(listener, once="digest:8", fact_id="other")
    assert jobs.drain() == 2
    assert heard == ["first", "other"]
    jobs.enqueue(listener, once="digest:7", fact_id="third")
    assert jobs.drain() == 1
    assert heard[-1] == "third"


def test_a_failing_job_raises_and_the_others_stay(heard: list[str], listener: jobs.Job) -> None:
    @jobs.job("test.break")
    def break_down() -> None:
        raise LookupError("broken")

    try:
        jobs.enqueue(break_down)
        jobs.enqueue(listener, fact_id="a")
        with pytest.raises(LookupError):
            jobs.drain()
        assert heard == []
        assert jobs.drain() == 1
    finally:
        del app.tasks["test.break"]


def test_drain_stops_at_the_most_that_was_asked_for(listener: jobs.Job) -> None:
    for name in ("a", "b", "c"):
        jobs.enqueue(listener, fact_id=name)
    assert jobs.drain(most=2) == 2
    assert waiting() == 1


def test_a_sweep_takes_no_arguments_and_runs_by_the_schedule(sweep: jobs.Job, heard: list[str]) -> None:
    jobs.sweeps["test.sweep"]()
    sweep.func(timestamp=1)
    assert heard == ["swept", "swept"]
    assert (sweep.lock, sweep.queueing_lock) == ("test.sweep", "test.sweep")
