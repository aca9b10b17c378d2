from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.facts import MemberReinstated, MemberSuspended
from hirehall.halls.models import Member
from hirehall.halls.operations.joining import locked_member, own_matter
from hirehall.halls.rules import joining as rules
from hirehall.halls.states.joining import Standing


@action("halls.suspend_member", scope=Scope.STAFF_WRITE)
def suspend_member(hall_id: UUID, person_id: UUID, *, by: Actor, reason: str) -> Member:
    """A member begins nothing in this hall any more and is not found there; other halls and running work go on.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``member.not_found``, ``member.not_joined``,
            ``application.reason_missing``.
    """
    row = _of(hall_id, person_id, by)
    if row.state != Standing.JOINED:
        raise Refused("member.not_joined", "This person is no member here now.")
    row.suspension_reason, row.suspended_at = rules.require_reason(reason), clock.now()
    row.state = Standing.SUSPENDED.value
    row.save(update_fields=["state", "suspension_reason", "suspended_at"])
    fact = MemberSuspended(person_id=person_id, reason=row.suspension_reason)
    facts.record(fact, by=by, hall_id=hall_id, about=[person_id])
    return row


@action("halls.reinstate_member", scope=Scope.STAFF_WRITE)
def reinstate_member(hall_id: UUID, person_id: UUID, *, by: Actor, reason: str) -> Member:
    """A suspended member is one again, as they were.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``staff.own_matter``, ``member.not_found``,
            ``member.not_suspended``, ``application.reason_missing``.
    """
    row = _of(hall_id, person_id, by)
    if by.person_id == person_id:
        raise own_matter()
    if row.state != Standing.SUSPENDED:
        raise Refused("member.not_suspended", "This member is not suspended here.")
    said = rules.require_reason(reason)
    row.state, row.suspended_at, row.suspension_reason = Standing.JOINED.value, None, ""
    row.save(update_fields=["state", "suspension_reason", "suspended_at"])
    facts.record(
        MemberReinstated(person_id=person_id, reason=said), by=by, hall_id=hall_id, about=[person_id]
    )
    return row


def _of(hall_id: UUID, person_id: UUID, by: Actor) -> Member:
    require_operator(by, hall_id=hall_id)
    row = locked_member(hall_id, person_id)
    if row is None:
        raise not_found("member")
    return row
