"""The weekly run over many open weeks, killed with -9 again and again, then audited: charged exactly once each.

    python -m bench.weekly [--weeks 10000] [--workers 2]

Measures in a database of its own, see ``bench.postings``. The weeks are written in bulk (tests/makers/weeks.py), the
run is the one that every installation runs. Notices, mails and receipts that follow are counted, and not waited for.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time

from bench.postings import database_of_our_own

KILLS = 4
RUN = """
import os, sys, django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = os.environ["RUN_DATABASE"]
from hirehall.engagements.hourly.jobs import weekly_run
from hirehall.foundation import jobs
from hirehall.wiring.reactions import REACTIONS
after = {job.name for row in REACTIONS.values() for job in row} if os.environ.get("RUN_ONLY_WEEKS") else ()
print("ready", flush=True)
weekly_run(timestamp=0)
jobs.drain(most=10**9, dropping=after, at_once=10 if after else 1)
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--weeks", type=int, default=10_000)
    arguments.add_argument("--workers", type=int, default=2)
    chosen = arguments.parse_args()
    os.environ["RUN_ONLY_WEEKS"] = "1"
    with database_of_our_own():
        _show(chosen.weeks, chosen.workers)


def _show(weeks: int, workers: int) -> None:
    from django.db import connection

    from tests.makers.weeks import weeks_to_charge

    began = time.perf_counter()
    weeks_to_charge(weeks)
    print(f"weeks {weeks}, made in {time.perf_counter() - began:.0f} s", flush=True)
    database = str(connection.settings_dict["NAME"])
    began = time.perf_counter()
    killed_at = kill_in_the_middle(weeks, database, workers=workers)
    print(f"killed with -9 when charged were {', '.join(map(str, killed_at))}", flush=True)
    finish(database, workers=workers)
    seconds = time.perf_counter() - began
    print(
        f"charged {charged()} in {seconds:.0f} s with {workers} workers, {charged() / seconds:.0f} a second"
    )
    wrong = audit(weeks)
    print("each charged exactly once; the books are whole" if not wrong else "\n".join(wrong))
    sys.exit(1 if wrong else 0)


def begin_run(database: str) -> subprocess.Popen[str]:
    """A process that runs the weekly run and then all that waits, as a worker does."""
    run = subprocess.Popen(
        [sys.executable, "-c", RUN],
        env={**os.environ, "RUN_DATABASE": database},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    with run.stdout as told:
        assert told.readline() == "ready\n"
    return run


def charged() -> int:
    from hirehall.engagements.hourly.models import Week
    from hirehall.engagements.hourly.states import State

    return Week.objects.filter(state=State.RELEASED).count()


def kill_in_the_middle(weeks: int, database: str, *, workers: int = 1) -> list[int]:
    """Begin the run and kill it, ``KILLS`` times; answers how many weeks were charged at each death."""
    killed_at = []
    for number in range(1, KILLS + 1):
        runs = [begin_run(database) for _ in range(workers)]
        while charged() < number * weeks // (KILLS + 2) and any(run.poll() is None for run in runs):
            time.sleep(0.01)
        for run in runs:
            run.kill()
            run.wait()
        killed_at.append(charged())
    return killed_at


def finish(database: str, *, workers: int = 1) -> None:
    """The run once more, left alone until it has nothing to do."""
    runs = [begin_run(database) for _ in range(workers)]
    for run in runs:
        if run.wait() != 0:
            raise RuntimeError("the last run failed")


def audit(weeks: int) -> list[str]:
    """What is wrong after the run: weeks not charged once, sums that are not right, books that are not whole."""
    from hirehall.engagements.hourly.models import Week
    from hirehall.engagements.hourly.states import State
    from hirehall.money import invariants
    from hirehall.money.models import Transfer
    from tests.makers.weeks import MINUTES

    wrong = [f"{one.name}: {one.detail}" for one in invariants.check()]
    released = list(Transfer.objects.filter(kind="release").values_list("unit_id", flat=True))
    if not len(released) == len(set(released)) == charged() == weeks:
        wrong.append(
            f"{len(released)} releases of {len(set(released))} weeks, {charged()} charged, of {weeks}"
        )
    done = Week.objects.filter(state=State.RELEASED)
    paid = {(row.released_minor, row.worth(MINUTES).minor) for row in done.select_related("contract")}
    if any(got != wanted for got, wanted in paid):
        wrong.append(f"paid and due differ: {sorted(paid)}")
    return wrong


if __name__ == "__main__":
    main()
