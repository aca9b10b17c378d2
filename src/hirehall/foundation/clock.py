"""The one clock. Everything that asks for the time asks here, so that tests and the demo can move it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_moved: ContextVar[datetime | None] = ContextVar("hirehall_clock", default=None)


def now() -> datetime:
    """The current instant in UTC, or the instant that a surrounding ``at`` has set."""
    return _moved.get() or datetime.now(UTC)


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Let ``now()`` answer ``instant`` (time-zone aware) within the block. Blocks may nest.

    Raises:
        ValueError: when ``instant`` has no time zone.
    """
    if instant.tzinfo is None:
        raise ValueError("the clock needs an instant with a time zone")
    token = _moved.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _moved.reset(token)


@contextmanager
def later(*, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> Iterator[None]:
    """Let ``now()`` answer an instant that lies ahead by the given span within the block."""
    with at(now() + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)):
        yield
