from __future__ import annotations

from datetime import timedelta

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.people import rules
from hirehall.people.facts import StaffSessionStarted
from hirehall.people.models import StaffSession
from hirehall.people.operations import locked_person


@action("people.start_staff_session", scope=Scope.STAFF_READ)
def start_staff_session(*, by: Actor, reason: str) -> StaffSession:
    """An operator has staff power for thirty minutes, for a reason that is recorded.

    Raises:
        Refused: ``staff.operators_only``, ``staff.reason_missing``.
    """
    who = locked_person(rules.require_self(by))
    if not who.is_operator:
        raise Refused(
            "staff.operators_only",
            "Only operators of this installation have staff sessions.",
            because=Because.FORBIDDEN,
        )
    now = clock.now()
    session = StaffSession.objects.create(
        person=who,
        reason=rules.require_reason(reason),
        started_at=now,
        expires_at=now + timedelta(minutes=rules.STAFF_SESSION_MINUTES),
    )
    facts.record(
        StaffSessionStarted(person_id=who.id, session_id=session.id, reason=session.reason),
        by=by,
        hall_id=None,
        about=[who.id, session.id],
    )
    return session
