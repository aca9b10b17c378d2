"""The background worker: procrastinate on its own connections, stopping gracefully on SIGTERM and SIGINT."""

from __future__ import annotations

import asyncio
import importlib

import structlog
from django.db import connection
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params

log = structlog.get_logger(__name__)

STOP_SECONDS = 20
SILENT_SECONDS = 60


def work(*, concurrency: int, alone: bool) -> None:
    """Run jobs until told to stop.

    Args:
        concurrency: how many at a time.
        alone: whether no other worker can be alive, so that every unfinished job belongs to a dead one.
    """
    know_every_job()
    taken = take_back(silent_seconds=0 if alone else SILENT_SECONDS)
    if taken:
        log.info("jobs.taken_back", count=taken)
    connection.close()
    params = connector_params()
    params.pop("pool", None)
    connector = PsycopgConnector(kwargs=params, min_size=1, max_size=concurrency + 2)
    with app.replace_connector(connector) as working:
        asyncio.run(_run(working, concurrency))


def know_every_job() -> None:
    """Import everything that declares jobs or sweeps, before the first is fetched.

    The queue's library finds ``jobs`` by itself, not ``notices``; a sweep that is declared while the worker runs
    changes its calendar under its hands.
    """
    importlib.import_module("hirehall.wiring.reactions")


async def _run(working: object, concurrency: int) -> None:
    async with working.open_async():  # type: ignore[attr-defined]
        await working.run_worker_async(  # type: ignore[attr-defined]
            concurrency=concurrency,
            delete_jobs="successful",
            shutdown_graceful_timeout=STOP_SECONDS,
            fetch_job_polling_interval=5.0,
        )


def take_back(*, silent_seconds: int) -> int:
    """Put jobs of workers that died back into the queue; jobs are made to be run twice. Answers how many.

    Args:
        silent_seconds: a worker not heard of for so long is dead.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL WHERE status = 'doing' AND ("
            " worker_id IS NULL OR worker_id NOT IN (SELECT id FROM procrastinate_workers"
            "  WHERE last_heartbeat > now() - make_interval(secs => %s)))"
            " AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs waiting WHERE waiting.status = 'todo'"
            "  AND waiting.queueing_lock = procrastinate_jobs.queueing_lock)",
            [silent_seconds],
        )
        back: int = cursor.rowcount
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status = 'doing' AND (worker_id IS NULL OR worker_id NOT IN ("
            " SELECT id FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)))",
            [silent_seconds],
        )
    return back
