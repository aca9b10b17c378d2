"""What an action tells: its facts and its jobs, written with one statement each before its transaction ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from hirehall.foundation.models import FactRow


@dataclass(slots=True)
class Outbox:
    """What waits to be written, in the order in which it was told."""

    facts: list[FactRow] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)

    def write(self) -> None:
        if self.facts:
            FactRow.objects.bulk_create(self.facts)
        if self.jobs:
            app.job_manager.batch_defer_jobs(self.jobs)


_open: ContextVar[Outbox | None] = ContextVar("outbox", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Facts and jobs of the block are written at its end, in the caller's transaction; none if it raises.

    A block within another one belongs to it.
    """
    if _open.get() is not None:
        yield
        return
    box = Outbox()
    token = _open.set(box)
    try:
        yield
    finally:
        _open.reset(token)
    box.write()


def tell(*, facts: list[FactRow] | None = None, jobs: list[Job] | None = None) -> None:
    """Write these at the end of the open block, or now where none is open."""
    box = _open.get()
    if box is None:
        Outbox(facts or [], jobs or []).write()
    else:
        box.facts += facts or []
        box.jobs += jobs or []
