from __future__ import annotations

from uuid import UUID

from hirehall.files.operations import attach, let_go
from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found
from hirehall.people.facts import AvatarChanged
from hirehall.people.models import Person
from hirehall.people.operations import locked_person
from hirehall.people.rules import require_self


@action("people.change_avatar", scope=Scope.PROFILE_WRITE)
def change_avatar(file_id: UUID | None, *, by: Actor) -> Person:
    """The person's picture is this uploaded one from now on, or none; the one before is forgotten.

    Raises:
        Refused: ``file.not_found``, ``picture.not_found`` for a file that was not uploaded as an avatar.
    """
    who = locked_person(require_self(by))
    if file_id == who.avatar_file_id:
        return who
    if file_id is not None:
        (stored,) = attach([file_id], subject_kind="person", subject_id=who.id, by=by)
        if stored.purpose != stored.Purpose.AVATAR:
            raise not_found("picture")
    if who.avatar_file_id is not None:
        let_go([who.avatar_file_id])
    who.avatar_file_id = file_id
    who.save(update_fields=["avatar_file_id"])
    facts.record(AvatarChanged(person_id=who.id, file_id=file_id), by=by, hall_id=None, about=[who.id])
    return who
