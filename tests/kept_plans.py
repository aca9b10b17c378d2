"""The database's plans of statements outlive a test, whose rollback the driver takes for a reason to forget them all.

It forgets them lest something had been made and taken back that a plan knows. The tests' tables stand before the first
test; where one of them alters or drops something, the plans are forgotten as they are anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg._preparing import Key, Prepare, PrepareManager
from psycopg.pq.abc import PGresult

from hirehall.wiring.postgres.connections import PLANS_KEPT, KeepingConnection

CHANGES = (b"DROP", b"ALTER", b"DISCARD", b"DEALLOCATE")


class Plans(PrepareManager):
    def clear(self) -> bool:
        return False

    def validate(self, key: Key, prep: Prepare, name: bytes, results: Sequence[PGresult]) -> None:
        if any((result.command_status or b"").startswith(CHANGES) for result in results):
            super().clear()
        super().validate(key, prep, name, results)


class TestedConnection(KeepingConnection):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._prepared = Plans()
        self._prepared.prepared_max = PLANS_KEPT
