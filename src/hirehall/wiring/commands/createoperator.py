"""``hirehall createoperator``: somebody who may start staff sessions."""

from __future__ import annotations

import click

from hirehall.wiring import installation


@click.command()
@click.option("--email", prompt=True, help="The address to sign in with.")
@click.option("--name", default="", help="The name, where the person is new.")
@click.option("--password", default="", help="The password of a new person; asked for when left out.")
@click.option(
    "--hall-name", default="Hirehall", show_default=True, help="The first hall, where there is none."
)
@click.option("--currency", default="EUR", show_default=True, help="That hall’s currency.")
def command(*, email: str, name: str, password: str, hall_name: str, currency: str) -> None:
    """Make a person an operator; who is not here yet joins first, and the first hall is opened where none is."""
    with installation.django() as config:
        from hirehall.foundation.actor import system
        from hirehall.foundation.refused import Refused
        from hirehall.people.actions.join import join
        from hirehall.people.actions.make_operator import make_operator
        from hirehall.people.queries import person_by_email
        from hirehall.wiring.founding import found_hall
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
            hall = found_hall(hall_name, currency=currency.upper(), contact_email=email, by=by)
        except Refused as refused:
            raise click.ClickException(refused.sentence) from refused
    if hall:
        click.echo(
            f"Opened {hall.name}, with founding rules, skills and fees: change them on the operator’s desk."
        )
    click.echo(f"{email} is an operator.")
    click.echo(f"  Sign in:  {config.public_url}/account/login/")
    click.echo(
        f"  The desk: {config.public_url}/desk/ (it asks for a reason first, and ends after thirty minutes)"
    )
