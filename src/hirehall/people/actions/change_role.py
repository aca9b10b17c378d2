from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.people import rules
from hirehall.people.facts import RoleChanged
from hirehall.people.models import Membership
from hirehall.people.operations import (
    locked_membership,
    locked_organisation,
    require_other_owner,
    with_role_now,
)


@action("people.change_role", scope=Scope.PROFILE_WRITE)
def change_role(organisation_id: UUID, person_id: UUID, *, role: str, by: Actor) -> Membership:
    """A member has another role from now on. The last owner stays owner.

    Raises:
        Refused: ``organisation.not_found``, ``organisation.owners_only``, ``role.unknown``,
            ``member.not_found``, ``organisation.last_owner``.
    """
    rules.require_self(by)
    organisation = locked_organisation(organisation_id)
    rules.require_owner(with_role_now(by, organisation), organisation.id)
    rules.require_role(role, organisation.kind)
    membership = locked_membership(organisation.id, person_id)
    before = membership.role
    if before == role:
        return membership
    if before == "owner":
        require_other_owner(organisation.id, person_id)
    membership.role = role
    membership.save(update_fields=["role"])
    facts.record(
        RoleChanged(organisation_id=organisation.id, person_id=person_id, role=role, role_before=before),
        by=by,
        hall_id=None,
        about=[organisation.id, person_id],
    )
    return membership
