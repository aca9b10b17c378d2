"""A simulated year: events in order of time, each at its own instant, with the jobs and sweeps of production."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from django.db.models import Model

from hirehall.contracts.models import Contract, Posting
from hirehall.contracts.states import ContractState
from hirehall.engagements.listing.models import Deposit, FeedSource, Membership, Position, SavedSearch
from hirehall.engagements.trial.models import MatchRequest
from hirehall.engagements.unit.models import TextExport
from hirehall.foundation import clock, jobs
from hirehall.foundation.refused import Refused
from hirehall.vetting.models import Screening, Sitting

Happening = Callable[[], object]
SWEEP_EVERY = timedelta(days=1)
JOBS_AT_ONCE = 100
ON_THE_LAST_DAY = frozenset({"front.audit_books", "reputation.refresh_standings"})
"""What looks at everything, every night: of a simulated past, only the last night is ever seen."""
LEFT_OUT = frozenset(
    {
        "conversations.mail_notice",
        "conversations.mail_digest",
        "conversations.morning_digests",
        "files.sweep",
        "files.sweep_uploads",
        "files.draw",
        "files.draw_waiting",
        "foundation.deliver_mail",
        "hourly.forget_sheets",
        "wiring.sweep_out",
        "wiring.take_back_jobs",
        *ON_THE_LAST_DAY,
    }
)
"""Nobody is mailed about a simulated past, and nothing is swept out of it."""
OF_MODELS = {
    "hourly.weekly_run": "hourly",
    "package.sweep_orders": "package",
    "unit.sweep_orders": "unit",
    "unit.sweep_pool": "unit",
}
"""Sweeps that have nothing to look at while nothing runs under their model; they are a third of a day's sweeps."""
OF_ROWS: dict[str, type[Model]] = {
    "listing.sweep_searches": SavedSearch,
    "listing.sweep_positions": Position,
    "listing.sweep_memberships": Membership,
    "listing.sweep_deposits": Deposit,
    "listing.sweep_feeds": FeedSource,
    "trial.sweep": MatchRequest,
    "unit.forget_exports": TextExport,
    "vetting.sweep_tests": Sitting,
    "vetting.sweep_screenings": Screening,
}
"""Sweeps that have nothing to look at before the first row of their table; most of these come in the last weeks."""
log = structlog.get_logger(__name__)


class Calendar:
    """What will happen when. Nothing happens after ``until``, which leaves a market in every state.

    Attributes:
        refused: codes of refusals and how often they met an event; people do try what is not allowed.
    """

    def __init__(self, *, start: datetime, until: datetime) -> None:
        self.start, self.until, self.now = start, until, start
        self.refused: dict[str, int] = {}
        self._queue: list[tuple[datetime, int, Happening]] = []
        self._made = 0
        self._last: list[Happening] = []
        self._empty = set(OF_ROWS)

    def at(self, when: datetime, happening: Callable[..., object], *with_what: Any, **more: Any) -> None:
        """Let it happen at ``when`` with these arguments, or never if that is after the end."""
        self._made += 1
        call: Happening = partial(happening, *with_what, **more)
        heapq.heappush(self._queue, (max(when, self.now), self._made, call))

    def after(self, days: float, happening: Callable[..., object], *with_what: Any, **more: Any) -> None:
        """Let it happen so many days from the present instant of the simulation."""
        self.at(self.now + timedelta(days=days), happening, *with_what, **more)

    def at_the_very_end(self, happening: Callable[..., object], *with_what: Any) -> None:
        """Let it happen when everything else is over; its jobs wait for the first worker that is started."""
        self._last.append(partial(happening, *with_what))

    def run(self, *, progress: Callable[[float], None]) -> None:
        """Let the year pass: each event under its own clock, then its jobs; every day, the sweeps."""
        next_sweep = self.start + SWEEP_EVERY
        while self._queue and self._queue[0][0] <= self.until:
            when, _, happening = heapq.heappop(self._queue)
            while next_sweep <= when:
                self._sweep(next_sweep)
                next_sweep += SWEEP_EVERY
            self.now = when
            with clock.at(when):
                self._happen(happening)
                jobs.drain(dropping=LEFT_OUT, at_once=JOBS_AT_ONCE)
            progress((when - self.start) / (self.until - self.start))
        while next_sweep <= self.until:
            self._sweep(next_sweep)
            next_sweep += SWEEP_EVERY
        with clock.at(self.until):
            jobs.drain(dropping=LEFT_OUT, at_once=JOBS_AT_ONCE)
            jobs.run_sweeps(dropping=LEFT_OUT - ON_THE_LAST_DAY, at_once=JOBS_AT_ONCE)
            for happening in self._last:
                self._happen(happening)
        progress(1.0)

    def _sweep(self, when: datetime) -> None:
        with clock.at(when):
            living = _living()
            idle = {sweep for sweep, model in OF_MODELS.items() if model not in living}
            self._empty -= {sweep for sweep in self._empty if OF_ROWS[sweep]._default_manager.exists()}
            jobs.run_sweeps(dropping=LEFT_OUT | idle | self._empty, at_once=JOBS_AT_ONCE)

    def _happen(self, happening: Happening) -> None:
        try:
            happening()
        except Refused as refusal:
            self.refused[refusal.code] = self.refused.get(refusal.code, 0) + 1
            log.debug("demo.refused", code=refusal.code, sentence=refusal.sentence)


def _living() -> set[str]:
    """The models under which a contract runs, or a posting waits."""
    running = Contract.objects.exclude(state=ContractState.ENDED).values_list("model")
    return {model for (model,) in running.union(Posting.objects.filter(closed_at=None).values_list("model"))}
