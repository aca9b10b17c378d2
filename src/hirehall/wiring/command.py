"""The ``hirehall`` command. Each verb is a file in ``commands/``, imported when it is called."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import click

from hirehall import __version__
from hirehall.wiring.config import Misconfigured

VERBS_FOLDER = Path(__file__).parent / "commands"


class Verbs(click.Group):
    """The files of ``commands/`` as verbs; nothing of Django is imported before one of them runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(path.stem for path in VERBS_FOLDER.glob("*.py") if path.stem != "__init__")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        verb: click.Command = importlib.import_module(f"hirehall.wiring.commands.{cmd_name}").command
        return verb


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hirehall")
def main() -> None:
    """Hirehall: a self-hosted freelancing and outsourcing marketplace."""


def run() -> None:
    """The entry point: trouble that an operator can mend is one sentence, not a traceback."""
    from hirehall.wiring.postgres.binaries import NoPostgres
    from hirehall.wiring.postgres.cluster import ServerTrouble

    try:
        main()
    except (Misconfigured, NoPostgres, ServerTrouble, LookupError) as trouble:
        if isinstance(trouble, LookupError) and type(trouble) is not LookupError:
            raise
        click.echo(f"hirehall: {trouble}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    run()
