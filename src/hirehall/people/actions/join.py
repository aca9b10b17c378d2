from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.refused import Because, Refused
from hirehall.people.facts import PersonJoined
from hirehall.people.models import Person
from hirehall.people.operations import add_profile, free_handle
from hirehall.people.rules import SIDES, require_name, require_time_zone


@action("people.join")
def join(
    *,
    by: Actor,
    name: str,
    email: str,
    password: str,
    side: str,
    time_zone: str = "UTC",
    verified: bool = False,
) -> Person:
    """A new person with one log-in and the profile of each hat that they start with.

    Args:
        side: ``freelancer``, ``client`` or ``both``; with both, the freelancer's hat is worn first.
        password: empty for a person who cannot sign in by password (demo, imports).
        verified: whether the address counts as confirmed; only a system actor may say so.
    Raises:
        Refused: ``person.email_taken``, ``person.name_missing``, ``person.side_unknown``,
            ``person.time_zone_unknown``.
    """
    require_name(name)
    if side not in SIDES:
        raise Refused("person.side_unknown", "Choose a side first.", because=Because.INVALID, field="side")
    hats = SIDES[side]
    who = Person(
        email=email.strip().lower(),
        name=" ".join(name.split()),
        handle=free_handle(name),
        hat=hats[0],
        time_zone=require_time_zone(time_zone),
        joined_at=clock.now(),
    )
    who.set_password(password or None)
    _save_once(who)
    for hat in hats:
        add_profile(who, hat)
    who.save(update_fields=["wears_freelancer", "wears_client"])
    if verified and by.is_system:
        EmailAddress.objects.create(user=who, email=who.email, primary=True, verified=True)
    facts.record(
        PersonJoined(person_id=who.id, hats=tuple(Hat(hat).value for hat in hats)),
        by=by,
        hall_id=None,
        about=[who.id],
    )
    return who


ONE_ADDRESS = "one_person_per_email"


def _save_once(who: Person) -> None:
    try:
        with transaction.atomic():
            who.save(force_insert=True)
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") != ONE_ADDRESS:
            who.handle = free_handle(who.name + " " + str(who.id)[-6:])
            who.save(force_insert=True)
            return
        raise Refused(
            "person.email_taken", "There is an account with this e-mail address.", field="email"
        ) from error
