from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.halls.facts import ApplicationAppealed
from hirehall.halls.models import Application
from hirehall.halls.operations.joining import own_application
from hirehall.halls.queries.joining import latest_application
from hirehall.halls.rules import joining as rules
from hirehall.halls.states.joining import Applied


@action("halls.appeal_application", scope=Scope.PROFILE_WRITE)
def appeal_application(application_id: UUID, *, by: Actor, text: str) -> Application:
    """Who was refused asks once for another look; an operator who had no part in it answers, and that is final.

    Where the application is opened again by an appeal elsewhere, as against a question of a test, and refused once
    more, that is another decision with an appeal of its own.

    Raises:
        Refused: ``application.not_found``, ``application.not_refused``, ``application.appealed``,
            ``application.appeal_length``.
    """
    row = own_application(application_id, by=by)
    latest = latest_application(row.hall_id, row.person_id)
    if row.appealed_at is not None:
        raise Refused("application.appealed", "You have appealed already; each decision is appealed once.")
    if row.state != Applied.REFUSED or latest is None or latest.id != row.id:
        raise Refused(
            "application.not_refused", "Only your newest application can be appealed, once refused."
        )
    row.appeal, row.appealed_at, row.state = rules.require_appeal(text), clock.now(), Applied.APPEALED.value
    row.save(update_fields=["appeal", "appealed_at", "state"])
    fact = ApplicationAppealed(application_id=row.id, person_id=row.person_id)
    facts.record(fact, by=by, hall_id=row.hall_id, about=[row.id, row.person_id])
    return row
