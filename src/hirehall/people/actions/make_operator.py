from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused
from hirehall.people.facts import OperatorMade
from hirehall.people.models import Person
from hirehall.people.operations import locked_person


@action("people.make_operator")
def make_operator(person_id: UUID, *, by: Actor) -> Person:
    """A member may start staff sessions from now on. Only the command line of the installation says so.

    Raises:
        Refused: ``operator.by_command_only``, ``person.not_found``.
    """
    if not by.is_system:
        raise Refused(
            "operator.by_command_only",
            "Operators are made on the server: hirehall createoperator.",
            because=Because.FORBIDDEN,
        )
    who = locked_person(person_id)
    if not who.is_operator:
        who.is_operator = True
        who.save(update_fields=["is_operator"])
        facts.record(OperatorMade(person_id=who.id), by=by, hall_id=None, about=[who.id])
    return who
