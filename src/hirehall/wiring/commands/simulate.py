"""``hirehall simulate``: tries ways of ranking in a simulated market. No database, but for `figures`."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from hirehall import __version__
from hirehall.wiring.config import Misconfigured

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
NEW_FILE = click.Path(path_type=Path, dir_okay=False)
Progress = Callable[[float, str], None]
PARTS = ("headline", "stress", "attacks")
"""Of the document, in the order in which they are made."""


def _seeds(_: click.Context, param: click.Parameter, value: str) -> tuple[int, ...]:
    """``1000-1019`` or ``7``."""
    first, _dash, last = value.partition("-")
    try:
        seeds = tuple(range(int(first), int(last or first) + 1))
    except ValueError:
        seeds = ()
    if not seeds:
        raise click.BadParameter("write one number or a range, for example 1000-1019", param=param)
    return seeds


SEEDS = click.option(
    "--seeds", callback=_seeds, default="1000-1019", show_default=True, help="Which markets."
)
OUT = click.option("--json", "out", type=NEW_FILE, help="Where every figure is written to.")


@click.group()
def command() -> None:
    """Try ways of ranking in a simulated market, with the formulas of this version."""


@command.command()
@SEEDS
@click.option("--settings", type=FILE, help="Other assumptions, as TOML.")
@OUT
@click.option("--arm", "arms", multiple=True, help="Only this arm; may be given more than once.")
def headline(
    *, seeds: tuple[int, ...], settings: Path | None, out: Path | None, arms: tuple[str, ...]
) -> None:
    """Every way of ranking over many seeds: utility, newcomers, calibration, with 95% intervals."""
    from hirehall.simulator.arms import ARMS
    from hirehall.simulator.headline import headline as run_all
    from hirehall.simulator.tables import table
    from hirehall.simulator.world import assumed

    unknown = [name for name in arms if name not in ARMS]
    if unknown:
        raise click.BadParameter(f"There is no arm called {unknown[0]}; there are {', '.join(ARMS)}.")
    try:
        world = assumed(settings)
    except (ValueError, TypeError) as trouble:
        raise Misconfigured(str(trouble)) from trouble
    with _markets() as progress:
        results = run_all(world, seeds, arms=arms or tuple(ARMS), progress=progress)
    _tell(results, table(results), out)


@command.command()
@SEEDS
@click.option(
    "--setting", "only", type=click.IntRange(1, 20), multiple=True, help="Only this one; may be repeated."
)
@OUT
def stress(*, seeds: tuple[int, ...], only: tuple[int, ...], out: Path | None) -> None:
    """Ours against the usual score and against greedy in twenty other worlds."""
    from hirehall.simulator.suites import stress as run_all
    from hirehall.simulator.tables import stress_table

    with _markets() as progress:
        results = run_all(seeds, only=only, progress=progress)
    _tell(results, stress_table(results), out)


@command.command()
@SEEDS
@click.option("--attack", "only", multiple=True, help="Only this one; may be repeated.")
@OUT
def attacks(*, seeds: tuple[int, ...], only: tuple[str, ...], out: Path | None) -> None:
    """Six attacks, each held against the same market without it."""
    from hirehall.simulator.suites import attacks as run_all
    from hirehall.simulator.suites import names_of_attacks
    from hirehall.simulator.tables import attack_table

    unknown = [name for name in only if name not in names_of_attacks()]
    if unknown:
        known = ", ".join(names_of_attacks())
        raise click.BadParameter(f"There is no attack called {unknown[0]}; there are {known}.")
    with _markets() as progress:
        results = run_all(seeds, only=only, progress=progress)
    _tell(results, attack_table(results), out)


@command.command()
@SEEDS
@click.option(
    "--others", callback=_seeds, default="1000-1007", show_default=True, help="For stress and attacks."
)
@click.option(
    "--document", type=FILE, default="docs/reputation.md", show_default=True, help="Where they stand."
)
@OUT
def report(*, seeds: tuple[int, ...], others: tuple[int, ...], document: Path, out: Path | None) -> None:
    """Every table and picture of the document, made anew: headline, stress and attacks (a quarter of an hour)."""
    from hirehall.simulator import pictures, suites, tables
    from hirehall.simulator.headline import headline as run_all
    from hirehall.simulator.report import with_tables, write
    from hirehall.simulator.world import assumed

    try:
        with_tables(document.read_text(encoding="utf-8"), dict.fromkeys(PARTS, ""))  # before the long part
    except ValueError as trouble:
        raise Misconfigured(str(trouble)) from trouble
    with _markets("The ways of ranking") as progress:
        first = run_all(assumed(), seeds, progress=progress)
    with _markets("Twenty other worlds") as progress:
        second = suites.stress(others, progress=progress)
    with _markets("Attacks") as progress:
        third = suites.attacks(others, progress=progress)
    made = (tables.table(first), tables.stress_table(second), tables.attack_table(third))
    drawn = {
        **pictures.headline_pictures(first),
        **pictures.stress_picture(second),
        **pictures.attack_picture(third),
    }
    whole = dict(zip(PARTS, (first, second, third), strict=True))
    _tell(whole, f"{len(made)} tables and {len(drawn)} pictures are made; they go into {document}.", out)
    write(document, dict(zip(PARTS, made, strict=True)), drawn)


@command.command()
@click.argument("slug")
def figures(slug: str) -> None:
    """Print the last year of the hall SLUG as settings, to try ways of ranking in a market like it.

    Two digits each, and nothing about a single person; a hall with too few of anything is refused.
    """
    from hirehall.wiring import installation

    with installation.django():
        from hirehall.foundation.actor import system
        from hirehall.foundation.refused import Refused
        from hirehall.halls.queries import halls
        from hirehall.ranking.queries import figures as of_hall

        found = next((hall for hall in halls() if hall.slug == slug), None)
        if found is None:
            raise click.ClickException(f"There is no hall {slug} here.")
        try:
            one = of_hall(system("command"), found.id)
        except Refused as refused:
            raise click.ClickException(refused.sentence) from refused
    click.echo(
        f"""# The last year of {slug}: hirehall simulate headline --settings FILE
[market]
jobs_a_week = {one.jobs_a_week}
freelancers = {one.freelancers}
joiners_a_week = {one.joiners_a_week}
families = {one.families}
clients = {one.clients}

[newcomers]
value_spread = {one.value_spread}

[clients]
responds = {one.responds}

[learning]
returns = {one.goes_back}"""
    )


@contextmanager
def _markets(label: str = "Markets") -> Iterator[Progress]:
    with click.progressbar(length=1000, label=label, file=sys.stderr) as bar:

        def progress(share: float, _: str) -> None:
            bar.update(round(share * 1000) - bar.pos)

        yield progress


def _tell(results: dict[str, Any], text: str, out: Path | None) -> None:
    """The text on the terminal, and everything in the file where one was named."""
    if out:
        whole = _plain({"hirehall": __version__, **results})
        out.write_text(json.dumps(whole, indent=1, allow_nan=False), encoding="utf-8")
    click.echo(text)


def _plain(some: Any) -> Any:
    """The same without NaN, which JSON does not know: null where nothing was measured."""
    if isinstance(some, dict):
        return {name: _plain(value) for name, value in some.items()}
    if isinstance(some, list | tuple):
        return [_plain(value) for value in some]
    return None if isinstance(some, float) and math.isnan(some) else some
