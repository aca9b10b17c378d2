"""Whether the installation can work: database, migrations, background jobs. Read by ``/readyz`` and ``doctor``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from hirehall.foundation import clock

WORKER_SILENT_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What each part says: ``ok``, or a sentence about what is wrong."""

    database: str
    migrations: str
    jobs: str

    @property
    def ready(self) -> bool:
        return self.database == self.migrations == self.jobs == "ok"


_migrated = False


def readiness() -> Readiness:
    """Ask each part. What was found migrated once is not asked again by the same process."""
    global _migrated
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _migrated:
            waiting = len(unapplied_migrations())
            if waiting:
                return Readiness("ok", f"{waiting} migrations wait; run `hirehall migrate`", "not asked")
            _migrated = True
        return Readiness("ok", "ok", _jobs())
    except DatabaseError as error:
        return Readiness(f"does not answer: {type(error).__name__}", "not asked", "not asked")


def unapplied_migrations() -> list[str]:
    """Names of the migrations that wait, in the order in which they would run."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _jobs() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        beat = cursor.fetchone()[0]
    if beat is None or clock.now() - beat > WORKER_SILENT_AFTER:
        return "no worker has been heard of in a minute; start `hirehall worker`"
    return "ok"
