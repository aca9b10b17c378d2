"""What the measurements share: a database of their own, and how long something takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from statistics import quantiles
from time import perf_counter
from typing import Any

from django.db import connection


@contextmanager
def scratch(name: str) -> Iterator[None]:
    """A database of its own beside the installation's, migrated; dropped afterwards."""
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{before}_bench_{name}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def times(calls: Iterable[Callable[[], Any]]) -> dict[str, float]:
    """Of calls that are made once each, in milliseconds: the median, and what 95 of 100 stay below."""
    taken = []
    for call in calls:
        begun = perf_counter()
        call()
        taken.append((perf_counter() - begun) * 1000)
    cuts = quantiles(taken, n=20, method="inclusive")
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1)}
