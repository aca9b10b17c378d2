"""``hirehall simulate``: tries ways of ranking in a simulated market. Needs no database."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import click

from hirehall import __version__
from hirehall.wiring.config import Misconfigured

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
NEW_FILE = click.Path(path_type=Path, dir_okay=False)


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


@click.group()
def command() -> None:
    """Try ways of ranking in a simulated market, with the formulas of this version."""


@command.command()
@click.option("--seeds", callback=_seeds, default="1000-1019", show_default=True, help="Which markets.")
@click.option("--settings", type=FILE, help="Other assumptions, as TOML.")
@click.option("--json", "out", type=NEW_FILE, help="Where every figure is written to.")
@click.option("--arm", "arms", multiple=True, help="Only this arm; may be given more than once.")
def headline(
    *, seeds: tuple[int, ...], settings: Path | None, out: Path | None, arms: tuple[str, ...]
) -> None:
    """Every way of ranking over many seeds: utility, newcomers, calibration, with 95% intervals."""
    from hirehall.simulator.arms import ARMS
    from hirehall.simulator.tables import table

    unknown = [name for name in arms if name not in ARMS]
    if unknown:
        raise click.BadParameter(f"There is no arm called {unknown[0]}; there are {', '.join(ARMS)}.")
    results = _results(seeds, settings, arms or tuple(ARMS))
    if out:
        out.write_text(
            json.dumps(_plain({"hirehall": __version__, **results}), indent=1, allow_nan=False),
            encoding="utf-8",
        )
    click.echo(table(results))


def _plain(some: Any) -> Any:
    """The same without NaN, which JSON does not know: null where nothing was measured."""
    if isinstance(some, dict):
        return {name: _plain(value) for name, value in some.items()}
    if isinstance(some, list | tuple):
        return [_plain(value) for value in some]
    return None if isinstance(some, float) and math.isnan(some) else some


def _results(seeds: tuple[int, ...], settings: Path | None, arms: tuple[str, ...]) -> dict[str, Any]:
    from hirehall.simulator.headline import headline as run_all
    from hirehall.simulator.world import assumed

    try:
        world = assumed(settings)
    except (ValueError, TypeError) as trouble:
        raise Misconfigured(str(trouble)) from trouble
    with click.progressbar(length=1000, label="Markets", file=sys.stderr) as bar:

        def progress(share: float, _: str) -> None:
            bar.update(round(share * 1000) - bar.pos)

        return run_all(world, seeds, arms=arms, progress=progress)
