"""``hirehall taxonomy``: the classification of skills and occupations that texts are linked with."""

from __future__ import annotations

from pathlib import Path

import click

from hirehall.wiring.config import load


@click.group()
def command() -> None:
    """The classification (ESCO) whose words find a hall’s skills."""


@command.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
def import_(*, file: Path) -> None:
    """Take ESCO’s own download (CSV, English; the zip file or its folder) in place of the packaged extract.

    It is kept in the installation’s folder, of which every machine has its own, and counts from the next start.
    """
    from hirehall.skills.reference import IMPORTED, published, written

    found = published(file)
    place = load().home / IMPORTED
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(written(found, f"ESCO of the European Commission, as downloaded: {file.name}"))
    kinds = [one.kind for one in found]
    told = ", ".join(f"{kinds.count(kind):,} of kind {kind}" for kind in dict.fromkeys(kinds))
    click.echo(f"{place}: {told}. Start Hirehall again to use it.")
