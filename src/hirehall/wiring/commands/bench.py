"""``hirehall bench``: measures linking, search, ranking and reputation. Nothing that it makes stays."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any

import click

from hirehall import __version__
from hirehall.wiring import installation

NEW_FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group()
def command() -> None:
    """Measure linking, search, ranking and reputation on this machine."""


@command.command()
@click.option("--set", "folder", type=FOLDER, required=True, help="Where the public sets lie.")
@click.option("--json", "out", type=NEW_FILE, help="Where every figure is written to.")
def linking(*, folder: Path, out: Path | None) -> None:
    """How well texts are linked with ESCO, on MELO, vacancy titles and sentences with skills. Needs no database."""
    from hirehall.wiring.benches.linking import measured

    found = measured(folder)
    if not found:
        raise click.BadParameter("There is no set of a known form in it.", param_hint="--set")
    _tell(found, out, "linking")


@command.command()
@click.option("--people", default=100_000, show_default=True, help="How many people are made.")
@click.option("--json", "out", type=NEW_FILE, help="Where every figure is written to.")
def search(*, people: int, out: Path | None) -> None:
    """How fast people are found among so many, beside the engine's plain full-text query, in a database of its own.

    The data of the installation are not touched; the other database is dropped afterwards.
    """
    if not 1 <= people <= 10_000_000:
        raise click.BadParameter("from 1 to 10,000,000", param_hint="--people")
    with installation.django(as_owner=True):
        from hirehall.wiring.benches.search import measured

        _tell(measured(people, click.echo), out, "search")


@command.command()
@click.option(
    "--candidates", type=click.IntRange(min=1), default=10_000, show_default=True, help="How many people."
)
@click.option("--json", "out", type=NEW_FILE, help="Where every figure is written to.")
def ranking(*, candidates: int, out: Path | None) -> None:
    """Rank one brief over so many candidates, beside a plain full-text query over the same people."""
    with installation.django():
        from hirehall.wiring.benches.ranking import bench

        found = {"hirehall": __version__, **bench(candidates)}
    for name in ("rank_one_brief_ms", "plain_full_text_ms"):
        click.echo(f"{name:20} p50 {found[name]['p50']:8.1f}  p95 {found[name]['p95']:8.1f}")
    if out:
        out.write_text(json.dumps(found, indent=1), encoding="utf-8")


@command.command()
@click.option(
    "--contracts",
    type=click.IntRange(min=3),
    default=60,
    show_default=True,
    help="How many each has behind them.",
)
@click.option("--json", "out", type=NEW_FILE, help="Where every figure is written to.")
def standing(*, contracts: int, out: Path | None) -> None:
    """How long one person’s standing takes to be made anew after a review (ms), in a database of its own."""
    with installation.django(as_owner=True):
        from hirehall.wiring.benches.reputation import standing as measured

        _tell(measured(contracts), out, "standing")


@command.command()
@click.option(
    "--edges",
    type=click.IntRange(1, 5_000_000),
    default=1_000_000,
    show_default=True,
    help="How many contracts.",
)
@click.option("--json", "out", type=NEW_FILE, help="Where every figure is written to.")
def trust(*, edges: int, out: Path | None) -> None:
    """How long the nightly walk of trust takes over so many paid contracts (s), in a database of its own."""
    with installation.django(as_owner=True):
        from hirehall.wiring.benches.reputation import walk

        _tell(walk(edges), out, "trust")


def _tell(rows: list[dict[str, Any]], out: Path | None, what: str) -> None:
    if out:
        told = {"hirehall": __version__, "python": platform.python_version(), what: rows}
        out.write_text(json.dumps(told, indent=1), encoding="utf-8")
    names = list(rows[0])
    widths = [
        max(len(str(row[name])) for row in [dict(zip(names, names, strict=True)), *rows]) for name in names
    ]
    for row in [dict(zip(names, names, strict=True)), *rows]:
        click.echo("  ".join(str(row[name]).rjust(width) for name, width in zip(names, widths, strict=True)))
