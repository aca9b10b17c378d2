from __future__ import annotations

from allauth.usersessions.models import UserSession

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.people.facts import SessionEnded
from hirehall.people.rules import require_self


@action("people.end_other_sessions", scope=Scope.PROFILE_WRITE)
def end_other_sessions(*, keep: str, by: Actor) -> int:
    """All of the person's sessions end, except the one with the session key ``keep``; answers how many ended."""
    person_id = require_self(by)
    others = list(UserSession.objects.select_for_update().filter(user_id=person_id).exclude(session_key=keep))
    for session in others:
        session.end()
        facts.record(SessionEnded(person_id=person_id), by=by, hall_id=None, about=[person_id])
    return len(others)
