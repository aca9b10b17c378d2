from __future__ import annotations

from uuid import UUID

from hirehall.files.facts import FileDiscarded
from hirehall.files.models import StoredFile
from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found


@action("files.discard_upload", scope=Scope.FILES_WRITE)
def discard_upload(file_id: UUID, *, by: Actor) -> None:
    """A file of one's own that belongs to nothing yet is thrown away; its bytes follow within days.

    Raises:
        Refused: ``file.not_found``, also for a file that is attached to something.
    """
    person_id = by.require_person()
    stored = (
        StoredFile.objects.select_for_update()
        .filter(id=file_id, uploaded_by_id=person_id, subject_kind="")
        .first()
    )
    if stored is None:
        raise not_found("file")
    stored.delete()
    facts.record(FileDiscarded(file_id=file_id), by=by, hall_id=None, about=[file_id])
