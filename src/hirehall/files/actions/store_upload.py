from __future__ import annotations

from hirehall.files.facts import FileStored
from hirehall.files.incoming import Incoming
from hirehall.files.models import StoredFile
from hirehall.files.rules import WAITING_FILES_AT_MOST, limit_for
from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("files.store_upload", scope=Scope.FILES_WRITE)
def store_upload(incoming: Incoming, *, by: Actor) -> StoredFile:
    """The uploader has a file that only they see, until it is attached to something within a day.

    Raises:
        Refused: ``actor.sign_in``, ``file.too_many_waiting``.
    """
    person_id = by.require_person()
    limit = limit_for(incoming.purpose)
    waiting = StoredFile.objects.filter(uploaded_by_id=person_id, subject_kind="").count()
    if waiting >= WAITING_FILES_AT_MOST:
        raise Refused(
            "file.too_many_waiting",
            "You have uploaded many files that belong to nothing yet. Use them, or wait until tomorrow.",
            because=Because.TOO_MANY,
        )
    stored = StoredFile.objects.create(
        purpose=incoming.purpose,
        name=incoming.name,
        media_type=incoming.media_type,
        size_bytes=incoming.size_bytes,
        sha256=incoming.sha256,
        small_sha256=incoming.small_sha256,
        width=incoming.width,
        height=incoming.height,
        uploaded_by_id=person_id,
        public=limit.picture,
        stored_at=clock.now(),
    )
    facts.record(
        FileStored(
            file_id=stored.id, purpose=stored.purpose, sha256=stored.sha256, size_bytes=stored.size_bytes
        ),
        by=by,
        hall_id=None,
        about=[stored.id],
    )
    return stored
