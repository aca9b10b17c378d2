"""``hirehall demo``: a living market in an empty database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import click

from hirehall.wiring import installation
from hirehall.wiring.cast import remember
from hirehall.wiring.processes.supervisor import module

STEPS = 1_000
ASYNCHRONOUS = "-c synchronous_commit=off"
"""A demo that a power cut interrupts is made anew, so its thousands of commits need not wait for the disk."""


@click.command()
@click.option(
    "--size", default=0, show_default=True, help="How many people in all; beyond the first hundred in bulk."
)
@click.option("--seed", default=7, show_default=True, help="The same seed makes the same market.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def command(*, size: int, seed: int, as_json: bool) -> None:
    """Make the demo market; the database must hold no hall yet."""
    if not 0 <= size <= 1_000_000:
        raise click.BadParameter("from 0 to 1,000,000", param_hint="--size")
    with installation.database() as config:
        prepared = subprocess.run(
            module("hirehall.wiring.processes.prepare"),
            env={**os.environ, "DJANGO_SETTINGS_MODULE": installation.SETTINGS},
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if prepared.returncode:
            raise click.ClickException(
                "The database could not be brought to this version; the reason stands above."
            )
        told = _build(size, seed)
        remember(config.home, told["logins"])
    if as_json:
        click.echo(json.dumps(told))
    else:
        parts = ("people", "briefs", "proposals", "contracts", "reviews")
        click.echo(f"{told['hall']}: " + ", ".join(f"{told[part]:,} {part}" for part in parts) + ".")
        for name in told["broken"]:
            click.echo(f"BROKEN {name}", err=True)
    sys.exit(1 if told["broken"] else 0)


def _build(size: int, seed: int) -> dict[str, Any]:
    os.environ.setdefault("PGOPTIONS", ASYNCHRONOUS)
    with installation.django():
        from hirehall.wiring.demo.build import build, is_empty

        if not is_empty():
            raise click.ClickException(
                "There is a hall in this database already. The demo wants an empty one: set HIREHALL_HOME to a new"
                " folder, or DATABASE_URL to an empty database."
            )
        with click.progressbar(length=STEPS, label="Demo", file=sys.stderr) as bar:

            def progress(share: float, text: str) -> None:
                bar.label = text
                bar.update(max(0, round(share * STEPS) - bar.pos))

            return build(size=size, seed=seed, progress=progress).as_json()
