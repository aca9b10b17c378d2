from __future__ import annotations

from allauth.usersessions.models import UserSession

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found
from hirehall.people.facts import SessionEnded
from hirehall.people.rules import require_self


@action("people.end_session", scope=Scope.PROFILE_WRITE)
def end_session(session_id: int, *, by: Actor) -> None:
    """One of the person's own sessions ends at once; the browser that held it is signed out.

    Raises:
        Refused: ``session.not_found``.
    """
    person_id = require_self(by)
    session = UserSession.objects.select_for_update().filter(id=session_id, user_id=person_id).first()
    if session is None:
        raise not_found("session")
    session.end()
    facts.record(SessionEnded(person_id=person_id), by=by, hall_id=None, about=[person_id])
