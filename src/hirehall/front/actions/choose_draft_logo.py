from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.halls import operations as halls
from hirehall.halls.models import HallDraft


@action("front.choose_draft_logo", scope=Scope.STAFF_WRITE)
def choose_draft_logo(draft_id: UUID, *, by: Actor, file_id: UUID | None) -> HallDraft:
    """The hall that is prepared opens with this uploaded square picture in its header, or with the house's own mark.

    Raises:
        Refused: ``staff.session_needed``, ``hall_draft.not_found``, ``file.not_found``, ``picture.not_found``.
    """
    require_operator(by)
    return halls.set_draft_logo(halls.locked_draft(draft_id, by=by), file_id, by=by)
