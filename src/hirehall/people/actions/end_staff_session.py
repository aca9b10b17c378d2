from __future__ import annotations

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found
from hirehall.people.facts import StaffSessionEnded
from hirehall.people.models import StaffSession
from hirehall.people.rules import require_staff


@action("people.end_staff_session", scope=Scope.STAFF_READ)
def end_staff_session(*, by: Actor) -> StaffSession:
    """The operator's running staff session is over.

    Raises:
        Refused: ``staff.session_needed``, ``staff_session.not_found``.
    """
    person_id = require_staff(by)
    running = StaffSession.objects.select_for_update().filter(person_id=person_id, ended_at=None)
    session = next((row for row in running if row.id == by.staff_session_id), None)
    if session is None:
        raise not_found("staff_session")
    session.ended_at = clock.now()
    session.save(update_fields=["ended_at"])
    facts.record(
        StaffSessionEnded(person_id=person_id, session_id=session.id),
        by=by,
        hall_id=None,
        about=[person_id, session.id],
    )
    return session
