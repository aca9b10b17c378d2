from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.facts import record
from hirehall.front.facts import StaffLooked


@action("front.record_look", scope=Scope.STAFF_READ)
def record_look(thing_id: UUID, *, by: Actor, kind: str, hall_id: UUID | None = None) -> None:
    """That an operator opened somebody's page at the desk stays known, with the session and its reason.

    Args:
        hall_id: the hall at whose desk it was.
    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``.
    """
    require_operator(by, hall_id=hall_id)
    record(StaffLooked(kind=kind, thing_id=thing_id), by=by, hall_id=hall_id, about=[thing_id])
