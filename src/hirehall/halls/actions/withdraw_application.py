from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Application
from hirehall.halls.operations.joining import own_application, withdraw_waiting
from hirehall.halls.states.joining import Applied


@action("halls.withdraw_application", scope=Scope.PROFILE_WRITE)
def withdraw_application(application_id: UUID, *, by: Actor) -> Application:
    """Who has applied takes it back before it is decided.

    Raises:
        Refused: ``application.not_found``, ``application.decided``.
    """
    row = own_application(application_id, by=by)
    if row.state not in {Applied.WAITING, Applied.APPEALED}:
        raise Refused("application.decided", "This application is decided.")
    withdraw_waiting(row.id, by=by)
    row.refresh_from_db()
    return row
