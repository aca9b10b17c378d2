from __future__ import annotations

from uuid import UUID

from hirehall.files.operations import attach, let_go
from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import not_found
from hirehall.halls.facts import HallLogoChanged
from hirehall.halls.models import Hall
from hirehall.halls.operations import locked_hall


@action("halls.change_hall_logo", scope=Scope.STAFF_WRITE)
def change_hall_logo(hall_id: UUID, *, by: Actor, file_id: UUID | None) -> Hall:
    """The hall's sign in the header is this uploaded square picture from now on, or the house's own mark again.

    Raises:
        Refused: ``staff.session_needed``, ``hall.not_found``, ``file.not_found``, ``picture.not_found``.
    """
    require_operator(by, hall_id=hall_id)
    hall = locked_hall(hall_id)
    if file_id == hall.logo_file_id:
        return hall
    if file_id is not None:
        (stored,) = attach([file_id], subject_kind="hall", subject_id=hall.id, by=by)
        if stored.purpose != stored.Purpose.AVATAR:
            raise not_found("picture")
    if hall.logo_file_id is not None:
        let_go([hall.logo_file_id])
    hall.logo_file_id = file_id
    hall.save(update_fields=["logo_file_id"])
    facts.record(HallLogoChanged(file_id=file_id), by=by, hall_id=hall.id, about=[hall.id])
    return hall
