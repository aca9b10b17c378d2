"""``hirehall audit``: asks the books whether everything that must be true is true."""

from __future__ import annotations

import json
import sys

import click

from hirehall.wiring import installation, trouble
from hirehall.wiring.config import Misconfigured
from hirehall.wiring.postgres.binaries import NoPostgres
from hirehall.wiring.postgres.cluster import ServerTrouble

UNASKED = 2


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def command(*, as_json: bool) -> None:
    """Check the invariants of the books; exit code 1 where one is broken, 2 where they cannot be asked."""
    from django.db import Error

    try:
        with installation.django():
            from hirehall.wiring.auditing import audit

            checked, broken = audit()
    except Error as error:
        _unasked(*trouble.words(error), as_json=as_json)
    except (Misconfigured, NoPostgres, ServerTrouble) as error:
        if not as_json:
            raise  # every command says this in the same words
        _unasked(str(error), "Run: hirehall doctor", as_json=True)
    if as_json:
        told = [{"name": one.name, "detail": one.detail} for one in broken]
        click.echo(json.dumps({"ok": not broken, "checked": checked, "broken": told}))
    else:
        for one in broken:
            click.echo(f"BROKEN {one.name}: {one.detail}")
        click.echo(f"{len(checked)} invariants checked, {len({one.name for one in broken})} broken.")
        if broken:
            click.echo("Stop payouts, keep a copy of the database, and look at the rows that are named.")
    sys.exit(1 if broken else 0)


def _unasked(text: str, mend: str, *, as_json: bool) -> None:
    """The books could not be asked, which says nothing about them."""
    if as_json:
        click.echo(json.dumps({"ok": False, "checked": [], "broken": [], "trouble": text, "mend": mend}))
    else:
        click.echo(f"The books could not be asked: {text}\n-> {mend}", err=True)
    sys.exit(UNASKED)
