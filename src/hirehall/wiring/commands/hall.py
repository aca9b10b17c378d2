"""``hirehall hall``: a hall's whole configuration as a file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from hirehall.wiring import installation


@click.group()
def command() -> None:
    """Halls as files: one TOML file has everything that an operator decides."""


@command.command("list")
def listed() -> None:
    """Every hall with its short name and address."""
    with installation.django():
        from hirehall.halls.queries import address_of, halls

        for hall in halls():
            click.echo(f"{hall.slug}\t{address_of(hall, '/')}\t{hall.name}")


@command.command()
@click.argument("slug")
def export(slug: str) -> None:
    """Print the file that describes the hall SLUG."""
    with installation.django():
        from hirehall.front.hall_file import as_file
        from hirehall.halls.queries import halls

        found = next((hall for hall in halls() if hall.slug == slug), None)
        if found is None:
            raise click.ClickException(f"There is no hall {slug} here.")
        click.echo(as_file(found), nl=False)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Show what would change, and change nothing.")
def import_(file: Path, *, check: bool) -> None:
    """Make the hall that FILE names like it, or open it; all of it or nothing.

    Exit code 0: done, or it would be; 1: the file was refused, and nothing has changed.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not UTF-8 text.") from error
    with installation.django():
        from hirehall.foundation.actor import system
        from hirehall.foundation.refused import Refused
        from hirehall.front.actions.import_hall import import_hall, tried
        from hirehall.halls.queries import address_of

        by = system("command")
        try:
            plan = tried(text, by=by)
            click.echo(f"{plan.file.slug}: {plan.summary}")
            for change in plan.changes:
                click.echo(change.text)
            if check or (plan.hall is not None and not plan.changes):
                return
            hall = import_hall(text, by=by)
        except Refused as refused:
            raise click.ClickException(refused.sentence) from refused
        click.echo(f"Done: {address_of(hall, '/')}")


@command.command("open")
@click.option(
    "--template", default="empty", show_default=True, help="One of those that `hall templates` prints."
)
@click.option("--name", required=True, help="Name of the hall.")
@click.option("--slug", required=True, help="Short name, as in its address /at/SLUG/.")
@click.option("--tagline", default="", help="In one line.")
@click.option("--domain", default="", help="A domain of its own.")
@click.option("--currency", default="", help="As EUR; the template’s where it is left out.")
@click.option("--time-zone", default="", help="As Europe/Berlin; the template’s where it is left out.")
@click.option("--contact-email", default="", help="For questions.")
@click.option("--check", is_flag=True, help="Show what would be opened, and open nothing.")
def open_(template: str, *, check: bool, **given: str) -> None:
    """Open one more hall from a template; it is published at once.

    Exit code 0: open, or it could be; 1: refused, and nothing has changed.
    """
    with installation.django():
        from hirehall.foundation.actor import system
        from hirehall.foundation.refused import Refused
        from hirehall.front.actions.import_hall import import_hall, tried
        from hirehall.front.hall_file.templates import begun
        from hirehall.front.hall_file.toml import dumps
        from hirehall.halls.queries import address_of, halls

        by = system("command")
        if any(hall.slug == given["slug"] for hall in halls()):
            raise click.ClickException(f"There is a hall {given['slug']} here already.")
        try:
            text = dumps(begun(template, given=given))
            plan = tried(text, by=by)
            click.echo(f"{plan.file.slug}: {plan.summary}")
            if check:
                return
            hall = import_hall(text, by=by)
        except Refused as refused:
            raise click.ClickException(refused.sentence) from refused
        click.echo(f"Open: {address_of(hall, '/')}")


@command.command("templates")
def listed_templates() -> None:
    """The templates with what kind of hall each makes."""
    with installation.django():
        from hirehall.front.hall_file.templates import templates

        for one in templates():
            click.echo(f"{one.key}\t{one.about}")
