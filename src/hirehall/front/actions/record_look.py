from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.facts import record
from hirehall.front.facts import StaffLooked


@action("front.record_look", scope=Scope.STAFF_READ)
def record_look(thing_id: UUID, *, by: Actor, kind: str) -> None:
    """That an operator opened somebody's page at the desk stays known, with the session and its reason.

    Raises:
        Refused: ``staff.session_needed``.
    """
    require_operator(by)
    record(StaffLooked(kind=kind, thing_id=thing_id), by=by, hall_id=None, about=[thing_id])
