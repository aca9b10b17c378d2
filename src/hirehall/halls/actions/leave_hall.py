from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.facts import MemberLeft
from hirehall.halls.leaving import reasons_against
from hirehall.halls.models import Member
from hirehall.halls.operations.joining import locked_member
from hirehall.halls.rules import joining as rules
from hirehall.halls.states.joining import Standing


@action("halls.leave_hall", scope=Scope.PROFILE_WRITE)
def leave_hall(hall_id: UUID, *, by: Actor) -> Member:
    """A member leaves; what they have done there stays on record, and nothing of theirs is found there any more.

    Raises:
        Refused: ``actor.sign_in``, ``member.not_found``, ``hall.still_needed`` while something of theirs runs there.
    """
    rules.require_person(by)
    me = by.require_person()
    row = locked_member(hall_id, me)
    if row is None or row.state != Standing.JOINED:
        raise not_found("member")
    against = reasons_against(me, hall_id)
    if against:
        raise Refused("hall.still_needed", f"You cannot leave yet. {' '.join(against)}")
    row.state, row.left_at = Standing.LEFT.value, clock.now()
    row.save(update_fields=["state", "left_at"])
    facts.record(MemberLeft(person_id=me), by=by, hall_id=hall_id, about=[me])
    return row
