"""Requests by page, method and status. Each web process counts for itself and adds its counts up in the database."""

from __future__ import annotations

import os
import threading
import time

import structlog
from django.db import DatabaseError, connection

Key = tuple[str, str, int]
WRITTEN_EVERY_SECONDS = 10.0
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
ADD = """
INSERT INTO foundation_request_count AS counted (page, method, status, requests, seconds)
VALUES (%s, %s, %s, %s, %s) ON CONFLICT (page, method, status)
DO UPDATE SET requests = counted.requests + excluded.requests, seconds = counted.seconds + excluded.seconds
"""
log = structlog.get_logger("hirehall.counting")


class Counts:
    """What this process has answered since it last wrote it down."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[Key, tuple[int, float]] = {}
        self._written_at = time.monotonic()

    def note(self, page: str, method: str, status: int, seconds: float) -> None:
        key = (page[:120], method if method in METHODS else "other", status)
        with self._lock:
            requests, before = self._counts.get(key, (0, 0.0))
            self._counts[key] = (requests + 1, before + seconds)
            due = time.monotonic() - self._written_at > WRITTEN_EVERY_SECONDS
        if due and "HIREHALL_SERVES" in os.environ:
            self.write()

    def write(self) -> None:
        """Add the counts up in the database; they are kept where it does not answer."""
        with self._lock:
            taken, self._counts, self._written_at = self._counts, {}, time.monotonic()
        try:
            with connection.cursor() as cursor:
                cursor.executemany(ADD, [(*key, *value) for key, value in sorted(taken.items())])
        except DatabaseError as error:
            log.warning("counts.kept", reason=type(error).__name__)
            with self._lock:
                for key, (requests, seconds) in taken.items():
                    more, longer = self._counts.get(key, (0, 0.0))
                    self._counts[key] = (requests + more, seconds + longer)


counts = Counts()
