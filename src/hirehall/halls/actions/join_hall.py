from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall, Member
from hirehall.halls.operations.joining import enrol, locked_member, use_invitation
from hirehall.halls.queries import policy_now
from hirehall.halls.queries.joining import door_open
from hirehall.halls.rules import joining as rules
from hirehall.halls.states.joining import INVITATION, How, Standing
from hirehall.people.operations import locked_person


@action("halls.join_hall", scope=Scope.PROFILE_WRITE)
def join_hall(hall_id: UUID, *, by: Actor, code: str = "") -> Member:
    """A person becomes a member: of an open hall, by their confirmed address, or with an invitation.

    Args:
        code: of an invitation; without one, a personal invitation to one of their addresses counts.
    Raises:
        Refused: ``actor.sign_in``, ``hall.not_found``, ``hall.members_only``, ``hall.suspended_here``,
            ``invitation.unusable``.
    """
    rules.require_person(by)
    me = by.require_person()
    if not Hall.objects.filter(id=hall_id).exists():
        raise not_found("hall")
    locked_person(me)  # so that one who asks twice at once uses one place of an invitation
    policy, row = policy_now(hall_id), locked_member(hall_id, me)
    if row is not None and row.state == Standing.JOINED:
        return row
    if row is not None and row.state == Standing.SUSPENDED:
        raise rules.suspended_here(row.suspension_reason)
    door = door_open(policy, hall_id, me)
    if code and door not in {"open", "domain"}:
        door = "invitation" if rules.takes(policy, INVITATION) else ""
    if door == "invitation" and use_invitation(hall_id, me, code) is None:
        raise Refused(
            "invitation.unusable",
            "This invitation cannot be used: it is used up, has expired, was withdrawn or is for another address.",
            because=Because.FORBIDDEN,
            field="code",
        )
    if not door:
        raise rules.members_only(policy)
    return enrol(hall_id, me, How(door), by=by)
