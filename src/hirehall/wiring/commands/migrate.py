"""``hirehall migrate``: brings the tables to this version. Safe to run again."""

from __future__ import annotations

import click

from hirehall.wiring import installation


@click.command()
@click.option("--plan", is_flag=True, help="Only show what would be done.")
@click.option("--quiet", is_flag=True, help="Say nothing unless something is done.")
def command(*, plan: bool, quiet: bool) -> None:
    """Bring the database to this version, as the owner of its tables."""
    with installation.django(as_owner=True):
        from hirehall.wiring.migrating import migrate
        from hirehall.wiring.readiness import unapplied_migrations

        waiting = unapplied_migrations()
        if plan or not waiting:
            if waiting or not quiet:
                click.echo("\n".join(waiting) or "The database is up to date.")
            return
        applied = migrate(told=click.echo)
        click.echo(f"Applied {applied} migrations." if applied else "The database is up to date.")
