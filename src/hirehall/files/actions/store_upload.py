from __future__ import annotations

from hirehall.files.facts import FileStored
from hirehall.files.incoming import Incoming
from hirehall.files.models import StoredFile
from hirehall.files.operations import file_of, require_room
from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("files.store_upload", scope=Scope.FILES_WRITE)
def store_upload(incoming: Incoming, *, by: Actor) -> StoredFile:
    """The uploader has a file that only they see, until it is attached to something within a day.

    Raises:
        Refused: ``actor.sign_in``, ``file.too_many_waiting``.
    """
    person_id = by.require_person()
    require_room(person_id)
    stored = file_of(incoming, uploaded_by_id=person_id)
    facts.record(
        FileStored(
            file_id=stored.id, purpose=stored.purpose, sha256=stored.sha256, size_bytes=stored.size_bytes
        ),
        by=by,
        hall_id=None,
        about=[stored.id],
    )
    return stored
