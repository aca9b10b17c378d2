"""From what a browser sends to a file that can be stored: measured, sniffed, re-drawn, kept on disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from hirehall.files import disk, rules
from hirehall.files.actions.store_upload import store_upload
from hirehall.files.incoming import Incoming
from hirehall.files.pictures import redrawn
from hirehall.files.sniff import HEAD_BYTES, media_type_of
from hirehall.foundation.actor import Actor


def receive(upload: UploadedFile[Any], *, purpose: str) -> Incoming:
    """Check one upload against the limits of its purpose and keep its bytes; no row is made yet.

    Raises:
        Refused: ``file.too_large``, ``file.empty``, ``file.kind_refused``, ``picture.*``.
    """
    limit = rules.limit_for(purpose)
    rules.require_size(upload.size or 0, limit)
    name = clean_name(upload.name or "file")
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
    )


def store_all(uploads: Iterable[UploadedFile[Any]], *, purpose: str, by: Actor) -> tuple[UUID, ...]:
    """Receive and store several uploads of one form; answers their ids in order.

    For the forms of other modules: ``store_all(request.FILES.getlist("files"), purpose="delivery", by=actor)``.
    """
    return tuple(store_upload(receive(upload, purpose=purpose), by=by).id for upload in uploads)


def clean_name(name: str) -> str:
    """The last part of a path, without control characters, at most 200 characters, its ending kept."""
    plain = "".join(
        letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable()
    ).strip(". ")
    if len(plain) <= 200:
        return plain or "file"
    stem, _, ending = plain.rpartition(".")
    return f"{stem[: 199 - len(ending)]}.{ending}" if len(ending) < 20 else plain[:200]
