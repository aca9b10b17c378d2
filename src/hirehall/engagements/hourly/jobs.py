"""What runs in the background: the rail's answers, and the weekly run.

The run is a sweep that finds what is due and puts it into the queue in batches; each week of a batch has a short
transaction of its own. It can be killed anywhere: what was done has moved its state in the transaction that posted
it, and what was not done is found again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import structlog

from hirehall.engagements.hourly import queries
from hirehall.engagements.hourly.actions.dispute_entry import take_off_in_silence
from hirehall.engagements.hourly.actions.hold_week import fail_hold, hold_next_week
from hirehall.engagements.hourly.actions.hold_week import settle_hold as settle
from hirehall.engagements.hourly.actions.import_time import forget_sheets
from hirehall.engagements.hourly.actions.run_week import begin_review, charge_week, close_week
from hirehall.engagements.hourly.models import Week
from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.facts import read
from hirehall.foundation.jobs import Job, enqueue, job, periodic, unless_moved
from hirehall.money import rails as money_rails
from hirehall.money.models import Payment

RAIL = system("rail")
CLOCK = system("clock")
BATCH = 100
log = structlog.get_logger(__name__)


@job("hourly.settle_hold")
def settle_hold(fact_id: str) -> None:
    """A payment has arrived: open its week, or send back what is not awaited."""
    fact = read(fact_id)
    if queries.is_week(UUID(fact.data["unit_id"])):
        settle(UUID(fact.data["payment_id"]), by=RAIL)


@job("hourly.hold_failed")
def hold_failed(fact_id: str) -> None:
    fact = read(fact_id)
    if queries.is_week(UUID(fact.data["unit_id"])):
        fail_hold(UUID(fact.data["payment_id"]), by=RAIL, reason=fact.data["reason"])


@job("hourly.close_one")
def close_one(about: str) -> None:
    unless_moved(close_week, about, by=CLOCK)


@job("hourly.review_one")
def review_one(about: str) -> None:
    unless_moved(begin_review, about, by=CLOCK)


@job("hourly.charge_one")
def charge_one(about: str) -> None:
    unless_moved(charge_week, about, by=CLOCK)


@job("hourly.hold_one")
def hold_one(about: str) -> None:
    unless_moved(hold_next_week, about, by=CLOCK)


@job("hourly.take_off_one")
def take_off_one(about: str) -> None:
    unless_moved(take_off_in_silence, about, by=CLOCK)


@job("hourly.run_batch")
def run_batch(move: str, about: list[str]) -> None:
    """One move of many weeks, each in its own transaction. Where one fails, a job of its own tries it again."""
    act, one = RUN[move]
    for each in about:
        try:
            unless_moved(act, each, by=CLOCK)
        except Exception:
            log.exception("hourly.left_to_its_own_job", move=move, about=each)
            enqueue(one, once=f"hourly-{move}:{each}", about=each)


# The moves of the run: the action, and the job that tries one alone.
RUN: dict[str, tuple[Callable[..., Any], Job]] = {
    "charge": (charge_week, charge_one),
    "close": (close_week, close_one),
    "review": (begin_review, review_one),
    "take-off": (take_off_in_silence, take_off_one),
    "hold": (hold_next_week, hold_one),
}


@periodic("hourly.weekly_run", cron="*/5 * * * *")
def weekly_run() -> None:
    """Everything that the week's calendar wants now, in batches of their order: the longest due comes first."""
    now = clock.now()
    _batches("charge", queries.weeks_to_charge(now))
    _batches("close", queries.weeks_to_close(now))
    _batches("review", queries.weeks_to_review(now))
    _batches("take-off", queries.entries_to_take_off(now))
    _batches("hold", queries.weeks_to_hold(now))


@periodic("hourly.forget_sheets", cron="17 3 * * *")
def forget_old_sheets() -> None:
    """Files that were uploaded some days ago are gone: what was wanted of them has become entries."""
    forget_sheets(by=CLOCK)


def settle_now(payment_id: UUID) -> tuple[Payment, Week | None]:
    """See ``money.rails.settle_now``; the unit is there when its state followed from the answer."""
    return money_rails.settle_now(payment_id, settle=settle, fail=fail_hold)


def _batches(move: str, due: list[UUID]) -> None:
    for first in range(0, len(due), BATCH):
        about = [str(each) for each in due[first : first + BATCH]]
        enqueue(run_batch, once=f"hourly-{move}:{about[0]}", move=move, about=about)
