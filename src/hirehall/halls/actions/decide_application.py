from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls import operations
from hirehall.halls.models import Application


@action("halls.decide_application", scope=Scope.STAFF_WRITE)
def decide_application(application_id: UUID, *, by: Actor, accepts: bool, reason: str) -> Application:
    """An operator lets somebody in or does not, with a reason either way.

    Also where it is left to a screening: its result is the answer, unless an operator has given one before.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``application.not_found``, ``application.decided``,
            ``application.reason_missing``.
    """
    return operations.decide_application(application_id, accepts=accepts, reason=reason, by=by)
