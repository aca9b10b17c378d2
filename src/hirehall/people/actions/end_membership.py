from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.people import rules
from hirehall.people.facts import MemberLeft
from hirehall.people.leaving import follow_departure
from hirehall.people.operations import (
    locked_membership,
    locked_organisation,
    require_other_owner,
    with_role_now,
)


@action("people.end_membership", scope=Scope.PROFILE_WRITE)
def end_membership(organisation_id: UUID, person_id: UUID, *, by: Actor, reason: str = "") -> None:
    """A member leaves, or an owner ends somebody's membership. The last owner cannot leave.

    Args:
        reason: what who is removed is told; needed in an agency, where their work is paid by shares.
    Raises:
        Refused: ``organisation.not_found``, ``organisation.owners_only``, ``member.not_found``,
            ``member.reason_missing``, ``organisation.last_owner``.
    """
    own_id = rules.require_self(by)
    organisation = locked_organisation(organisation_id)
    now = with_role_now(by, organisation)
    rules.require_member(now, organisation.id)
    if person_id != own_id:
        rules.require_owner(now, organisation.id)
        rules.require_said_why(reason, organisation)
    membership = locked_membership(organisation.id, person_id)
    if membership.role == "owner":
        require_other_owner(organisation.id, person_id)
    follow_departure(organisation.id, person_id)
    membership.delete()
    facts.record(
        MemberLeft(
            organisation_id=organisation.id,
            person_id=person_id,
            removed=person_id != own_id,
            reason=" ".join(reason.split()) if person_id != own_id else "",
        ),
        by=by,
        hall_id=None,
        about=[organisation.id, person_id],
    )
