"""From what a browser sends to a file that can be stored: measured, sniffed, re-drawn, kept on disk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile

from hirehall.files import disk, parts, queries, rules
from hirehall.files.actions.finish_upload import finish_upload
from hirehall.files.actions.store_upload import store_upload
from hirehall.files.incoming import Incoming
from hirehall.files.models import StoredFile, Upload
from hirehall.files.pictures import redrawn
from hirehall.files.sniff import HEAD_BYTES, media_type_of
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused


@dataclass(frozen=True, slots=True)
class Sent:
    """A form names a file that came before it, piece by piece."""

    upload_id: UUID


def receive(upload: File[Any], *, purpose: str, name: str | None = None) -> Incoming:
    """Check one upload against the limits of its purpose and keep its bytes; no row is made yet.

    Raises:
        Refused: ``file.too_large``, ``file.empty``, ``file.kind_refused``, ``picture.*``.
    """
    limit = rules.limit_for(purpose)
    rules.require_size(upload.size or 0, limit)
    name = rules.clean_name(name or upload.name or "file")
    upload.seek(0)
    media_type = media_type_of(upload.read(HEAD_BYTES), name, limit)
    upload.seek(0)
    if not limit.picture:
        sha256, size = disk.keep(upload.chunks())
        return Incoming(purpose, name, media_type, size, sha256)
    picture = redrawn(upload.read(), longest=limit.longest, small=limit.small, square=limit.square)
    sha256, size = disk.keep([picture.data])
    small_sha256, _ = disk.keep([picture.small])
    return Incoming(
        purpose,
        PurePosixPath(name).stem[:190] + ".webp",
        "image/webp",
        size,
        sha256,
        small_sha256,
        picture.width,
        picture.height,
        picture.colours,
    )


def finished(upload: Upload, *, by: Actor) -> StoredFile:
    """The file of an upload that is complete. Saying it twice, or twice at once, gives the same file.

    Raises:
        Refused: ``upload.unfinished``, or what is wrong with the file; then its bytes are gone.
    """
    if upload.file is not None:
        return upload.file
    if parts.length_of(upload.id) < upload.size_bytes:
        raise Refused(
            "upload.unfinished", f"“{upload.name}” has not arrived completely. Send it again.", field="file"
        )
    try:
        with parts.place_of(upload.id).open("rb") as whole:
            incoming = receive(File(whole), purpose=upload.purpose, name=upload.name)
    except Refused:
        parts.remove(upload.id)
        raise
    except FileNotFoundError:  # another request has finished it in between
        return finished(queries.upload_for(by, upload.id), by=by)
    stored = finish_upload(upload.id, incoming, by=by)
    parts.remove(upload.id)
    return stored


def require_kind(upload: Upload) -> None:
    """Look at the beginning of what has come, so that nobody sends a hundred megabytes in vain.

    Raises:
        Refused: ``file.kind_refused``; the bytes are gone then.
    """
    with parts.place_of(upload.id).open("rb") as begun:
        head = begun.read(HEAD_BYTES)
    try:
        media_type_of(head, upload.name, rules.limit_for(upload.purpose))
    except Refused:
        parts.remove(upload.id)
        raise


def store_all(
    uploads: Iterable[UploadedFile[Any] | Sent], *, purpose: str, by: Actor, key: str | None = None
) -> tuple[UUID, ...]:
    """Receive and store several uploads of one form; answers their ids in order.

    For the forms of other modules: ``files.fields.FilesField`` cleans to what this takes. With the form's
    one-time ``key``, sending the form twice stores nothing twice.
    """
    return tuple(
        _stored(upload, purpose, by, f"{key}:{place}" if key else None)
        for place, upload in enumerate(uploads)
    )


def _stored(upload: UploadedFile[Any] | Sent, purpose: str, by: Actor, key: str | None) -> UUID:
    if isinstance(upload, Sent):
        return finished(queries.upload_for(by, upload.upload_id, purpose=purpose), by=by).id
    stored: StoredFile = store_upload(receive(upload, purpose=purpose), by=by, key=key)  # type: ignore[call-arg]
    return stored.id
