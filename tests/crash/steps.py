"""One business action after another, each in processes that are killed with -9: at its first write, its second, and so
on, before its commit and right after it. Whoever comes next does it again with the same key. Prints what was found.

A process of its own, because it forks: the tests have threads.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402 - after the set-up
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402

from hirehall.engagements.trial.actions import end_trial, pay_from_pot  # noqa: E402
from hirehall.engagements.trial.actions import pay_trial as trial_payment  # noqa: E402
from hirehall.engagements.trial.actions import settle_payment as trial_settling  # noqa: E402
from hirehall.engagements.unit.actions import answer_delivery, claim_order, post_order, settle_payment  # noqa: E402
from hirehall.engagements.unit.models import Claim, PoolOrder, UnitOrder  # noqa: E402
from hirehall.foundation.actor import system  # noqa: E402
from hirehall.foundation.refused import Refused  # noqa: E402
from hirehall.money import invariants  # noqa: E402
from hirehall.money.actions.fill_guarantee import fill_guarantee  # noqa: E402
from hirehall.money.models import Transfer  # noqa: E402
from hirehall.money.rails.driving import drive_payment  # noqa: E402
from tests.makers.base import make_hall  # noqa: E402
from tests.makers.contracts import eur  # noqa: E402
from tests.makers.trial import REASON, make_desk, trial_again  # noqa: E402
from tests.makers.unit import again, make_pool, pool_again  # noqa: E402

connection.settings_dict["OPTIONS"].pop("pool", None)  # its threads do not survive a fork
RAIL, CLOCK = system("rail"), system("clock")
WRITES = ("INSERT", "UPDATE", "DELETE", "WITH")
MOST_KILLS = 200


@dataclass
class Flow:
    """One action about one thing, and what is to be there once after it, however often it was begun."""

    name: str
    unit_id: Any
    run: Callable[[], Any]
    there: Callable[[], Any]
    first: Callable[[], Any] = lambda: None


class Killed:
    """Counts the steps of this process, and ends it at the one that it was made for."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self) -> None:
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        commit = BaseDatabaseWrapper._commit

        def committing(wrapper: BaseDatabaseWrapper) -> Any:
            self.step()
            answer = commit(wrapper)
            self.step()
            return answer

        def writing(execute: Any, sql: Any, *rest: Any) -> Any:
            words = str(sql).lstrip().upper()
            if words.startswith(WRITES) or "MONEY_POST" in words:
                self.step()
            return execute(sql, *rest)

        BaseDatabaseWrapper._commit = committing  # type: ignore[method-assign]
        connection.execute_wrappers.append(writing)


def kills_of(flow: Flow) -> tuple[int, list[str]]:
    """How many processes were killed in it before one came through, and what was wrong after any of them."""
    wrong: list[str] = []
    for kills in range(MOST_KILLS):
        connection.close()
        child = os.fork()
        if not child:
            Killed(kills + 1).watch()
            flow.run()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        wrong += [f"{flow.name}, step {kills + 1}: {one.name} {one.detail}" for one in invariants.check()]
        if os.WIFEXITED(status):
            return kills, [*wrong, *([f"{flow.name} failed"] if os.WEXITSTATUS(status) else [])]
    return MOST_KILLS, [*wrong, f"{flow.name} never came through"]


def flows() -> list[Flow]:
    hall = make_hall(of_models={"unit.claims_at_once": 20})
    pool = make_pool(hall)
    desk = make_desk(hall, **{"trial.pot_percent": 20})
    free, work = pool.posted(), pool.delivered()
    ends = _of_a_trial(desk, desk.running(), desk.running())
    return [*_of_the_pool(pool, free, work), *ends]  # from here on no job runs by itself


def _of_the_pool(pool: Any, free: PoolOrder, work: UnitOrder) -> list[Flow]:
    sent = post_order.post_order(
        pool.hall.id, by=pool.client, title="Care of a table", instructions="How to clean it, and how to oil it.",
        what="word", least=300, most=400, level=1, hours=48,
    )  # fmt: skip
    drive_payment(sent.posting.payment_id)
    return [
        Flow(
            "claim", free.pk, lambda: claim_order.claim_order(free.pk, by=pool.freelancer, key="claim"),
            lambda: [pool_again(free).state, Claim.objects.filter(order=free).count()],
        ),
        Flow(
            "settle", sent.pk, lambda: settle_payment.settle_payment(sent.posting.payment_id, by=RAIL),
            lambda: pool_again(sent).state,
        ),
        Flow(
            "accept", work.pk, lambda: answer_delivery.accept_order(work.pk, by=pool.client, key="accept"),
            lambda: [again(work).state, again(work).released_minor, again(work).refunded_minor],
        ),
    ]  # fmt: skip


def _of_a_trial(desk: Any, content: Any, other: Any) -> list[Flow]:
    agreed = trial_payment.pay_trial(desk.agreed().id, by=desk.client)
    drive_payment(agreed.payment_id)

    def state(trial: Any) -> list[Any]:
        row = trial_again(trial)
        return [row.state, row.held.minor, row.pot_minor, row.pot_paid_at is not None]

    def pot() -> None:
        with suppress(Refused):  # as its job: paid already
            pay_from_pot.pay_from_pot(other.id, by=CLOCK)

    return [
        Flow(
            "trial settled", agreed.id, lambda: trial_settling.settle_payment(agreed.payment_id, by=RAIL),
            lambda: state(agreed),
        ),
        Flow(
            "content", content.id, lambda: end_trial.be_content(content.id, by=desk.client, key="content"),
            lambda: state(content),
        ),
        Flow(
            "not content", other.id,
            lambda: end_trial.be_not_content(other.id, by=desk.client, reason=REASON, key="not content"),
            lambda: state(other),
        ),
        Flow(
            "pot", other.id, pot, lambda: state(other),
            first=lambda: fill_guarantee(desk.hall.id, by=desk.matcher, amount=eur(160_00)),
        ),
    ]  # fmt: skip


def main() -> None:
    told = {}
    for flow in flows():
        flow.first()
        before = set(Transfer.objects.values_list("id", flat=True))
        kills, wrong = kills_of(flow)
        moved = Transfer.objects.filter(unit_id=flow.unit_id).exclude(id__in=before)
        kinds = sorted(moved.values_list("kind", flat=True))
        told[flow.name] = {"kills": kills, "wrong": wrong, "moved": kinds, "there": flow.there()}
    print(json.dumps(told))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main()
