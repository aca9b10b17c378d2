from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.people import rules
from hirehall.people.facts import PersonSuspended
from hirehall.people.models import Person
from hirehall.people.operations import APPEAL_FIELDS, end_all_sessions, forget_appeal, locked_person


@action("people.suspend_person", scope=Scope.STAFF_WRITE)
def suspend_person(person_id: UUID, *, by: Actor, reason: str) -> Person:
    """The person cannot sign in or use tokens, for a reason that they are told; their contracts and money stay.

    Raises:
        Refused: ``staff.session_needed``, ``person.not_found``, ``staff.reason_missing``, ``person.suspended``,
            ``person.oneself``.
    """
    rules.require_staff(by)
    who = locked_person(person_id)
    reason = rules.require_reason(reason)
    if who.id == by.person_id:
        raise Refused("person.oneself", "You cannot suspend yourself.")
    if who.suspended_at is not None:
        raise Refused("person.suspended", "This person is suspended already.")
    who.suspended_at, who.suspension_reason, who.is_active = clock.now(), reason, False
    forget_appeal(who)
    who.save(update_fields=["suspended_at", "suspension_reason", "is_active", *APPEAL_FIELDS])
    end_all_sessions(who.id)
    facts.record(PersonSuspended(person_id=who.id, reason=reason), by=by, hall_id=None, about=[who.id])
    return who
