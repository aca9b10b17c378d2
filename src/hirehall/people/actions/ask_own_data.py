from __future__ import annotations

from datetime import timedelta

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.people.facts import OwnDataAsked
from hirehall.people.models import OwnDataExport
from hirehall.people.operations import locked_person
from hirehall.people.rules import require_self

WAIT = timedelta(hours=1)


@action("people.ask_own_data", scope=Scope.PROFILE_READ)
def ask_own_data(*, by: Actor) -> OwnDataExport:
    """An archive of everything that the hall knows of the person is made; asking again while it is made changes
    nothing.

    Raises:
        Refused: ``own_data.wait`` when one was made within the last hour.
    """
    who = locked_person(require_self(by))
    mine = OwnDataExport.objects.filter(person=who)
    waiting = mine.filter(ready_at=None).first()
    if waiting is not None:
        return waiting
    if mine.filter(ready_at__gt=clock.now() - WAIT).exists():
        raise Refused(
            "own_data.wait",
            "Your data was packed within the last hour. Download that archive, or ask again later.",
            because=Because.TOO_MANY,
        )
    export = OwnDataExport.objects.create(person=who, asked_at=clock.now())
    facts.record(OwnDataAsked(person_id=who.id, export_id=export.id), by=by, hall_id=None, about=[who.id])
    return export
