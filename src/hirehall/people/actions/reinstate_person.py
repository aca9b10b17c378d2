from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.people import rules
from hirehall.people.facts import PersonReinstated
from hirehall.people.models import Person
from hirehall.people.operations import APPEAL_FIELDS, end_all_sessions, forget_appeal, locked_person


@action("people.reinstate_person", scope=Scope.STAFF_WRITE)
def reinstate_person(person_id: UUID, *, by: Actor, reason: str) -> Person:
    """A suspended person may sign in again, for a reason that they are told.

    Raises:
        Refused: ``staff.session_needed``, ``person.not_found``, ``staff.reason_missing``, ``person.not_suspended``.
    """
    rules.require_staff(by)
    who = locked_person(person_id)
    reason = rules.require_reason(reason)
    if who.suspended_at is None:
        raise Refused("person.not_suspended", "This person is not suspended.")
    who.suspended_at, who.suspension_reason, who.is_active = None, "", True
    forget_appeal(who)
    who.save(update_fields=["suspended_at", "suspension_reason", "is_active", *APPEAL_FIELDS])
    end_all_sessions(who.id)
    facts.record(PersonReinstated(person_id=who.id, reason=reason), by=by, hall_id=None, about=[who.id])
    return who
