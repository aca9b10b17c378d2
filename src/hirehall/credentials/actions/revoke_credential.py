"""A credential is revoked: by the person whom it is about, or by the hall, with a reason."""

from __future__ import annotations

from uuid import UUID

from hirehall.credentials import operations, rules
from hirehall.credentials.models import Credential
from hirehall.credentials.states import Cause, Standing
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_staff_of
from hirehall.foundation.refused import not_found


@action("credentials.take_back_credential", scope=Scope.REVIEWS_WRITE)
def take_back_credential(credential_id: UUID, *, by: Actor) -> Credential:
    """The person takes it back: copies of it anywhere are revoked from now on. A new one may be issued."""
    found = rules.require_holder(operations.locked_credential(credential_id, by), by)
    rules.require_move(found, Standing.REVOKED)
    operations.stop(found, Standing.REVOKED, Cause.HOLDER, by=by)
    return found


@action("credentials.revoke_credential", scope=Scope.STAFF_WRITE)
def revoke_credential(credential_id: UUID, *, by: Actor, reason: str) -> Credential:
    """The hall withdraws what it has said, for good; the person is told why."""
    found = operations.locked_credential(credential_id, by)
    require_staff_of(by, found.hall_id if found else None)
    if found is None:
        raise not_found("credential")
    reason = rules.require_reason(reason)
    rules.require_move(found, Standing.REVOKED)
    operations.stop(found, Standing.REVOKED, Cause.HALL, by=by, reason=reason)
    return found
