"""``hirehall worker``: runs background jobs until it is told to stop."""

from __future__ import annotations

import os

import click

from hirehall.wiring import installation


@click.command()
@click.option("--concurrency", default=installation.WORKER_JOBS, show_default=True, help="Jobs at a time.")
@click.option("--alone", is_flag=True, help="No other worker can be running: take every unfinished job back.")
def command(*, concurrency: int, alone: bool) -> None:
    """Run background jobs (mail, clocks, payouts ...) until stopped."""
    os.environ.setdefault("PGAPPNAME", "hirehall jobs")  # what the database calls our connections
    with installation.django():
        from hirehall.wiring.processes.worker import work

        work(concurrency=concurrency, alone=alone)
