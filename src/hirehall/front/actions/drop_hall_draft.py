from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.halls import operations as halls


@action("front.drop_hall_draft", scope=Scope.STAFF_WRITE)
def drop_hall_draft(draft_id: UUID, *, by: Actor) -> None:
    """A hall that was prepared is given up; nobody but its maker ever saw it.

    Raises:
        Refused: ``staff.session_needed``, ``hall_draft.not_found``.
    """
    require_operator(by)
    halls.drop_draft(halls.locked_draft(draft_id, by=by), by=by)
