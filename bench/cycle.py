"""The full hire cycle through actions: brief, proposal, offer, fund, deliver, accept, payout.

    python -m bench.cycle [--count 60]

Measures in a database of its own, see ``bench.postings``. Prints cycles a second, and the money actions a second
as a share of what the same database does in a bare two-row transfer.
"""

from __future__ import annotations

import argparse
import time
from datetime import timedelta

from bench.postings import database_of_our_own

MONEY_ACTIONS_A_CYCLE = 3
WARM = 3


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=60)
    count = arguments.parse_args().count
    with database_of_our_own():
        seconds = _cycles(count)
        bare = _bare_transfers_a_second()
        cycles = count / seconds
        money = cycles * MONEY_ACTIONS_A_CYCLE
        print(
            f"cycles/s {cycles:8.2f}   one cycle {1000 / cycles:8.1f} ms, jobs (notices, mails, papers) included"
        )
        print(
            f"money actions/s {money:8.2f}   bare two-row transfers/s {bare:8.0f}   share {money / bare:.3f}"
        )


def _cycles(count: int) -> float:
    from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
    from hirehall.engagements.milestone.actions.accept_offer import accept_offer
    from hirehall.engagements.milestone.actions.make_offer import make_offer
    from hirehall.foundation import clock, jobs
    from hirehall.money import invariants
    from hirehall.money.actions.request_payout import request_payout
    from hirehall.money.actions.save_destination import save_destination
    from hirehall.money.queries import balance_of
    from tests.makers.base import make_hall
    from tests.makers.contracts import deal, first, make_pair, planned
    from tests.makers.market import make_brief, make_proposal

    hall = make_hall(proposals_per_week=count + WARM, open_briefs_per_client=count + WARM, payout_hold_days=0)
    pair = make_pair(hall)
    where = save_destination(
        pair.hall.id, kind="sandbox", holder="Bench", number="SANDBOX-PAYS", by=pair.freelancer
    )
    began = 0.0
    for number in range(count + WARM):
        if (
            number == WARM
        ):  # the fonts of papers are cut once an installation; the database has kept its plans
            began = time.perf_counter()
        brief = make_brief(pair.hall, pair.client)
        proposal = make_proposal(brief, pair.freelancer)
        offer = make_offer(
            pair.hall.id, by=pair.client, terms=deal(), milestones=(planned(),), proposal_id=proposal.id
        )
        contract = accept_offer(offer.id, by=pair.freelancer)
        milestone = pair.deliver(pair.fund(first(contract)))
        accept_delivery(milestone.id, by=pair.client)
        with clock.at(clock.now() + timedelta(seconds=1)):
            available = balance_of(pair.freelancer.require_person(), pair.hall).available
            request_payout(where.id, amount=available, by=pair.freelancer)
            jobs.drain()
    seconds = time.perf_counter() - began
    broken = invariants.check()
    if broken:
        raise RuntimeError(f"the books are broken: {broken}")
    return seconds


def _bare_transfers_a_second(*, seconds: float = 2.0) -> float:
    """Two updates in one transaction, over and over, on one connection."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_bare (id int PRIMARY KEY, balance bigint NOT NULL)")
        cursor.execute("INSERT INTO bench_bare SELECT n, 0 FROM generate_series(1, 1000) n")
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE bench_bare SET balance = balance - 1 WHERE id = %s", [done % 1000 + 1])
            cursor.execute(
                "UPDATE bench_bare SET balance = balance + 1 WHERE id = %s", [(done * 7) % 1000 + 1]
            )
        done += 1
    return done / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
