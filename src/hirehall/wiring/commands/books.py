"""``hirehall books export``: the whole ledger as plain text accounting, or as tables."""

from __future__ import annotations

from pathlib import Path

import click

from hirehall.wiring import installation

FORMATS = ("beancount", "hledger", "csv")


@click.group()
def command() -> None:
    """The books."""


@command.command()
@click.option(
    "--format", "form", type=click.Choice(FORMATS), required=True, help="Which tool shall read them."
)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="A folder.")
def export(*, form: str, output: Path) -> None:
    """Write every posting since the beginning into a folder, with the balances that the tools then confirm."""
    with installation.django():
        from hirehall.papers.books import export as write

        for path in write(form, output):
            click.echo(str(path))
