"""``hirehall token create``: a token for the API, made by the operator of the machine."""

from __future__ import annotations

import click

from hirehall.wiring import installation


@click.group()
def command() -> None:
    """Tokens for the API."""


@command.command()
@click.option("--person", "email", required=True, help="Whose token it is, by e-mail address.")
@click.option(
    "--scopes", required=True, help="Comma separated, with or without 'scope:'; 'all' for every one."
)
@click.option("--name", default="made on the command line", show_default=True, help="What it is for.")
@click.option("--days", default=90, show_default=True, help="How long it works.")
def create(*, email: str, scopes: str, name: str, days: int) -> None:
    """Print a new token; it is shown this once."""
    with installation.django():
        from hirehall.foundation.actor import Scope
        from hirehall.foundation.refused import Refused
        from hirehall.people.actions.make_token import make_token
        from hirehall.people.queries import actor_for, new_secret, person_by_email
        from hirehall.people.serving import serves_somewhere

        who = person_by_email(email)
        if who is None:
            raise click.ClickException(f"Nobody here has the address {email}.")
        operates = serves_somewhere(who)
        wanted = [one.strip() for one in scopes.split(",") if one.strip()]
        if wanted == ["all"]:
            wanted = [scope.value for scope in Scope if operates or "staff" not in scope.value]
        wanted = [one if one.startswith("scope:") else f"scope:{one}" for one in wanted]
        secret = new_secret()
        try:
            make_token(secret, by=actor_for(who), name=name, scopes=wanted, days=days)
        except Refused as refused:
            raise click.ClickException(refused.sentence) from refused
    click.echo(secret)
