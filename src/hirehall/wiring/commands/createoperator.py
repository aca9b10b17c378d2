"""``hirehall createoperator``: somebody who may start staff sessions."""

from __future__ import annotations

import click

from hirehall.wiring import installation


@click.command()
@click.option("--email", prompt=True, help="The address to sign in with.")
@click.option("--name", default="", help="The name, where the person is new.")
@click.option("--password", default="", help="The password of a new person; asked for when left out.")
def command(*, email: str, name: str, password: str) -> None:
    """Make a person an operator; a person who is not here yet joins first."""
    with installation.django():
        from hirehall.foundation.actor import system
        from hirehall.foundation.refused import Refused
        from hirehall.people.actions.join import join
        from hirehall.people.actions.make_operator import make_operator
        from hirehall.people.queries import person_by_email
        from hirehall.wiring.passwords import require_good

        by = system("command")
        try:
            who = person_by_email(email)
            if who is None:
                name = name or click.prompt("Name")
                password = password or click.prompt("Password", hide_input=True, confirmation_prompt=True)
                require_good(password)
                who = join(by=by, name=name, email=email, password=password, side="client", verified=True)
            make_operator(who.id, by=by)
        except Refused as refused:
            raise click.ClickException(refused.sentence) from refused
    click.echo(f"{email} is an operator: sign in, then start a staff session with its reason.")
