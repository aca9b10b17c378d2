from __future__ import annotations

from uuid import UUID

from hirehall.files.facts import UploadAbandoned
from hirehall.files.models import StoredFile, Upload
from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found


@action("files.abandon_upload", scope=Scope.FILES_WRITE)
def abandon_upload(upload_id: UUID, *, by: Actor) -> None:
    """An upload of one's own is given up, and the file that came of it as well, unless it is in use already.

    Raises:
        Refused: ``upload.not_found``.
    """
    person_id = by.require_person()
    upload = Upload.objects.select_for_update().filter(id=upload_id, uploaded_by_id=person_id).first()
    if upload is None:
        raise not_found("upload")
    file_id = upload.file_id
    upload.delete()
    if file_id is not None:
        StoredFile.objects.filter(id=file_id, subject_kind="").delete()
    facts.record(UploadAbandoned(upload_id=upload_id), by=by, hall_id=None, about=[upload_id])
