"""Housekeeping on a schedule: what dead workers left, spent counters, old cache rows, old idempotency keys."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import connection

from hirehall.foundation import clock, jobs
from hirehall.foundation.models import IdempotencyKey
from hirehall.wiring.processes.worker import SILENT_SECONDS, take_back

IDEMPOTENCY_KEYS_KEPT = timedelta(days=90)
COUNTERS_KEPT = timedelta(hours=1)


@jobs.periodic("wiring.take_back_jobs", cron="* * * * *")
def take_back_jobs() -> None:
    """A job whose worker died is waiting again within a minute or two."""
    take_back(silent_seconds=SILENT_SECONDS)


@jobs.periodic("wiring.sweep_out", cron="17 * * * *")
def sweep_out() -> None:
    """Forget what has served its time."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM foundation_rate_count WHERE window_start < %s", [now - COUNTERS_KEPT])
        cursor.execute("DELETE FROM foundation_cache WHERE expires < %s", [now])
    IdempotencyKey.objects.filter(claimed_at__lt=now - IDEMPOTENCY_KEYS_KEPT).delete()
    Session.objects.filter(expire_date__lt=now).delete()
