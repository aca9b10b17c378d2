"""Background jobs, kept in PostgreSQL: enqueuing joins the caller's transaction and is rolled back with it.

This module is the only one that knows procrastinate. A job takes ids, calls one action, and may run twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from hirehall.foundation import clock, outbox
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused

Job = Task[Any, Any, Any]
log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 8


def job(
    name: str, *, queue: str = "default", attempts: int = MOST_ATTEMPTS
) -> Callable[[Callable[..., None]], Job]:
    """Declare a background job. Failures are retried with growing waits; dead ones are left for the operator.

    Args:
        name: stable, dotted: ``milestone.accept_in_silence``. Renaming one strands enqueued jobs.
        queue: ``default``, ``notices`` (mail) or ``slow`` (pictures, exports).
        attempts: how often it is tried before it counts as dead.
    """
    return app.task(
        name=name,
        queue=queue,
        retry=RetryStrategy(max_attempts=attempts, exponential_wait=4),
        pass_context=False,
    )


def periodic(name: str, *, cron: str) -> Callable[[Callable[..., None]], Job]:
    """Declare a sweep that runs on a schedule (cron in UTC), at most one at a time."""

    def wrap(function: Callable[..., None]) -> Job:
        def run(timestamp: int) -> None:
            function()

        task: Job = app.periodic(cron=cron)(
            app.task(name=name, queue="default", queueing_lock=name, lock=name)(run)
        )
        sweeps[name] = function
        return task

    return wrap


sweeps: dict[str, Callable[..., None]] = {}


def enqueue(job: Job | str, *, at: datetime | None = None, once: str | None = None, **arguments: Any) -> None:
    """Put a job into the queue, in the caller's transaction; within an action together with its others.

    Args:
        job: the job, or its name where it stands above the caller (operations come before jobs).
        at: not before this instant.
        once: a queueing lock; while a job with the same one waits, this call does nothing.
        arguments: JSON values, ids as strings.
    """
    known = app.tasks[job] if isinstance(job, str) else job
    configured = known.configure(schedule_at=at, queueing_lock=once)
    if once is None:
        outbox.tell(jobs=[configured.make_new_job(**arguments)])
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = %s", [once]
        )
        if cursor.fetchone() is None:
            configured.defer(**arguments)


@dataclass(frozen=True, slots=True)
class StuckJob:
    """A job that failed for good, or waits far beyond its time."""

    id: int
    name: str
    arguments: dict[str, Any]
    attempts: int
    status: str
    last_at: datetime | None


def failed_jobs(*, most: int = 100, below: int | None = None) -> list[StuckJob]:
    """Jobs that have used up their attempts, the newest first, from below a number on. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT j.id, j.task_name, j.args, j.attempts, j.status::text,"
            " (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)"
            " FROM procrastinate_jobs j WHERE j.status = 'failed' AND (%s::bigint IS NULL OR j.id < %s)"
            " ORDER BY j.id DESC LIMIT %s",
            [below, below, most],
        )
        rows = cursor.fetchall()
    return [
        StuckJob(job_id, name, _decoded(arguments), attempts, status, at)
        for job_id, name, arguments, attempts, status, at in rows
    ]


def retry_failed(job_id: int) -> str | None:
    """Let a failed job run once more, in the caller's transaction; its name, or None where it has not failed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'todo', scheduled_at = NULL, worker_id = NULL"
            " WHERE id = %s AND status = 'failed' RETURNING task_name",
            [job_id],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def discard_failed(job_id: int) -> str | None:
    """Give a failed job up, in the caller's transaction; its name, or None where it has not failed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'cancelled' WHERE id = %s AND status = 'failed'"
            " RETURNING task_name",
            [job_id],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def drain(*, most: int = 10_000, dropping: Container[str] = (), at_once: int = 1) -> int:
    """Run waiting jobs that are due by ``clock.now()`` here and now, oldest first; answers how many ran.

    For tests and the demo, whose clock moves: the same functions run, without a worker process. A failing
    job raises.

    Args:
        dropping: names of jobs that are thrown away instead; the demo sends no mail about its past.
        at_once: how many are claimed with one statement; more is faster, and a failing one holds up the others.
    """
    ran = 0
    while ran < most:
        with connection.cursor() as cursor:
            cursor.execute(
                # materialized: a plan may run a subquery again for each row, and would claim more than the limit
                "WITH due AS MATERIALIZED ("
                " SELECT id FROM procrastinate_jobs WHERE status = 'todo'"
                " AND (scheduled_at IS NULL OR scheduled_at <= %s) ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED"
                ") UPDATE procrastinate_jobs j SET status = 'doing', attempts = attempts + 1 FROM due"
                " WHERE j.id = due.id RETURNING j.id, task_name, args",
                [clock.now(), min(at_once, most - ran)],
            )
            rows = sorted(cursor.fetchall())
        if not rows:
            return ran
        for _, name, arguments in rows:
            if name not in dropping:
                app.tasks[name].func(**_decoded(arguments))
            ran += 1
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = ANY(%s)", [[row[0] for row in rows]])
    return ran


def _decoded(arguments: Any) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(arguments) if isinstance(arguments, str) else arguments
    return decoded


def run_sweeps(*, dropping: Container[str] = (), at_once: int = 1) -> None:
    """Run every periodic sweep once, in name order, then the jobs they enqueued; for tests and the demo.

    Args:
        dropping: names of sweeps and jobs that are left out.
        at_once: as for ``drain``.
    """
    for name in sorted(sweeps):
        if name not in dropping:
            sweeps[name]()
    drain(dropping=dropping, at_once=at_once)


def unless_moved(act: Callable[..., Any], about: str, *, by: Actor) -> None:
    """Let a clock act, unless somebody was faster: then the state says so, and nothing is left to do."""
    try:
        act(UUID(about), by=by)
    except Refused as refused:
        log.info("clock.too_late", about=about, code=refused.code)
