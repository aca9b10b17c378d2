"""The clock of the tests: one that has run out is handed in by itself."""

from __future__ import annotations

from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import enqueue, job, periodic, unless_moved
from hirehall.vetting import queries
from hirehall.vetting.actions.sit_test import run_out

CLOCK = system("clock")


@job("vetting.run_out")
def run_out_one(sitting_id: str) -> None:
    unless_moved(run_out, sitting_id, by=CLOCK)


@periodic("vetting.sweep_tests", cron="* * * * *")
def sweep_tests() -> None:
    """Tests whose time is over, each minute: what was saved counts."""
    for sitting_id in queries.sittings_to_end(clock.now()):
        enqueue(run_out_one, once=f"vetting-test:{sitting_id}", sitting_id=str(sitting_id))
