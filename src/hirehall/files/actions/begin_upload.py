from __future__ import annotations

from datetime import timedelta

from hirehall.files.facts import UploadBegun
from hirehall.files.models import Upload
from hirehall.files.rules import UNFINISHED_UPLOADS_AT_MOST, UPLOAD_HOURS, clean_name, limit_for, require_size
from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("files.begin_upload", scope=Scope.FILES_WRITE)
def begin_upload(*, by: Actor, name: str, size_bytes: int, purpose: str) -> Upload:
    """There is a place to which the uploader may send a file piece by piece, for a day.

    Raises:
        Refused: ``actor.sign_in``, ``file.purpose_unknown``, ``file.empty``, ``file.too_large``,
            ``upload.too_many_unfinished``.
    """
    person_id = by.require_person()
    require_size(size_bytes, limit_for(purpose))
    now = clock.now()
    unfinished = Upload.objects.filter(uploaded_by_id=person_id, file=None, expires_at__gt=now)
    if unfinished.count() >= UNFINISHED_UPLOADS_AT_MOST:
        raise Refused(
            "upload.too_many_unfinished",
            "You have begun many uploads that are not finished. Finish or remove some, or wait until tomorrow.",
            because=Because.TOO_MANY,
        )
    upload = Upload.objects.create(
        purpose=purpose,
        name=clean_name(name),
        size_bytes=size_bytes,
        uploaded_by_id=person_id,
        begun_at=now,
        expires_at=now + timedelta(hours=UPLOAD_HOURS),
    )
    facts.record(
        UploadBegun(upload_id=upload.id, purpose=purpose, size_bytes=size_bytes),
        by=by,
        hall_id=None,
        about=[upload.id],
    )
    return upload
