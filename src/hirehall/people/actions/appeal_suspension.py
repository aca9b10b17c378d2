from __future__ import annotations

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.people import rules
from hirehall.people.facts import SuspensionAppealed
from hirehall.people.models import Person
from hirehall.people.operations import locked_person


@action("people.appeal_suspension", scope=Scope.PROFILE_WRITE)
def appeal_suspension(*, by: Actor, text: str) -> Person:
    """A suspended person says, once, why the suspension should be lifted; an operator answers with a reason.

    Raises:
        Refused: ``suspension.none``, ``suspension.appealed``, ``suspension.appeal_length``.
    """
    who = locked_person(rules.require_self(by))
    if who.suspended_at is None:
        raise Refused("suspension.none", "Your account is not suspended.", because=Because.FORBIDDEN)
    if who.suspension_appealed_at is not None:
        raise Refused("suspension.appealed", "You have appealed already. An operator answers with a reason.")
    who.suspension_appeal, who.suspension_appealed_at = rules.require_appeal(text), clock.now()
    who.save(update_fields=["suspension_appeal", "suspension_appealed_at"])
    facts.record(SuspensionAppealed(person_id=who.id), by=by, hall_id=None, about=[who.id])
    return who
