from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.facts import HallSessionEnded, HallSessionStarted
from hirehall.halls.models import HallSession
from hirehall.halls.queries.staff import office_of
from hirehall.halls.rules import joining as rules

SESSION_MINUTES = 30


@action("halls.start_hall_session", scope=Scope.STAFF_READ)
def start_hall_session(hall_id: UUID, *, by: Actor, reason: str) -> HallSession:
    """An operator of this hall has power over it for thirty minutes, for a reason that is recorded.

    Raises:
        Refused: ``staff.operators_only``, ``application.reason_missing``.
    """
    rules.require_person(by)
    office = office_of(hall_id, by.require_person())
    if office is None:
        raise Refused(
            "staff.operators_only",
            "Only operators of this hall have such sessions.",
            because=Because.FORBIDDEN,
        )
    now = clock.now()
    session = HallSession.objects.create(
        operator=office,
        reason=rules.require_reason(reason)[:300],
        started_at=now,
        expires_at=now + timedelta(minutes=SESSION_MINUTES),
    )
    fact = HallSessionStarted(person_id=office.person_id, session_id=session.id, reason=session.reason)
    facts.record(fact, by=by, hall_id=hall_id, about=[office.person_id, session.id])
    return session


@action("halls.end_hall_session", scope=Scope.STAFF_READ)
def end_hall_session(*, by: Actor) -> HallSession:
    """The operator gives the power back before the time is over.

    Raises:
        Refused: ``staff_session.not_found``.
    """
    rules.require_person(by)
    mine = HallSession.objects.select_for_update(no_key=True, of=("self",)).select_related("operator")
    named = by.staff_session_id
    session = mine.filter(id=named, ended_at=None).first() if named else None
    if session is None or session.operator.person_id != by.person_id:
        raise not_found("staff_session")
    session.ended_at = clock.now()
    session.save(update_fields=["ended_at"])
    fact = HallSessionEnded(person_id=session.operator.person_id, session_id=session.id)
    facts.record(fact, by=by, hall_id=session.operator.hall_id, about=[session.id])
    return session
