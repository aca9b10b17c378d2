from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.front.hall_file import applied, read
from hirehall.front.hall_file.templates import require_livable
from hirehall.halls import operations as halls
from hirehall.halls.models import Hall


@action("front.publish_hall_draft", scope=Scope.STAFF_WRITE)
def publish_hall_draft(draft_id: UUID, *, by: Actor, version: int | None = None) -> Hall:
    """The hall that was prepared is open to everybody from now on.

    Raises:
        Refused: ``staff.session_needed``, ``hall_draft.not_found``, ``hall_draft.stale``, ``hall_draft.no_trades``,
            ``hall_draft.no_way_in``, ``hall_file.invalid`` with the line and the field.
    """
    require_operator(by)
    draft = halls.locked_draft(draft_id, by=by, version=version)
    require_livable(read(draft.text).values)
    hall = applied(draft.text, by=by, new=True)
    halls.close_draft(draft, hall)
    return hall
