"""``hirehall audit``: asks the books whether everything that must be true is true."""

from __future__ import annotations

import json
import sys

import click

from hirehall.wiring import installation


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def command(*, as_json: bool) -> None:
    """Check the invariants of the books; exit code 1 and their names where one is broken."""
    with installation.django():
        from hirehall.wiring.auditing import audit

        checked, broken = audit()
    if as_json:
        told = [{"name": one.name, "detail": one.detail} for one in broken]
        click.echo(json.dumps({"ok": not broken, "checked": checked, "broken": told}))
    else:
        for one in broken:
            click.echo(f"BROKEN {one.name}: {one.detail}")
        click.echo(f"{len(checked)} invariants checked, {len({one.name for one in broken})} broken.")
    sys.exit(1 if broken else 0)
