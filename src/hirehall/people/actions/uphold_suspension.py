from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.people import rules
from hirehall.people.facts import SuspensionUpheld
from hirehall.people.models import Person
from hirehall.people.operations import locked_person


@action("people.uphold_suspension", scope=Scope.STAFF_WRITE)
def uphold_suspension(person_id: UUID, *, by: Actor, reason: str) -> Person:
    """An operator answers an appeal with no, for a reason that the person is told.

    Raises:
        Refused: ``staff.session_needed``, ``person.not_found``, ``staff.reason_missing``, ``suspension.no_appeal``.
    """
    rules.require_staff(by)
    who = locked_person(person_id)
    reason = rules.require_reason(reason)
    if who.suspended_at is None or who.suspension_appealed_at is None or who.suspension_answer:
        raise Refused("suspension.no_appeal", "No appeal of this person waits for an answer.")
    who.suspension_answer = reason
    who.save(update_fields=["suspension_answer"])
    facts.record(SuspensionUpheld(person_id=who.id, reason=reason), by=by, hall_id=None, about=[who.id])
    return who
