from __future__ import annotations

from uuid import UUID

from hirehall.files.facts import FileStored
from hirehall.files.incoming import Incoming
from hirehall.files.models import StoredFile, Upload
from hirehall.files.operations import file_of, require_room
from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found


@action("files.finish_upload", scope=Scope.FILES_WRITE)
def finish_upload(upload_id: UUID, incoming: Incoming, *, by: Actor) -> StoredFile:
    """All pieces are here and in order: the uploader has one file of them, however often this is said.

    Raises:
        Refused: ``upload.not_found``, ``file.too_many_waiting``.
    """
    person_id = by.require_person()
    upload = Upload.objects.select_for_update().filter(id=upload_id, uploaded_by_id=person_id).first()
    if upload is None or upload.purpose != incoming.purpose:
        raise not_found("upload")
    if upload.file_id is not None:
        return StoredFile.objects.get(id=upload.file_id)
    require_room(person_id)
    stored = file_of(incoming, uploaded_by_id=person_id)
    upload.file = stored
    upload.save(update_fields=["file"])
    facts.record(
        FileStored(
            file_id=stored.id, purpose=stored.purpose, sha256=stored.sha256, size_bytes=stored.size_bytes
        ),
        by=by,
        hall_id=None,
        about=[stored.id, upload.id],
    )
    return stored
