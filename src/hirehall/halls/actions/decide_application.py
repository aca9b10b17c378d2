from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.halls import operations
from hirehall.halls.models import Application
from hirehall.halls.operations.joining import locked_application


@action("halls.decide_application", scope=Scope.STAFF_WRITE)
def decide_application(application_id: UUID, *, by: Actor, accepts: bool, reason: str) -> Application:
    """An operator lets somebody in or does not, with a reason either way.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``application.not_found``, ``application.decided``,
            ``application.reason_missing``, ``application.decided_elsewhere`` where it is left to a screening.
    """
    row = locked_application(application_id, by=by)
    if row.decider != "desk":
        raise Refused(
            "application.decided_elsewhere",
            f"This application is decided by the {row.decider}, not at the desk.",
        )
    return operations.decide_application(application_id, accepts=accepts, reason=reason, by=by)
